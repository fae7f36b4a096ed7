#!/usr/bin/perl
# Debian's own comparison, of dpkg.
use strict;
use warnings;
eval { require Dpkg::Version; Dpkg::Version->import('version_compare'); 1 } or exit 77;

while (<STDIN>) {
    my ($first, $second) = split;
    print substr('<=>', 1 + version_compare($first, $second), 1), "\n";
}
