"""A driver: a shared object that Driver::Load loads."""

load("//bazel:copts.bzl", "vexlens_cc_binary")

def vexlens_driver(name, linkopts = [], **kwargs):
    """libvexlens-<name>.so, which shows vexlens_driver_init and nothing else."""
    vexlens_cc_binary(
        name = "libvexlens-%s.so" % name,
        additional_linker_inputs = ["//drivers:driver.map"],
        linkopts = linkopts + [
            "-Wl,--version-script=$(location //drivers:driver.map)",
            "-Wl,-soname,libvexlens-%s.so" % name,
            "-Wl,-z,defs",
            "-Wl,-z,now",
        ],
        linkshared = True,
        **kwargs
    )
