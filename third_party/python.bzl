"""The system's CPython."""

_INCLUDE = "import sysconfig; print(sysconfig.get_path('include'), end='')"

_BUILD = """
load("@bazel_tools//tools/python:toolchain.bzl", "py_runtime_pair")

cc_library(
    name = "headers",
    hdrs = glob(["include/**/*.h"]),
    includes = ["include"],
    visibility = ["//visibility:public"],
)

py_runtime(
    name = "runtime",
    interpreter_path = "/usr/bin/python3",
    python_version = "PY3",
    # Debian has no command of the name that Bazel writes by default.
    stub_shebang = "#!/usr/bin/python3",
)

py_runtime_pair(
    name = "runtimes",
    py3_runtime = ":runtime",
)

toolchain(
    name = "toolchain",
    toolchain = ":runtimes",
    toolchain_type = "@bazel_tools//tools/python:toolchain_type",
)
"""

def _system_python_impl(ctx):
    # Not the python3 of PATH: an extension module is loaded by the interpreter
    # whose headers it was compiled with, and tests run with the system's.
    result = ctx.execute(["/usr/bin/python3", "-c", _INCLUDE])
    if result.return_code or not ctx.path(result.stdout).get_child("Python.h").exists:
        fail("no header files for /usr/bin/python3: run tools/setup")
    ctx.symlink(result.stdout, "include")
    ctx.file("WORKSPACE", "workspace(name = \"%s\")\n" % ctx.name)
    ctx.file("BUILD.bazel", _BUILD)

system_python = repository_rule(
    implementation = _system_python_impl,
    configure = True,
    doc = "The package python3-dev as //:headers, and python3 as //:toolchain.",
    local = True,
)
