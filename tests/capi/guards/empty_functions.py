"""Prints C that defines each function of a header like vexlens.h, without what it does.

Usage: empty_functions.py HEADER
"""

import re
import sys

_DECLARATION = re.compile(r"^VEXLENS_API ([^;]*?)\b(vexlens_\w+)(\([^;]*);", re.MULTILINE)


def main():
    with open(sys.argv[1], encoding="utf-8") as header:
        text = header.read()
    print('#include "vexlens.h"')
    for result, name, parameters in _DECLARATION.findall(text):
        body = "" if result == "void " else f"{result}nothing = {{0}}; return nothing;"
        print(f"{result}{name}{parameters} {{ {body} }}")


if __name__ == "__main__":
    main()
