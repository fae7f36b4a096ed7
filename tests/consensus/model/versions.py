"""Versions as their schemes compare them; a scheme is the type of a purl or of a vers range."""

import functools
import re

from tests.consensus.model.maven_versions import MavenVersion
from tests.consensus.model.package_versions import alpm_key, apk_key, deb_key, pypi_key, rpm_key

_SEMVER = re.compile(r"([0-9]+(?:\.[0-9]+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?")


def without_trailing_zeros(numbers):
    """Missing parts are zeros: 1 is 1.0."""
    numbers = list(numbers)
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def dotted_key(text):
    """Dotted numbers of any length with the pre-releases of semver; build metadata counts for nothing."""
    match = _SEMVER.fullmatch(text)
    if match is None:
        return None
    numbers = without_trailing_zeros(int(part) for part in match.group(1).split("."))
    if match.group(2) is None:
        return numbers, 1, ()
    parts = match.group(2).split(".")
    return numbers, 0, tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _golang_key(text):
    return dotted_key(text.removeprefix("v"))


def _nuget_key(text):
    """Four numbers at most, and pre-releases in any case."""
    return dotted_key(text.lower())


def _maven_key(text):
    return MavenVersion(text)


# What these schemes call equal is equal; everywhere else equal text alone is.
_SCHEMES = {
    "alpine": apk_key,
    "alpm": alpm_key,
    "apk": apk_key,
    "cargo": dotted_key,
    "deb": deb_key,
    "golang": _golang_key,
    "maven": _maven_key,
    "npm": dotted_key,
    "nuget": _nuget_key,
    "pypi": pypi_key,
    "rpm": rpm_key,
    "semver": dotted_key,
}


@functools.lru_cache(maxsize=None)
def order_key(scheme, text):
    """A key that orders the versions of a scheme, None for a text that is no version there."""
    return _SCHEMES.get(scheme, dotted_key)(text)


@functools.lru_cache(maxsize=None)
def equality_key(scheme, text):
    """A value that equal versions of a scheme have in common."""
    key = _SCHEMES[scheme](text) if scheme in _SCHEMES else None
    return ("text", text) if key is None else ("version", key)
