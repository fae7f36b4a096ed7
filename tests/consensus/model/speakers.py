"""Who a document speaks for, and what it replaces (docs/policy.md, "Who has a vote")."""

import collections
import dataclasses
import functools
import re

from tests.consensus.model.evidence import SIGNATURE_RANK, micros


@dataclasses.dataclass(frozen=True)
class Speaker:
    """Whoever is believed to speak: an entry of the directory, or a name of the crowd."""

    name: str
    listed: bool
    entry: dict = dataclasses.field(default=None, compare=False, hash=False)
    revoked: bool = dataclasses.field(default=False, compare=False, hash=False)
    # The entry's id when a keyed issuer's name stands in a document that is not verified.
    claimed: str = ""

    @property
    def issuer(self):
        """The issuer in whose name it speaks: a document keeps its issuer, verified or not."""
        return (self.listed or bool(self.claimed), self.claimed or self.name)

    @property
    def is_operator(self):
        """Whether it may decide for its tenant ("Operators"); what is not verified may not."""
        return self.listed and self.entry.get("operator", False)


def _entries(directory, tenant):
    """A tenant's view by every name ("The issuer directory"): its own entries replace the global ones of their id."""
    own = directory.get("tenants", {}).get(tenant, {}).get("issuers", [])
    replaced = {entry["id"] for entry in own}
    entries = own + [entry for entry in directory.get("issuers", []) if entry["id"] not in replaced]
    return {
        name: entry
        for entry in entries
        for name in (entry["id"], *entry.get("names", []), *entry.get("aliases", []))
    }


class Speakers:
    """Speakers finds who speaks in a document at an instant."""

    def __init__(self, directory, policy, as_of):
        self._directory = directory
        self._keys_bind = policy["keysBind"]
        self._as_of = as_of
        self._entries = functools.lru_cache(maxsize=None)(functools.partial(_entries, directory))

    def of(self, document):
        """The entry of that name; with keys it is itself only in verified documents ("Keys bind")."""
        entry = self._entries(document.tenant).get(document.issuer)
        if entry is None:
            return Speaker(document.issuer, listed=False)
        if self._keys_bind and self._has_keys(entry) and document.signature != "verified":
            return Speaker("unverified:" + entry["id"], listed=False, claimed=entry["id"])
        revoked = entry.get("revoked", False)
        if isinstance(revoked, str):
            revoked = micros(revoked) <= self._as_of
        return Speaker(entry["id"], listed=True, entry=entry, revoked=revoked)

    def _has_keys(self, entry):
        """A key counts from its notBefore on, revoked or not ("Keys bind")."""
        return any(micros(key["notBefore"]) <= self._as_of for key in entry.get("keys", []))


# ---- versions of documents ----

_VERSION = re.compile(r"(\d+(?:\.\d+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?")


def version_key(text):
    """A key that orders dotted numbers with semver pre-releases, None for another text ("Supersession")."""
    match = _VERSION.fullmatch(text)
    if match is None:
        return None
    numbers = [int(part) for part in match.group(1).split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    if match.group(2) is None:
        return numbers, 1, []
    parts = [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in match.group(2).split(".")]
    return numbers, 0, parts


def _newer(document, other):
    """Whether it is a strictly newer version ("Supersession")."""
    mine, theirs = version_key(document.version), version_key(other.version)
    return mine is not None and theirs is not None and mine > theirs


def _may_act(document, other):
    """Nothing acts on what has a better signature state ("Supersession")."""
    return SIGNATURE_RANK[document.signature] >= SIGNATURE_RANK[other.signature]


# ---- supersession ----


def _grouped(things, key):
    groups = collections.defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups.values()


def _replaced_documents(documents, speakers):
    """CSAF and CycloneDX: what newer versions of a document replace or withdraw."""
    withdrawn, superseded = set(), set()
    versioned = [document for document in documents if document.format != "openvex"]
    for editions in _grouped(versioned, lambda d: (d.tenant, d.format, speakers.of(d).issuer, d.id)):
        for older in editions:
            actors = [newer for newer in editions if _newer(newer, older) and _may_act(newer, older)]
            if actors:
                superseded.add(older)
            if any(newer.withdrawn for newer in actors):
                withdrawn.add(older)
    return withdrawn, superseded


def _replaced_statements(statements, speakers):
    """OpenVEX: statements that a newer one of the same issuer about the same replaces."""

    def about(s):
        return (s.document.tenant, speakers.of(s.document).issuer, s.vulnerability, s.product, s.component, s.range)

    superseded = set()
    openvex = [statement for statement in statements if statement.document.format == "openvex"]
    for rivals in _grouped(openvex, about):
        for older in rivals:
            if any(newer.at > older.at and _may_act(newer.document, older.document) for newer in rivals):
                superseded.add(older)
    return superseded


def replaced(documents, statements, speakers):
    """The statements that are withdrawn, and those that are superseded."""
    withdrawn_documents, superseded_documents = _replaced_documents(documents, speakers)
    superseded_statements = _replaced_statements(statements, speakers)
    withdrawn = {s for s in statements if s.document.withdrawn or s.document in withdrawn_documents}
    superseded = {s for s in statements if s.document in superseded_documents} | superseded_statements
    return withdrawn, superseded
