"""Identifiers in their canonical form, and how one speaks about another (docs/matching.md, "Levels").

Known are purls, CPEs without patterns, digests and opaque names; of ranges, pairs of < <= > >= over dotted
numbers. Anything else is a ValueError, so that nothing is compared that the model does not understand.
"""

import dataclasses
import functools
import re

_DIGEST = re.compile(r"(?:md5|sha1|sha224|sha256|sha384|sha512|sha3-\d+|sha3_\d+|blake2b|blake3):[0-9a-f]+")
_PURL = re.compile(r"([^?#]*?)(?:@([^?#@]*))?(?:\?([^#]*))?(?:#(.*))?")
_CPE_VERSION, _CPE_UPDATE = 5, 6


@dataclasses.dataclass(frozen=True)
class Subject:
    """A product or a component with its range ("" for none)."""

    kind: str
    text: str
    base: str
    version: str
    qualifiers: frozenset
    range: str

    @property
    def key(self):
        """The text of a key ("Identifiers")."""
        return f"{self.text} {self.range}" if self.range else self.text

    @property
    def pinned(self):
        """Whether it names some versions rather than all (docs/matching.md, "`fixed` without a version")."""
        return self.kind == "digest" or bool(self.version) or bool(self.range)


def _purl_parts(text):
    """Base, version and qualifiers ("Identifiers")."""
    base, version, qualifiers, subpath = _PURL.fullmatch(text).groups()
    parts = set(qualifiers.split("&")) if qualifiers else set()
    # The subpath of a purl counts as a qualifier.
    if subpath:
        parts.add("#" + subpath)
    return base, version or "", frozenset(parts)


def cpe_attributes(text):
    """The thirteen fields of a formatted string; a colon behind a backslash separates nothing."""
    fields = re.split(r"(?<!\\):", text)
    if len(fields) != 13:
        raise ValueError(f"outside the model: {text}")
    if any(re.search(r"(?<!\\)[*?]", field) and field != "*" for field in fields):
        raise ValueError(f"outside the model: {text}")
    return fields


@functools.lru_cache(maxsize=None)
def subject(text, version_range=""):
    """The subject of a canonical identifier and range."""
    if text.startswith("pkg:"):
        base, version, qualifiers = _purl_parts(text)
        return Subject("purl", text, base, version, qualifiers, version_range)
    if text.startswith("cpe:"):
        fields = cpe_attributes(text)
        # The version `-` is no version, and `*` is any.
        version = "" if fields[_CPE_VERSION] in "*-" else fields[_CPE_VERSION]
        return Subject("cpe", text, ":".join(fields[:_CPE_VERSION]), version, frozenset(), version_range)
    kind = "digest" if _DIGEST.fullmatch(text) else "opaque"
    return Subject(kind, text, text, "", frozenset(), version_range)


def is_whole_cpe(text):
    """Whether it is a formatted string and not only the beginning of one, as patterns of authority may be."""
    return text.startswith("cpe:") and len(re.split(r"(?<!\\):", text)) == 13


def base_of(text):
    """A product without version and qualifiers, also from a text that is no more than that."""
    if text.startswith("cpe:") and not is_whole_cpe(text):
        return text
    return subject(text).base


def _numbers(version):
    """A key that orders dotted numbers as Semantic Versioning does ("Ranges"); missing ones are 0."""
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        raise ValueError(f"outside the model: version {version}")
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def in_range(version_range, version):
    """Whether a vers text contains a version (docs/matching.md, "Ranges")."""
    constraints = re.fullmatch(r"vers:[a-z]+/(.+)", version_range).group(1).split("|")
    at = _numbers(version)
    below_all, lower = True, None
    for constraint in constraints:
        comparator, bound = re.fullmatch(r"(<=|>=|<|>)(.+)", constraint).groups()
        bound = _numbers(bound)
        if comparator.startswith(">"):
            lower = at > bound or (comparator == ">=" and at == bound)
            below_all = False
            continue
        upper = at < bound or (comparator == "<=" and at == bound)
        if upper and (below_all or lower):
            return True
        below_all, lower = False, None
    return bool(lower)


def _cpe_level(statement, query):
    """Levels of CPEs of different text: superset or equal, attribute by attribute.

    4 when the statement is open in version and update only, else 5.
    """
    if statement.range or query.range:
        raise ValueError(f"outside the model: {statement.key} against {query.key}")
    pairs = list(zip(cpe_attributes(statement.text), cpe_attributes(query.text)))
    if any(mine not in ("*", theirs) for mine, theirs in pairs):
        return 0
    wider = {i for i, (mine, theirs) in enumerate(pairs) if mine != theirs}
    return 4 if wider <= {_CPE_VERSION, _CPE_UPDATE} else 5


def _purl_level(statement, query):
    """Levels of purls of different text: the same base, and the statement's qualifiers are the query's, too."""
    if statement.base != query.base or not statement.qualifiers <= query.qualifiers:
        return 0
    if not statement.pinned:
        return 4
    if statement.range:
        if query.range:
            return 3 if statement.range == query.range else 0
        return 3 if query.version and in_range(statement.range, query.version) else 0
    return 3 if statement.version == query.version else 0


def match_level(statement, query):
    """The level at which the one identifier speaks about the other, 0 for not at all."""
    if statement.kind != query.kind:
        return 0
    if statement.key == query.key:
        return 1 if statement.kind == "digest" else 2
    if statement.kind == "purl":
        return _purl_level(statement, query)
    if statement.kind == "cpe":
        return _cpe_level(statement, query)
    return 0
