"""Documents and statements of the normal form, and which of them exist at an instant."""

import dataclasses
import datetime
import re

from tests.consensus.model.canonical import digest
from tests.consensus.model.identity import identifier

# From most to least cautious; the first two warn, the others clear.
CAUTION = ("affected", "under_investigation", "not_affected", "fixed")
WARNING = CAUTION[:2]
CLEARING = CAUTION[2:]

# Better states are larger; for what acts on what, missing and unverifiable are equals.
SIGNATURE_RANK = {"failed": 0, "missing": 1, "unverifiable": 1, "verified": 2}
# Of a document that came twice the better state counts, and here those two differ.
_MERGE_ORDER = ("failed", "missing", "unverifiable", "verified")

# What has no date always exists. As an instant it is before all others.
UNDATED = -(10**30)

_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8})(?:[.]([0-9]{1,6}))?Z")
_EPOCH = datetime.datetime(1970, 1, 1)


def micros(text):
    """An instant of the normal form ("" is undated) as microseconds since 1970."""
    if text == "":
        return UNDATED
    seconds, fraction = _INSTANT.fullmatch(text).groups()
    since = datetime.datetime.fromisoformat(seconds) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + int((fraction or "").ljust(6, "0"))


@dataclasses.dataclass(eq=False)
class Document:
    tenant: str
    issuer: str
    id: str
    version: str
    digest: str
    format: str
    at: int
    withdrawn: bool
    signature: str


@dataclasses.dataclass(eq=False)
class Statement:
    document: Document
    location: str
    vulnerability: str
    aliases: tuple
    product: str
    component: str
    range: str
    relationship: str
    through: tuple
    status: str
    justification: str
    impact: str
    updated_at: str

    def __post_init__(self):
        """The statementId is a digest over where it stands and what it says of what."""
        self.at = micros(self.updated_at)
        self.caution = CAUTION.index(self.status)
        self.id = digest(
            {
                "component": self.component,
                "documentDigest": self.document.digest,
                "location": self.location,
                "product": self.product,
                "status": self.status,
                "versionRange": self.range,
                "vulnerability": self.vulnerability,
            }
        )

    @property
    def verified(self):
        """Whether its document is."""
        return self.document.signature == "verified"

    @property
    def clears(self):
        """Whether it is an all-clear; if not it is a warning."""
        return self.status in CLEARING

    @property
    def undated(self):
        return self.at == UNDATED

    @property
    def about(self):
        """Product and component (or None); a range belongs to the narrower one."""
        if self.component == "":
            return identifier(self.product, self.range), None
        return identifier(self.product), identifier(self.component, self.range)


def read_documents(entries):
    """Documents by (tenant, digest); of one that came twice, the better signature and any withdrawal count."""
    documents = {}
    for entry in entries:
        key = (entry["tenant"], entry["documentDigest"])
        state = entry["signature"]["state"]
        known = documents.get(key)
        if known is not None:
            known.withdrawn |= entry["withdrawn"]
            known.signature = max(known.signature, state, key=_MERGE_ORDER.index)
            continue
        documents[key] = Document(
            tenant=entry["tenant"],
            issuer=entry["issuer"],
            id=entry["documentId"] or entry["documentDigest"],
            version=entry["documentVersion"],
            digest=entry["documentDigest"],
            format=entry["format"],
            at=micros(entry["updatedAt"]),
            withdrawn=entry["withdrawn"],
            signature=state,
        )
    return documents


def read_statements(entries, documents):
    """Statements, each once. The ids that the entries carry must be those that we compute."""
    statements = {}
    for entry in entries:
        statement = Statement(
            document=documents[entry["tenant"], entry["documentDigest"]],
            location=entry["location"],
            vulnerability=entry["vulnerability"],
            aliases=tuple(entry["aliases"]),
            product=entry["product"],
            component=entry["component"],
            range=entry["versionRange"],
            relationship=entry["relationship"],
            through=tuple(entry.get("through", ())),
            status=entry["status"],
            justification=entry["justification"],
            impact=entry["impact"],
            updated_at=entry["updatedAt"],
        )
        if entry["statementId"] not in (None, statement.id):
            raise ValueError(f"statementId {entry['statementId']}: expected {statement.id}")
        statements[entry["tenant"], statement.id] = statement
    return list(statements.values())


def existing(evidence, as_of):
    """The documents and statements that exist: not dated after `as_of`; a statement's document exists too."""
    documents = read_documents(evidence["documents"])
    statements = read_statements(evidence["statements"], documents)
    return (
        [document for document in documents.values() if document.at <= as_of],
        [statement for statement in statements if max(statement.at, statement.document.at) <= as_of],
    )
