"""What became of documents that were ingested."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Sequence

from vexlens import _html


@dataclass(frozen=True)
class DocumentReport:
    """DocumentReport tells what became of one document.

    >>> report = vexlens.Engine().ingest(documents)
    >>> report[0].outcome, report[0].statements
    ('accepted', 1)
    """

    name: str
    outcome: str
    added: bool
    digest: str
    format: str
    statements: int
    findings: List[Dict[str, Any]]
    error: str

    @property
    def taken(self) -> bool:
        """taken is False for a document that was skipped or rejected."""
        return self.outcome.startswith("accepted")


class IngestReport(Sequence[DocumentReport]):
    """IngestReport has one DocumentReport for each document, in the order in which they were given.

    >>> vexlens.Engine().ingest(documents)
    IngestReport(6 documents: 6 added, 0 known, 0 skipped, 0 rejected; 12 statements)
    """

    def __init__(self, names: List[str], report: bytes, revisions: int = 0) -> None:
        #: How many records came out otherwise, in a workspace.
        self.revisions = revisions
        self._documents = [
            DocumentReport(
                name=name,
                outcome=entry["outcome"],
                added=entry["added"],
                digest=entry["digest"],
                format=entry["format"],
                statements=entry["statements"],
                findings=entry["findings"],
                error=entry["error"]["message"] if entry["error"] else "",
            )
            for name, entry in zip(names, json.loads(report))
        ]

    def __len__(self) -> int:
        return len(self._documents)

    def __getitem__(self, index: Any) -> Any:
        return self._documents[index]

    def __iter__(self) -> Iterator[DocumentReport]:
        return iter(self._documents)

    @property
    def added(self) -> List[DocumentReport]:
        """added are those that were new."""
        return [document for document in self if document.added]

    @property
    def rejected(self) -> List[DocumentReport]:
        """rejected are malformed: their `error` says where and why."""
        return [document for document in self if document.outcome == "rejected"]

    @property
    def skipped(self) -> List[DocumentReport]:
        """skipped are no VEX."""
        return [document for document in self if document.outcome == "skipped"]

    @property
    def statements(self) -> int:
        """statements is how many were read in all."""
        return sum(document.statements for document in self)

    def to_dicts(self) -> List[Dict[str, Any]]:
        """to_dicts() is a list of plain dicts, for a data frame."""
        return [dict(vars(document)) for document in self]

    def __repr__(self) -> str:
        known = sum(document.taken and not document.added for document in self)
        return (
            f"IngestReport({len(self)} documents: {len(self.added)} added, {known} known, "
            f"{len(self.skipped)} skipped, {len(self.rejected)} rejected; {self.statements} statements)"
        )

    def _repr_html_(self) -> str:
        rows = [
            {
                "document": document.name,
                "outcome": "known" if document.taken and not document.added else document.outcome,
                "format": document.format,
                "statements": document.statements,
                "words": document.error or "; ".join(f"{f['location']}: {f['message']}" for f in document.findings[:3]),
            }
            for document in self
        ]
        return _html.table(rows, caption=repr(self))
