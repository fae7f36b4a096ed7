"""Fuzz targets whose corpora are ordinary tests."""

load("//bazel:copts.bzl", "vexlens_cc_binary", "vexlens_cc_library")

def vexlens_fuzz_test(name, srcs, corpus, deps = [], size = "small"):
    """A fuzzer, and a test that replays its corpus.

    `bazel test` runs <name>_replay_test with any compiler: one test case for
    each file of the corpus. The fuzzer itself needs clang:

        bazel run --config=fuzz //tests/fuzz:<name> -- -max_total_time=60 DIRECTORY

    Args:
      name: the fuzzer, <file>_fuzz.
      srcs: sources that define LLVMFuzzerTestOneInput().
      corpus: labels of the files to replay; an empty list makes the test fail.
      deps: what srcs includes.
      size: of the replay test.
    """
    vexlens_cc_library(
        name = name + "_target",
        testonly = True,
        srcs = srcs,
        alwayslink = True,
        deps = deps,
    )
    vexlens_cc_binary(
        name = name,
        testonly = True,
        linkopts = ["-fsanitize=fuzzer"],
        tags = ["manual"],
        deps = [":" + name + "_target"],
    )
    native.filegroup(
        name = name + "_corpus",
        testonly = True,
        srcs = corpus,
    )
    native.cc_test(
        name = name + "_replay_test",
        size = size,
        args = ["$(rootpaths :%s_corpus)" % name] if corpus else [],
        data = [":" + name + "_corpus"],
        deps = [
            ":" + name + "_target",
            "//tests/fuzz:replay_main",
        ],
    )
