"""vexlens: one explained answer out of conflicting VEX statements.

Vendors, distributions, maintainers and in-house teams say whether a product is affected by a vulnerability, and they
disagree. An Engine reads their documents into memory, a Workspace keeps them; both give records that say what to act
on, who said what, and what every word weighed.

>>> engine = vexlens.Engine(issuers=issuers)
>>> report = engine.ingest(documents)
>>> engine.consensus(as_of="2026-06-01T00:00:00Z").get("CVE-2021-44228", product, component)
Record(CVE-2021-44228, DISPUTED: treat as affected, confidence 0.345678)
"""

from vexlens import _native
from vexlens._consensus import Consensus, Decision, Record
from vexlens._engine import Engine
from vexlens._errors import (
    AlreadyExistsError,
    CancelledError,
    ConflictError,
    DeadlineError,
    Error,
    IntegrityError,
    InvalidDocumentError,
    LimitError,
    NotFoundError,
    SignatureError,
    StateError,
    TrustError,
    UnavailableError,
    UnsupportedError,
)
from vexlens._functions import (
    canonical_json,
    dsse_sign,
    dsse_verify,
    issuers_canonical,
    openvex,
    policy_canonical,
    sha256,
    verify,
)
from vexlens._report import DocumentReport, IngestReport
from vexlens._tables import Table
from vexlens._timeline import EventOutcome, Timeline, TimelineVerdict
from vexlens._workspace import Workspace

__version__: str = _native.version()

__all__ = [
    "AlreadyExistsError",
    "CancelledError",
    "ConflictError",
    "Consensus",
    "DeadlineError",
    "Decision",
    "DocumentReport",
    "Engine",
    "Error",
    "EventOutcome",
    "IngestReport",
    "IntegrityError",
    "InvalidDocumentError",
    "LimitError",
    "NotFoundError",
    "Record",
    "SignatureError",
    "StateError",
    "Table",
    "Timeline",
    "TimelineVerdict",
    "TrustError",
    "UnavailableError",
    "UnsupportedError",
    "Workspace",
    "canonical_json",
    "dsse_sign",
    "dsse_verify",
    "issuers_canonical",
    "openvex",
    "policy_canonical",
    "sha256",
    "verify",
]
