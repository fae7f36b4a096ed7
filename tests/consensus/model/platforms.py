"""Platforms and modules: what names them, and when one name lies within another."""

import functools
import re

from tests.consensus.model import spellings
from tests.consensus.model.identity import cpe_attributes

# CPE vendor and product of distributions, with the name that `distro` has for them.
_PLATFORMS = {
    ("almalinux", "almalinux"): "almalinux",
    ("alpinelinux", "alpine_linux"): "alpine",
    ("amazon", "amazon_linux"): "amzn",
    ("amazon", "linux"): "amzn",
    ("canonical", "ubuntu_linux"): "ubuntu",
    ("centos", "centos"): "centos",
    ("debian", "debian_linux"): "debian",
    ("fedoraproject", "fedora"): "fedora",
    ("opensuse", "leap"): "opensuse-leap",
    ("oracle", "linux"): "ol",
    ("redhat", "enterprise_linux"): "rhel",
    ("rocky", "rocky"): "rocky",
    ("suse", "linux_enterprise_server"): "sles",
    ("suse", "sles"): "sles",
}


def _update_part(update):
    """A service pack is a number: sp5 is 5."""
    return re.sub(r"^sp([0-9]+)$", r"\1", update)


@functools.lru_cache(maxsize=None)
def platform(text):
    """Name and parts of the version of a platform's CPE, None for any other identifier."""
    fields = cpe_attributes(text) if text.startswith("cpe:") else []
    name = _PLATFORMS.get(tuple(fields[3:5]))
    if name is None:
        return None
    version, update = fields[5:7]
    if version == "*":
        return name, ()
    parts = tuple(version.split("."))
    return name, parts if update in ("*", "-") else (*parts, _update_part(update))


@functools.lru_cache(maxsize=None)
def module(text):
    """Name and parts of the version of a module's purl, None for any other identifier."""
    if not text.startswith("pkg:rpmmod/"):
        return None
    _, path, version, _, _ = spellings.split(text)
    return path.rpartition("/")[2], _stream(version)


def _stream(version):
    return tuple(version.split(":")) if version else ()


def _named_by(identifier, qualifier):
    return dict(identifier.qualifiers).get(qualifier)


def named_platform(component):
    """The platform that `distro` of a component names, or None."""
    return _named_by(component, "distro")


def named_module(component):
    """The module that `rpmmod` of a component names, or None."""
    value = _named_by(component, "rpmmod")
    if value is None:
        return None
    name, _, version = value.partition(":")
    return name, _stream(version)


def lies_within(named, enclosing):
    """Whether what is named is the same, in a version that begins as the enclosing one's does."""
    return named[0] == enclosing[0] and named[1][: len(enclosing[1])] == enclosing[1]


def contradicts(named, enclosing):
    """Whether what is named is another than the enclosing one, or another release of it; none named is no other."""
    return named[0] != enclosing[0] or (named[1] != () and not lies_within(named, enclosing))
