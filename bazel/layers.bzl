"""The order of the modules of lib, the way the data goes, and who may depend on each.

A module includes only those before it: to depend on a later one is an error of
the build. The table of ARCHITECTURE.md has the same order.
"""

LAYERS = [
    "base",
    "digest",
    "json",
    "identity",
    "signing",
    "evidence",
    "formats",
    "sbom",
    "trust",
    "intake",
    "consensus",
    "engine",
    "workspace",
    "sqlite",
    "provenance",
    "timeline",
    "driver",
    "arrow",
]

# What stands on lib: the interfaces, the command, and what measures and tests it.
_ON_LIB = [
    "//:__pkg__",
    "//bench:__subpackages__",
    "//bindings:__subpackages__",
    "//capi:__subpackages__",
    "//cli:__subpackages__",
    "//drivers:__subpackages__",
    "//examples:__subpackages__",
    "//packaging:__subpackages__",
    "//tests:__subpackages__",
    "//tools:__subpackages__",
]

def visible_after(module):
    """The visibility of a module: itself, those after it, and what stands on lib."""
    place = LAYERS.index(module)
    return _ON_LIB + ["//lib/%s:__subpackages__" % later for later in LAYERS[place:]]
