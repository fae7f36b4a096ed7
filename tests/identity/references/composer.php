#!/usr/bin/php
<?php
// Composer's own comparison.
(@include '/usr/share/php/Composer/Semver/autoload.php') || exit(77);

$parser = new Composer\Semver\VersionParser();
while (($line = fgets(STDIN)) !== false) {
    [$first, $second] = array_map([$parser, 'normalize'], explode(' ', trim($line)));
    echo '<=>'[1 + version_compare($first, $second)], "\n";
}
