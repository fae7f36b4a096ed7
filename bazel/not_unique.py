"""Makes symbols of an ELF object that are unique in a whole process (STB_GNU_UNIQUE) ordinary ones.

objcopy hides no unique symbol, so that two copies of a library would meet at it.

Usage: not_unique.py OBJECT RESULT
"""

import struct
import sys

_SYMBOL_TABLE = 2  # SHT_SYMTAB
_GLOBAL = 1  # STB_GLOBAL
_UNIQUE = 10  # STB_GNU_UNIQUE
_SYMBOL_SIZE = 24


def make_ordinary(elf):
    """Changes the symbol tables of a 64-bit little-endian object in place."""
    if elf[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a 64-bit little-endian ELF object")
    (sections,) = struct.unpack_from("<Q", elf, 0x28)
    size, count = struct.unpack_from("<HH", elf, 0x3A)
    # A count that does not fit stands in the first section.
    count = count or struct.unpack_from("<Q", elf, sections + 0x20)[0]
    for at in range(sections, sections + count * size, size):
        (kind,) = struct.unpack_from("<I", elf, at + 4)
        if kind != _SYMBOL_TABLE:
            continue
        start, length = struct.unpack_from("<QQ", elf, at + 0x18)
        for info in range(start + 4, start + length, _SYMBOL_SIZE):
            if elf[info] >> 4 == _UNIQUE:
                elf[info] = _GLOBAL << 4 | elf[info] & 0xF


def main():
    with open(sys.argv[1], "rb") as file:
        elf = bytearray(file.read())
    make_ordinary(elf)
    with open(sys.argv[2], "wb") as file:
        file.write(elf)


if __name__ == "__main__":
    main()
