"""Makes the wheel of the Python package, out of what was built.

The same inputs make the same bytes, whenever and wherever."""

import argparse
import base64
import hashlib
import pathlib
import re
import subprocess
import tempfile
import zipfile

from install_tree import LICENCES, version_in

NAME = "vexlens"
PYTHON = "cp311"

METADATA = """Metadata-Version: 2.1
Name: vexlens
Version: {version}
Summary: One explained answer out of conflicting VEX statements
License: Apache-2.0
Classifier: License :: OSI Approved :: Apache Software License
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: Python :: 3.11
Classifier: Topic :: Security
Classifier: Typing :: Typed
Requires-Python: >=3.11,<3.12
Provides-Extra: arrow
Requires-Dist: pyarrow; extra == "arrow"
Provides-Extra: pandas
Requires-Dist: pandas>=2.2; extra == "pandas"
Requires-Dist: pyarrow; extra == "pandas"
Provides-Extra: polars
Requires-Dist: polars; extra == "polars"
Description-Content-Type: text/markdown

{description}"""

def platform_of(library):
    """platform_of(library) is the oldest platform that has all symbols of the C library that it needs (PEP 600)."""
    table = subprocess.run(["objdump", "-T", library], check=True, capture_output=True, text=True).stdout
    newest = max(tuple(map(int, number.split("."))) for number in re.findall(r"\bGLIBC_([0-9.]+)", table))
    return f"manylinux_{newest[0]}_{newest[1]}_x86_64"


def stripped(library):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / library.name
        subprocess.run(["strip", "--strip-unneeded", "-o", out, library], check=True)
        return out.read_bytes()


def digest(content):
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def contents(built, version, tag):
    """contents(...) is the files of the wheel: {name: bytes}."""
    info = f"{NAME}-{version}.dist-info"
    files = {}
    for path in built.package:
        if path.name == "_native.so":
            files[f"{NAME}/_native.cpython-311-x86_64-linux-gnu.so"] = stripped(path)
        else:
            files[f"{NAME}/{path.name}"] = path.read_bytes()
    description = built.description.read_text()
    files[f"{info}/METADATA"] = METADATA.format(version=version, description=description).encode()
    wheel = f"Wheel-Version: 1.0\nGenerator: vexlens\nRoot-Is-Purelib: false\nTag: {tag}\n"
    files[f"{info}/WHEEL"] = wheel.encode()
    files[f"{info}/licenses/LICENSE"] = built.licence.read_bytes()
    for name, path in built.licence_of:
        files[f"{info}/licenses/LICENSE.{LICENCES[name]}"] = pathlib.Path(path).read_bytes()
    record = "".join(f"{name},{digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    return files


def write(out, built):
    """write(out, built) makes the wheel in the folder `out`, and returns its path."""
    version = version_in(built.version)
    native = next(path for path in built.package if path.name == "_native.so")
    tag = f"{PYTHON}-{PYTHON}-{platform_of(native)}"
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{NAME}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(contents(built, version, tag).items(), key=lambda item: (".dist-info" in item[0], item)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = (0o755 if name.endswith(".so") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--package", type=pathlib.Path, nargs="+", required=True)
    parser.add_argument("--version", type=pathlib.Path, required=True)
    parser.add_argument("--description", type=pathlib.Path, required=True)
    parser.add_argument("--licence", type=pathlib.Path, required=True)
    parser.add_argument("--licence-of", nargs=2, action="append", default=[])
    built = parser.parse_args()
    print(write(built.out, built))


if __name__ == "__main__":
    main()
