#!/usr/bin/python3 -P
"""RPM's own comparison, of librpm."""
import sys

try:
    import rpm
except ImportError:
    sys.exit(77)


def parts(text):
    epoch, _, rest = text.rpartition(":")
    version, _, release = rest.rpartition("-")
    return epoch or "0", version, release


for line in sys.stdin:
    first, second = line.split()
    print("<=>"[1 + rpm.labelCompare(parts(first), parts(second))])
