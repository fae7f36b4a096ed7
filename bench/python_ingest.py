"""What the Python package costs over the C interface: the same documents, by turns, medians of both.

    tools/wheel && bazel build //capi:libvexlens.so.1
    python bench/python_ingest.py bazel-bin/capi/libvexlens.so.1 FOLDER_OF_DOCUMENTS

Run it where the wheel is installed."""

import ctypes
import pathlib
import statistics
import sys
import time

import vexlens


class Str(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]


def by_c(library, documents):
    """by_c(library, documents) is the seconds of one vexlens_engine_ingest."""
    engine = ctypes.c_void_p()
    assert library.vexlens_engine_new(None, ctypes.byref(engine)) is None
    texts = (Str * len(documents))(*[Str(document, len(document)) for document in documents])
    begin = time.perf_counter()
    assert library.vexlens_engine_ingest(engine, texts, ctypes.c_size_t(len(documents)), None, None) is None
    seconds = time.perf_counter() - begin
    library.vexlens_engine_free(engine)
    return seconds


def by_python(documents):
    """by_python(documents) is the seconds of one Engine.ingest, its report included."""
    engine = vexlens.Engine()
    begin = time.perf_counter()
    engine.ingest(documents, progress=False)
    return time.perf_counter() - begin


def main():
    library = ctypes.CDLL(sys.argv[1])
    for name in ["vexlens_engine_new", "vexlens_engine_ingest"]:
        getattr(library, name).restype = ctypes.c_void_p
    documents = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[2]).rglob("*.json"))]
    times = [(by_c(library, documents), by_python(documents)) for _ in range(21)]
    c, python = (statistics.median(column) for column in zip(*times))
    megabytes = sum(map(len, documents)) / 1e6
    print(f"{len(documents)} documents, {megabytes:.1f} MB: C {c * 1e3:.1f} ms, Python {python * 1e3:.1f} ms, "
          f"of_bound {c / python:.3f}")


if __name__ == "__main__":
    main()
