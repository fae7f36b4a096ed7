"""Engine: documents in memory."""

from __future__ import annotations

from typing import Iterable, Optional, Union

from vexlens import _native
from vexlens._consensus import Consensus
from vexlens._inputs import Documents, Instant, Json, Source, Trust, instant_text, json_text, trust_texts
from vexlens._progress import Progress, listener
from vexlens._report import IngestReport
from vexlens._tables import Table


class Engine:
    """Engine keeps the documents of one tenant in memory, and answers about them. Any number of threads may use it.

    `issuers` says who is trusted: JSON as text, a dict, or a path to a file; by default public publishers. `trust` adds
    names to that directory: "NAME", who is then at least known and so may give an all-clear, or "NAME=TIER".

    >>> engine = vexlens.Engine(issuers=issuers)
    >>> engine.ingest(documents)
    IngestReport(6 documents: 6 added, 0 known, 0 skipped, 0 rejected; 12 statements)
    >>> vexlens.Engine(trust=["Quillback Security Lab", "Fernhollow Product Security=trusted"])
    Engine(tenant='default')
    """

    def __init__(self, tenant: str = "default", issuers: Optional[Json] = None, trust: Trust = ()) -> None:
        self._native = _native.Engine(tenant, json_text(issuers), trust_texts(trust))
        self._tenant = tenant

    def ingest(
        self, sources: Union[Source, Iterable[Source]], progress: Progress = True, *, require_verified: bool = False
    ) -> IngestReport:
        """ingest(sources) reads documents of any format: paths to files and folders, or bytes. All are taken, or none
        when something is raised meanwhile, such as KeyboardInterrupt; a document that is malformed only stands in the
        report, and so does one whose signature is not verified where `require_verified` asks for that. An .asc file
        beside a file is taken along, as a signature that nobody here checks.

        >>> vexlens.Engine().ingest(b"{}")[0].outcome
        'skipped'
        """
        documents = Documents(sources)
        admission = (documents.signatures, require_verified)
        return IngestReport(documents.names, self._native.ingest(documents.contents, *admission, listener(progress)))

    def consensus(
        self,
        as_of: Optional[Instant] = None,
        policy: Optional[Json] = None,
        issuers: Optional[Json] = None,
        trust: Trust = (),
    ) -> Consensus:
        """consensus() is the answers as of an instant, by default the end of today, by a policy, by default the
        built-in one, by `issuers` instead of the engine's, and with `trust` in whoever it names.

        >>> engine.consensus(as_of="2026-06-01T00:00:00Z", policy={"mode": "most_recent"})
        Consensus(8 records)
        """
        weighed_by = (json_text(policy), json_text(issuers), trust_texts(trust))
        return Consensus(self._native.consensus(instant_text(as_of), *weighed_by))

    def simulate(
        self,
        policy: Optional[Json] = None,
        issuers: Optional[Json] = None,
        as_of: Optional[Instant] = None,
        trust: Trust = (),
    ) -> Table:
        """simulate(policy=..., issuers=..., trust=...) has a row for each record that would come out otherwise.

        >>> changes = engine.simulate(policy=policy, as_of="2026-06-01T00:00:00Z")
        >>> {change["change"] for change in changes.to_dicts()} <= {"status_changed", "confidence_up", "confidence_down"}
        True
        """
        return self.consensus(as_of).diff(self.consensus(as_of, policy, issuers, trust))

    def __repr__(self) -> str:
        return f"Engine(tenant={self._tenant!r})"
