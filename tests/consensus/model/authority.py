"""For which products an issuer has a say: the patterns of its authority."""

import functools
from urllib.parse import unquote

from tests.consensus.model import spellings
from tests.consensus.model.identity import cpe_attributes

_PREFIX_ENDS = ("/*", "%2F*", ":*")
_CPE_FIELDS = 13


def covers(entry, text):
    """Whether an identifier lies inside an issuer's authority: no list is everywhere, an empty one nowhere."""
    return "authority" not in entry or any(_holds(pattern, text) for pattern in entry["authority"])


@functools.lru_cache(maxsize=None)
def _holds(pattern, text):
    """One pattern: literal in any version and with any qualifiers, or a prefix; each perhaps with conditions."""
    if not pattern.startswith("pkg:"):
        return _holds_elsewhere(pattern, text)
    if not text.startswith("pkg:"):
        return False
    name, _, query = pattern.partition("?")
    return _name_holds(name, text) and _conditions_hold(query, text)


def _holds_elsewhere(pattern, text):
    """A CPE, a digest or an opaque name."""
    if pattern.startswith("cpe:") and len(cpe_attributes(pattern)) == _CPE_FIELDS:
        return text.startswith("cpe:") and cpe_attributes(text)[:5] == cpe_attributes(pattern)[:5]
    if pattern.endswith(_PREFIX_ENDS):
        return text.startswith(pattern[:-1])
    return pattern in (text, _without_digest(text))


def _without_digest(text):
    """The name of `name@sha256:…`, whose digest is its version."""
    name, at, version = text.rpartition("@")
    return name if at and spellings.DIGEST.fullmatch(version) else text


def _name_holds(name, text):
    """Whether one of a purl's spellings has this name, or begins as the prefix does."""
    kind, path, _, _, subpath = spellings.split(text)
    written = spellings.paths(kind, path, subpath)
    if name.endswith(_PREFIX_ENDS):
        return any(f"pkg:{kind}/{other}".startswith(name[:-1]) for other, _ in written)
    own_kind, own_path, _, _, own_subpath = spellings.split(name)
    if own_kind != kind:
        return False
    return any(own_path == other and own_subpath in ("", left) for other, left in written)


def _conditions_hold(query, text):
    """Whether every qualifier=value is one of the purl's in some spelling."""
    conditions = [part.partition("=") for part in query.partition("#")[0].split("&") if part]
    return all(_value_holds(name, unquote(value), text) for name, _, value in conditions)


def _value_holds(name, value, text):
    """A value is literal, or a prefix that ends in `*` after a slash."""
    kind, path, version, qualifiers, subpath = spellings.split(text)
    normal = spellings.one_spelling(kind, path, version, qualifiers, subpath)[2]
    if name == "distro" and normal.get("distro") == spellings.release(value):
        return True
    values = {qualifiers.get(name), normal.get(name)}
    if name == "repository_url" and kind in spellings.IMAGES:
        values.update(spellings.registries(normal.get(name)))
    written = [one for one in values if isinstance(one, str)]
    if value.endswith("/*"):
        return any(one.startswith(value[:-1]) for one in written)
    return value in written
