"""Answers: records, and all of them for one instant."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

from vexlens import _html, _native
from vexlens._inputs import Json, json_text
from vexlens._tables import Table


class Decision(NamedTuple):
    """Decision is how a record came out. Figures are fractions of 1, exact to six digits."""

    state: str
    status: str
    winner: Optional[str]
    agreement: float
    strength: float
    confidence: float
    #: On the winner's side, everybody unlisted being one.
    issuers: int
    conflicts: int
    statements: int
    weights: Dict[str, float]
    reason: str


class Record:
    """Record is one answer with everything that explains it. In a notebook it draws who said what, and what every
    word weighed.

    >>> record = consensus.get("CVE-2021-44228", product, component)
    >>> record
    Record(CVE-2021-44228, DISPUTED: treat as affected, confidence 0.345678)
    """

    def __init__(self, native: _native.Record) -> None:
        self._native = native
        self._decision: Optional[Decision] = None

    @property
    def decision(self) -> Decision:
        """decision is how it came out, all of it.

        >>> record.decision.winner, record.decision.issuers
        ('not_affected', 2)
        """
        if self._decision is None:
            self._decision = Decision(*self._native.decision())
        return self._decision

    @property
    def key(self) -> Tuple[str, str, str]:
        """key is (vulnerability, product, component)."""
        return self._native.key()

    @property
    def vulnerability(self) -> str:
        """vulnerability is the name of its class: a CVE, if it has one."""
        return self.key[0]

    @property
    def product(self) -> str:
        return self.key[1]

    @property
    def component(self) -> str:
        """component is "" for an answer about the product as a whole."""
        return self.key[2]

    @property
    def state(self) -> str:
        """state is "AFFECTED", "UNDER_INVESTIGATION", "NOT_AFFECTED", "FIXED", "DISPUTED" or "INCONCLUSIVE"."""
        return self.decision.state

    @property
    def status(self) -> str:
        """status is what to act on, in every state.

        >>> record.status
        'affected'
        """
        return self.decision.status

    @property
    def confidence(self) -> float:
        return self.decision.confidence

    @property
    def json(self) -> str:
        """json is the whole record in canonical JSON, with its consensusDigest."""
        return self._native.json().decode()

    def to_dict(self) -> Dict[str, Any]:
        """to_dict() is the whole record.

        >>> record.to_dict()["rationale"][0]["issuer"]
        'quillback'
        """
        return dict(json.loads(self._native.json()))

    @property
    def rationale(self) -> List[Dict[str, Any]]:
        """rationale is each statement's part in the record, accepted ones first, with what it gives as its reason (its
        justification, impact and action) and where it stands (documentId, documentVersion, documentDigest, location).
        Texts are as the documents have them: escape what you show.

        >>> entry = next(entry for entry in record.rationale if entry["issuer"] == "lanternfish")
        >>> entry["status"], entry["weight"], entry["justification"]
        ('not_affected', 0.400242, 'vulnerable_code_not_in_execute_path')
        >>> entry["documentId"], entry["location"]
        ('https://lanternfish.example.org/vex/2026', '/statements/0/products/0/subcomponents/0')
        """
        return list(self._explained()["rationale"])

    def _explained(self) -> Dict[str, Any]:
        """_explained() is to_dict() with the words of the statements in the entries of its rationale."""
        record = self.to_dict()
        words = json.loads(self._native.words())
        record["rationale"] = [{**said, **entry} for said, entry in zip(words, record["rationale"])]
        return record

    @property
    def conflicts(self) -> List[Dict[str, Any]]:
        """conflicts are the disagreements that remain.

        >>> [conflict["reason"] for conflict in record.conflicts]
        ['status_disagreement', 'scope_mismatch']
        """
        return list(self.to_dict()["conflicts"])

    def __repr__(self) -> str:
        name = _html.plain(self.vulnerability)
        return f"Record({name}, {self.state}: treat as {self.status}, confidence {self.confidence:.6f})"

    def __str__(self) -> str:
        return _html.plain_explanation(self.to_dict())

    def _repr_html_(self) -> str:
        return _html.explanation(self._explained())


class Consensus:
    """Consensus is the answers of one instant: a sequence of records, in byte order of their keys. What is ingested
    later does not show in it.

    >>> consensus = engine.consensus(as_of="2026-06-01T00:00:00Z")
    >>> len(consensus), consensus[0].state
    (8, 'AFFECTED')
    """

    def __init__(self, native: _native.Consensus) -> None:
        self._native = native

    def __len__(self) -> int:
        return self._native.size()

    def __getitem__(self, index: int) -> Record:
        size = len(self)
        if not -size <= index < size:
            raise IndexError(f"record {index} of {size}")
        return Record(self._native.at(index % size))

    def __iter__(self) -> Iterator[Record]:
        for index in range(len(self)):
            yield self[index]

    def get(self, vulnerability: str, product: str, component: str = "") -> Record:
        """get(vulnerability, product, component) is the record of any key, also one that no statement names.
        NotFoundError when nobody speaks about it: silence is never "not affected".

        >>> consensus.get("CVE-2023-44487", "pkg:golang/lanternfish.example.org/edge@v1.8.1").state
        'FIXED'
        """
        return Record(self._native.get(vulnerability, product, component))

    def near_misses(self, vulnerability: str, product: str, component: str = "", limit: int = 10) -> List[Dict[str, Any]]:
        """near_misses(vulnerability, product, component) are the statements that almost speak about a key, the nearest
        first, with what differs.

        >>> misses = consensus.near_misses("CVE-2023-44487", "pkg:golang/lanternfish.example.org/edge@v9.9.9")
        >>> misses[0]["text"]
        'the statement is about version ...1.8.1, asked was ...9.9.9'
        """
        return list(json.loads(self._native.near_misses(vulnerability, product, component, limit)))

    def align(self, sbom: Json, vulnerability: str = "", near_misses: int = 0) -> List[Dict[str, Any]]:
        """align(sbom) answers for each component of an SBOM, CycloneDX or SPDX.

        >>> components = consensus.align(sbom)
        >>> sum(len(component["records"]) for component in components) > 0
        True
        """
        lines = self._native.align(json_text(sbom), vulnerability, near_misses)
        return [json.loads(line) for line in lines.splitlines()]

    @property
    def unlisted(self) -> List[Tuple[str, int]]:
        """unlisted is who gives all-clears that count for nothing because no directory lists them, with how many
        statements, most first. To list them, or to name them in `trust`, lets them clear.

        >>> strangers = vexlens.Engine(issuers={"issuers": []})
        >>> _ = strangers.ingest(documents)
        >>> strangers.consensus(as_of="2026-06-01T00:00:00Z").unlisted[0]
        ('Lanternfish Project <security@lanternfish.example.org>', 2)
        """
        return [(each["issuer"], each["statements"]) for each in json.loads(self._native.unlisted_clearers())]

    def attest(self, author: str) -> Tuple[bytes, List[Dict[str, Any]]]:
        """attest(author) is an in-toto statement with OpenVEX in it, to be signed by dsse_sign, and what that cannot
        say.

        >>> statement, losses = consensus.attest("https://example.org/us")
        >>> json.loads(statement)["_type"]
        'https://in-toto.io/Statement/v1'
        """
        statement, losses = self._native.attest(author)
        return statement, json.loads(losses)

    def diff(self, after: "Consensus") -> Table:
        """diff(after) has a row for each record that differs, this consensus being the one before.

        >>> stricter = engine.consensus(as_of="2026-06-01T00:00:00Z", policy=policy)
        >>> consensus.diff(stricter).head(1)[0]["change"]
        'confidence_down'
        """
        return Table(lambda: self._native.diff(after._native))

    def records(self) -> Table:
        """records() has a row for each record: the key, the decision, the weights."""
        return Table(lambda: self._native.table(_native.TABLE_RECORDS))

    def statements(self) -> Table:
        """statements() has a row for each statement, with its document."""
        return Table(lambda: self._native.table(_native.TABLE_STATEMENTS))

    def conflicts(self) -> Table:
        """conflicts() has a row for each conflict of a record."""
        return Table(lambda: self._native.table(_native.TABLE_CONFLICTS))

    def rationale(self) -> Table:
        """rationale() has a row for each statement's part in a record."""
        return Table(lambda: self._native.table(_native.TABLE_RATIONALE))

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> Any:
        return self.records().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"Consensus({len(self)} records)"

    def _repr_html_(self) -> str:
        return self.records()._repr_html_()
