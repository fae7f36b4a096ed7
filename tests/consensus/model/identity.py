"""Identifiers of products and components, and how one speaks about another: levels 1 to 5.

Known are purls, CPEs, digests and opaque names. What a level means stands in `match`.
"""

import dataclasses
import functools
import re

from tests.consensus.model import spellings
from tests.consensus.model.ranges import contains, excludes, excludes_any, is_bounded, range_key
from tests.consensus.model.versions import equality_key

_WEAK = ("md5:", "sha1:")
_STRONG = ("sha256:", "sha384:", "sha512:", "sha3-256:", "sha3-384:", "sha3-512:", "blake3:", "blake2b")
_CPE_VENDOR, _CPE_PRODUCT, _CPE_VERSION, _CPE_UPDATE = 3, 4, 5, 6


@dataclasses.dataclass(frozen=True)
class Identifier:
    """An identifier in the one spelling that all equal ones share, with its range ("" for none)."""

    text: str
    range: str
    kind: str  # the type of a purl, or cpe, digest, opaque
    name: str
    version: str
    qualifiers: tuple
    digest: str

    @property
    def key(self):
        """The text of a key: the identifier, a space, the range."""
        return f"{self.text} {self.range}" if self.range else self.text

    @property
    def has_version(self):
        """Whether it names some versions rather than all: a version, a range with bounds or a digest."""
        return bool(self.version or self.digest) or is_bounded(self.range)

    @property
    def is_weak(self):
        """Whether it is a digest that others can forge."""
        return self.digest.startswith(_WEAK)

    @property
    def is_strong(self):
        """Whether it is a digest by sha256 or better."""
        return self.digest.startswith(_STRONG)

    @functools.cached_property
    def as_named(self):
        """A value that equal spellings of name, version, qualifiers and range have in common."""
        version = equality_key(self.kind, self.version)
        return self.kind, self.name, version, self.qualifiers, range_key(self.range)

    @property
    def spelling(self):
        """The same, but a digest is one identifier wherever it is stated."""
        return ("digest", self.digest) if self.digest else self.as_named


def cpe_attributes(text):
    """The fields of a formatted string; a colon behind a backslash separates nothing."""
    return re.split(r"(?<!\\):", text)


def _purl(text, version_range):
    kind, path, version, qualifiers, subpath = spellings.split(text)
    path, version, qualifiers, subpath = spellings.one_spelling(kind, path, version, qualifiers, subpath)
    digest = version if kind in ("oci", "docker") and spellings.DIGEST.fullmatch(version) else ""
    if subpath:
        # The subpath counts as a qualifier.
        qualifiers["#"] = subpath
    return Identifier(text, version_range, kind, path, version, tuple(sorted(qualifiers.items())), digest)


@functools.lru_cache(maxsize=None)
def identifier(text, version_range=""):
    """The identifier of a text and a range."""
    if text.startswith("pkg:"):
        return _purl(text, version_range)
    if text.startswith("cpe:"):
        version = cpe_attributes(text)[_CPE_VERSION]
        version = "" if version in ("*", "-") else version
        return Identifier(text, version_range, "cpe", text, version, (), "")
    if spellings.DIGEST.fullmatch(text):
        return Identifier(text, version_range, "digest", text, "", (), text)
    _, at, version = text.rpartition("@")
    digest = version if at and spellings.DIGEST.fullmatch(version) else ""
    return Identifier(text, version_range, "opaque", text, "", (), digest)


@functools.lru_cache(maxsize=None)
def match(statement, query):
    """The level at which the one identifier speaks about the other, 0 for not at all.

    1 the same digest; 2 the same identifier; 3 a version in the range, or fewer qualifiers, or a wider distro;
    4 no version in the statement; 5 a wider CPE.
    """
    if statement.digest and query.digest:
        return 1 if statement.digest == query.digest else 0
    return match_names(statement, query)


@functools.lru_cache(maxsize=None)
def match_names(statement, query):
    """The level by names, qualifiers and versions; a digest is a version here."""
    if statement.kind != query.kind:
        return 0
    if statement.as_named == query.as_named:
        return 2
    width = _cpe_width(statement, query) if statement.kind == "cpe" else _width(statement, query)
    by_version = _version_level(statement, query)
    return max(width, by_version) if width and by_version else 0


def _width(statement, query):
    """3 when names are the same and every qualifier of the statement covers the query's, else 0."""
    theirs = dict(query.qualifiers)
    covered = all(_covers(name, value, theirs.get(name)) for name, value in statement.qualifiers)
    return 3 if statement.name == query.name and covered else 0


def _covers(name, mine, theirs):
    """Equal values, or a wider `distro`: debian-12 covers debian-12.13."""
    if theirs is None or name != "distro":
        return mine == theirs
    return mine[0] == theirs[0] and theirs[1][: len(mine[1])] == mine[1]


def _cpe_width(statement, query):
    """3 when all but version and update are the same, 5 when the statement is wider there, else 0."""
    mine, theirs = cpe_attributes(statement.text), cpe_attributes(query.text)
    if len(mine) != len(theirs):
        return 0
    if statement.text != query.text and "*" in (mine[_CPE_VENDOR], mine[_CPE_PRODUCT]):
        return 0
    differ = [i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b]
    if any(mine[i] != "*" for i in differ):
        return 0
    return 3 if set(differ) <= {_CPE_VERSION, _CPE_UPDATE} else 5


def _version_level(statement, query):
    """3 for a version that is the query's or a range that covers it, 4 for no version, else 0."""
    if statement.range and is_bounded(statement.range):
        if query.range:
            return 3 if range_key(statement.range) == range_key(query.range) else 0
        return 3 if query.version and contains(statement.range, query.version) else 0
    if statement.version:
        same = equality_key(statement.kind, statement.version) == equality_key(query.kind, query.version)
        return (4 if _is_wider_update(statement, query) else 3) if same else 0
    if query.range and excludes_any(statement.range):
        return 0
    return 0 if query.version and excludes(statement.range, query.version) else 4


def _is_wider_update(statement, query):
    """Whether a CPE of the same version is open in its update."""
    if statement.kind != "cpe":
        return False
    return cpe_attributes(statement.text)[_CPE_UPDATE] != cpe_attributes(query.text)[_CPE_UPDATE]
