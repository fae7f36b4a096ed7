"""How our own C++ is compiled, and the rules that compile it so.

Code from elsewhere is compiled as .bazelrc says; options that every C++ file
shares (the standard, the level of optimisation) stand there too.
"""

VEXLENS_COPTS = [
    "-Wall",
    "-Wextra",
    "-Wcast-align",
    "-Wextra-semi",
    "-Wformat=2",
    "-Wmissing-declarations",
    "-Wnon-virtual-dtor",
    "-Woverloaded-virtual",
    "-Wpointer-arith",
    "-Wshadow",
    "-Wsuggest-override",
    "-Wvla",
    "-Werror",
    # A symbol leaves a shared library only where its source says so.
    "-fvisibility=hidden",
]

# Of C, as somebody may compile it who includes vexlens.h.
VEXLENS_C_COPTS = [
    "-std=c11",
    "-Wall",
    "-Wextra",
    "-Wconversion",
    "-Wpedantic",
    "-Wstrict-prototypes",
    "-Werror",
]

def vexlens_cc_library(name, copts = [], **kwargs):
    native.cc_library(name = name, copts = VEXLENS_COPTS + copts, **kwargs)

def vexlens_cc_binary(name, copts = [], **kwargs):
    native.cc_binary(name = name, copts = VEXLENS_COPTS + copts, **kwargs)

def vexlens_cc_test(name, copts = [], deps = [], **kwargs):
    """A googletest; the library and its main() are added to deps."""
    native.cc_test(
        name = name,
        copts = VEXLENS_COPTS + copts,
        deps = deps + ["@com_google_googletest//:gtest_main"] + select({
            "//bazel:tsan": ["//tests/support:tsan_suppressions"],
            "//conditions:default": [],
        }),
        **kwargs
    )

def vexlens_cc_benchmark(name, copts = [], deps = [], **kwargs):
    """A google-benchmark program; the library and its main() are added to deps."""
    native.cc_binary(
        name = name,
        testonly = True,
        copts = VEXLENS_COPTS + copts,
        deps = deps + ["@com_github_google_benchmark//:benchmark_main"],
        **kwargs
    )

def vexlens_pybind_extension(name, copts = [], deps = [], linkopts = [], **kwargs):
    """A Python extension module <name>.so; pybind11 is added to deps."""
    native.cc_binary(
        name = name + ".so",
        copts = VEXLENS_COPTS + copts,
        # The standard library's templates are visible whatever we say; a
        # module needs to show its entry point and nothing else.
        additional_linker_inputs = ["//bazel:pyinit.lds"],
        linkopts = linkopts + ["-Wl,--version-script=$(location //bazel:pyinit.lds)"],
        linkshared = True,
        deps = deps + ["@pybind11"],
        **kwargs
    )
