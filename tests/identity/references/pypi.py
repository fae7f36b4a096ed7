#!/usr/bin/python3 -P
"""Python's comparison, of the packaging library that pip uses."""
import sys

try:
    from packaging.version import Version
except ImportError:
    sys.exit(77)

for line in sys.stdin:
    first, second = map(Version, line.split())
    print("<" if first < second else ">" if first > second else "=")
