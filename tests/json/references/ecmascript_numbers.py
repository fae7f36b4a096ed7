#!/usr/bin/python3
"""Reads the bits of doubles in hex, one a line, and writes each as ECMAScript does.

The digits are those of repr(); where they stand is said by ECMA-262, 6.1.6.1.20.
"""

import struct
import sys
from decimal import Decimal


def spell(value):
    if value == 0:
        return "0"
    sign, figures, exponent = Decimal(repr(value)).as_tuple()
    digits = "".join(map(str, figures))
    point = len(digits) + exponent
    digits = digits.rstrip("0")
    k = len(digits)
    minus = "-" if sign else ""
    if k <= point <= 21:
        return minus + digits + "0" * (point - k)
    if 0 < point <= 21:
        return minus + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return minus + "0." + "0" * -point + digits
    power = f"e{'-' if point < 1 else '+'}{abs(point - 1)}"
    return minus + digits[0] + ("." + digits[1:] if k > 1 else "") + power


for line in sys.stdin:
    print(spell(struct.unpack(">d", bytes.fromhex(line.strip()))[0]))
