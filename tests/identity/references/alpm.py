#!/usr/bin/python3 -P
"""Arch Linux's own comparison, of libalpm."""
import ctypes
import sys

try:
    compare = ctypes.CDLL("libalpm.so.13").alpm_pkg_vercmp
except OSError:
    sys.exit(77)

for line in sys.stdin:
    first, second = line.encode().split()
    print("<=>"[1 + compare(first, second)])
