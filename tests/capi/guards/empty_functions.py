"""Prints C that defines each function of a header like vexlens.h and of its siblings, without what they do.

Usage: empty_functions.py HEADER
"""

import pathlib
import re
import sys

_DECLARATION = re.compile(r"^VEXLENS_API ([^;]*?)\b(vexlens_\w+)(\([^;]*);", re.MULTILINE)


def main():
    main_header = pathlib.Path(sys.argv[1])
    for header in [main_header, *sorted(main_header.parent.glob("vexlens_*.h"))]:
        print(f'#include "{header.name}"')
        for result, name, parameters in _DECLARATION.findall(header.read_text(encoding="utf-8")):
            body = "" if result == "void " else f"{result}nothing = {{0}}; return nothing;"
            print(f"{result}{name}{parameters} {{ {body} }}")


if __name__ == "__main__":
    main()
