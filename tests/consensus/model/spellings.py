"""Purls in one spelling, so that equal spellings become equal values."""

import re
from urllib.parse import unquote

# The names of one distribution, as scanners write them in `distro` and as namespaces.
_DISTRIBUTIONS = {
    "alma": "almalinux",
    "amazon": "amzn",
    "oracle": "ol",
    "oraclelinux": "ol",
    "redhat": "rhel",
}
_PACKAGED = ("alpm", "apk", "deb", "rpm")
IMAGES = ("docker", "oci")
_DOCKER_HUB = ("docker.io", "index.docker.io")

DIGEST = re.compile(r"(?:md5|sha1|sha224|sha256|sha384|sha512|sha3-\d+|sha3_\d+|blake2b(?:-\d+)?|blake3):[0-9a-f]+")


def distribution(name):
    """The name under which we know a distribution."""
    return _DISTRIBUTIONS.get(name, name)


def release(value):
    """The distribution and the parts of its version that a `distro` names: debian-12.13 is debian, (12, 13)."""
    match = re.fullmatch(r"(.+?)-([0-9].*)", value)
    if match is None:
        return distribution(value), ()
    return distribution(match.group(1)), tuple(match.group(2).split("."))


def split(text):
    """Type, path, version, qualifiers and subpath of a purl as it is written; values are decoded."""
    rest, _, subpath = text.removeprefix("pkg:").partition("#")
    rest, _, query = rest.partition("?")
    path, at, version = rest.rpartition("@")
    if not at or "/" in version:
        path, version = rest, ""
    kind, _, path = path.partition("/")
    pairs = (part.partition("=") for part in query.split("&") if part)
    return kind, path, unquote(version), {name: unquote(value) for name, _, value in pairs}, subpath


def paths(kind, path, subpath):
    """Every spelling of a purl's path, each with the subpath that it leaves."""
    if kind == "golang":
        return _golang_paths(path, subpath)
    if kind in _PACKAGED and "/" in path:
        namespace, _, name = path.partition("/")
        names = {known for known in _DISTRIBUTIONS if distribution(known) == distribution(namespace)}
        return [(f"{other}/{name}", subpath) for other in sorted(names | {namespace, distribution(namespace)})]
    return [(path, subpath)]


def _golang_paths(path, subpath):
    """A major version stands at the end of the path or is the subpath; `std` is `stdlib`."""
    if path in ("std", "stdlib"):
        return [("std", subpath), ("stdlib", subpath)]
    before, _, last = path.rpartition("/")
    if before and _is_major(last) and subpath == "":
        return [(path, ""), (before, last)]
    if _is_major(subpath):
        return [(f"{path}/{subpath}", ""), (path, subpath)]
    return [(path, subpath)]


def _is_major(text):
    """Go writes v2 and above."""
    return re.fullmatch(r"v([2-9]|[1-9][0-9]+)", text) is not None


def _with_epoch(kind, version, qualifiers):
    """The epoch is part of the version; where the version has another one the qualifier stays."""
    epoch = qualifiers.get("epoch", "")
    if kind not in ("deb", "rpm") or version == "" or not re.fullmatch("[0-9]+", epoch):
        return version
    written = re.match("([0-9]+):", version)
    if written and int(written.group(1)) != int(epoch):
        return version
    del qualifiers["epoch"]
    return version if written else f"{epoch}:{version}"


def _with_distro(qualifiers):
    """`os_name` and `os_version` are a `distro`; beside another one they stay."""
    if "os_name" in qualifiers and "os_version" in qualifiers:
        distro = release(f"{qualifiers['os_name']}-{qualifiers['os_version']}")
        if "distro" not in qualifiers or release(qualifiers["distro"]) == distro:
            del qualifiers["os_name"], qualifiers["os_version"]
            qualifiers["distro"] = distro
    if isinstance(qualifiers.get("distro"), str):
        qualifiers["distro"] = release(qualifiers["distro"])


def _with_registry(qualifiers):
    """Docker's registry under its names, and under none."""
    url = qualifiers.get("repository_url", "")
    host, slash, path = url.partition("/")
    if host in _DOCKER_HUB:
        del qualifiers["repository_url"]
        if slash:
            qualifiers["repository_url"] = "docker.io/" + path


def registries(url):
    """Every spelling of the repository_url of an image, from the one that `one_spelling` gives."""
    if url is None:
        return list(_DOCKER_HUB)
    host, slash, path = url.partition("/")
    return [f"{other}/{path}" for other in _DOCKER_HUB] if slash and host in _DOCKER_HUB else [url]


def one_spelling(kind, path, version, qualifiers, subpath):
    """Path, version, qualifiers and subpath in the spelling that all equal ones share."""
    qualifiers = dict(qualifiers)
    version = _with_epoch(kind, version, qualifiers)
    _with_distro(qualifiers)
    if kind == "maven":
        qualifiers.setdefault("type", "jar")
    if kind in IMAGES:
        _with_registry(qualifiers)
    path, subpath = paths(kind, path, subpath)[0]
    return path, version, qualifiers, subpath
