"""Workspace: evidence, trust and every answer given, in a directory."""

from __future__ import annotations

import json
import os
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple, Union

from vexlens import _native
from vexlens._consensus import Consensus, Record
from vexlens._functions import canonical_json, sha256
from vexlens._inputs import Documents, Instant, Json, Source, Trust, instant_text, json_text, one_document, trust_texts
from vexlens._opened import Opened
from vexlens._progress import Progress, listener
from vexlens._report import IngestReport
from vexlens._tables import Table

#: A moment: (as_of, known_at), each None for what the workspace has.
Moment = Tuple[Optional[Instant], Optional[Instant]]


class Workspace:
    """Workspace is a durable store, seen by one tenant. Every change is durable when its call returns and absent when
    it raises. Any number of threads and processes may use it; those that change it take turns, and wait for at most
    `patience` seconds. `on_revision` hears of every revision of a record as an event, a dict.

    >>> workspace = vexlens.Workspace(folder)
    >>> workspace.ingest(documents)
    IngestReport(6 documents: 6 added, 0 known, 0 skipped, 0 rejected; 12 statements)
    >>> workspace.close()  # or: with vexlens.Workspace(folder) as workspace: ...
    """

    def __init__(
        self,
        path: Union[str, "os.PathLike[str]"],
        tenant: str = "default",
        must_exist: bool = False,
        patience: float = 5.0,
        on_revision: Optional[Callable[[Dict[str, Any]], object]] = None,
    ) -> None:
        hear = None if on_revision is None else lambda event: on_revision(json.loads(event))
        self._path = os.fspath(path)
        native = _native.Workspace(self._path, must_exist, max(1, round(patience * 1000)), hear)
        self._opened = Opened(native, f"{self._path}: the workspace is closed")
        self._tenant = tenant

    def for_tenant(self, tenant: str) -> "Workspace":
        """for_tenant(tenant) is the same workspace as another tenant sees it.

        >>> workspace.for_tenant("guest").documents()
        []
        """
        other = object.__new__(Workspace)
        other._opened, other._path, other._tenant = self._opened, self._path, tenant
        return other

    @property
    def _native(self) -> _native.Workspace:
        return self._opened.native

    def close(self) -> None:
        """close() lets the files go, as the end of a with statement does: for all views, once the calls under way and the
        tables being read are done. Records and consensuses live on; what is asked of it after that is a StateError.

        >>> workspace.close()
        >>> workspace.documents()
        Traceback (most recent call last):
        ...
        vexlens._errors.StateError: ...: the workspace is closed
        """
        self._opened.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    # ---- evidence ----

    def ingest(
        self, sources: Union[Source, Iterable[Source]], progress: Progress = True, *, require_verified: bool = False
    ) -> IngestReport:
        """ingest(sources) adds documents, paths or bytes, as Engine.ingest takes them, and computes the records that they
        touch, all or nothing."""
        documents = Documents(sources)
        admission = (documents.signatures, require_verified)
        taken = self._native.ingest(self._tenant, documents.contents, *admission, listener(progress))
        return IngestReport(documents.names, *taken)

    def ingest_decision(self, document: Source, *, actor: str, reason: str) -> IngestReport:
        """ingest_decision(document, actor=..., reason=...) adds one document in which an operator of the tenant speaks,
        as the workspace's own record of what somebody decided: it counts as verified, which no document that is ingested
        can claim. You have made sure of who the actor is. StateError when the document's issuer is no operator.

        >>> operators = {"default": {"issuers": [{"id": "us", "tier": "authoritative", "operator": True}]}}
        >>> directory = {**workspace.issuers(), "tenants": operators}
        >>> workspace.set_issuers(directory, actor="ana", reason="we decide ourselves")
        0
        >>> row = {"vulnerability": "CVE-2021-44228", "product": product, "component": component, "status": "affected"}
        >>> decision = vexlens.openvex([row], author="us", issued_at="2026-05-31T00:00:00Z")
        >>> workspace.ingest_decision(decision, actor="ana", reason="we saw it").revisions
        1
        >>> workspace.get("CVE-2021-44228", product, component).decision.reason
        'operator'
        """
        name, data = one_document(document)
        report, revisions = self._native.ingest_decision(self._tenant, data, actor, reason)
        return IngestReport([name], report, revisions)

    def withdraw(self, digest: str) -> int:
        """withdraw(digest) stops a document counting, for good, and returns how many records came out otherwise.

        >>> workspace.withdraw(workspace.documents()[0]["documentDigest"])
        1
        """
        return self._native.withdraw(self._tenant, digest)

    def documents(self) -> List[Dict[str, Any]]:
        """documents() is what is known of each document beside its bytes, in order of arrival; of a decision, also its
        actor and reason."""
        return list(json.loads(self._native.documents(self._tenant)))

    def document(self, digest: str) -> bytes:
        """document(digest) is the exact bytes of one.

        >>> workspace.document(vexlens.sha256(document)) == document
        True
        """
        return self._native.document(self._tenant, digest)

    # ---- answers ----

    @property
    def as_of(self) -> str:
        """as_of is the instant of all stored records; to set it computes them anew."""
        return self._native.as_of().decode()

    @as_of.setter
    def as_of(self, instant: Instant) -> None:
        self._native.set_as_of(instant_text(instant))

    def get(
        self,
        vulnerability: str,
        product: str,
        component: str = "",
        as_of: Optional[Instant] = None,
        known_at: Optional[Instant] = None,
    ) -> Record:
        """get(vulnerability, product, component) is the record of a key, now or at another moment. NotFoundError when
        nobody speaks about it.

        >>> workspace.get("CVE-2021-44228", product, component).state
        'DISPUTED'
        """
        moment = (instant_text(as_of), instant_text(known_at))
        return Record(self._native.get(self._tenant, vulnerability, product, component, *moment))

    explain = get

    def consensus(
        self, vulnerability: str, as_of: Optional[Instant] = None, known_at: Optional[Instant] = None
    ) -> Consensus:
        """consensus(vulnerability) is all that is known about one vulnerability, and what its names are tied to.

        >>> workspace.consensus("CVE-2021-44228")
        Consensus(2 records)
        """
        moment = (instant_text(as_of), instant_text(known_at))
        return Consensus(self._native.consensus(self._tenant, vulnerability, *moment))

    def records(self, as_of: Optional[Instant] = None, known_at: Optional[Instant] = None) -> Table:
        """records() has a row for each record of the tenant; read piece by piece within bounded memory.

        >>> len(workspace.records().to_dicts())
        8
        """
        return self._table(_native.TABLE_RECORDS, as_of, known_at)

    def statements(self, as_of: Optional[Instant] = None, known_at: Optional[Instant] = None) -> Table:
        """statements() has a row for each statement."""
        return self._table(_native.TABLE_STATEMENTS, as_of, known_at)

    def disagreements(self, as_of: Optional[Instant] = None, known_at: Optional[Instant] = None) -> Table:
        """disagreements() has a row for each conflict of a record, in the queue or not."""
        return self._table(_native.TABLE_CONFLICTS, as_of, known_at)

    def rationale(self, as_of: Optional[Instant] = None, known_at: Optional[Instant] = None) -> Table:
        """rationale() has a row for each statement's part in a record."""
        return self._table(_native.TABLE_RATIONALE, as_of, known_at)

    def history(self, vulnerability: str, product: str, component: str = "") -> List[Dict[str, Any]]:
        """history(vulnerability, product, component) is what became of a record, oldest first.

        >>> [(event["revision"], event["rules"]) for event in workspace.history("CVE-2021-44228", product, component)]
        [(1, 1)]
        """
        return list(json.loads(self._native.history(self._tenant, vulnerability, product, component)))

    def recall(self, vulnerability: str, product: str, component: str = "", *, revision: int) -> Dict[str, Any]:
        """recall(..., revision=n) is the record of one revision, computed again from what was known then. StateError for
        one that was formed by other rules than this library's: its history says which.

        >>> workspace.recall("CVE-2021-44228", product, component, revision=1)["state"]
        'DISPUTED'
        """
        return dict(json.loads(self._native.recall(self._tenant, vulnerability, product, component, revision)))

    def events(self, after: int = 0, limit: int = 1000) -> List[Dict[str, Any]]:
        """events(after) are the events of all tenants behind a sequence number, {event, sequence}.

        >>> workspace.events(after=7)[0]["sequence"]
        8
        """
        return list(json.loads(self._native.events(after, limit)))

    def diff(self, before: Moment, after: Moment = (None, None)) -> Table:
        """diff(before, after) has a row for each record that differs between two moments (as_of, known_at).

        >>> workspace.diff(("2020-01-01T00:00:00Z", None)).head(1)[0]["change"]
        'added'
        """
        texts = [instant_text(instant) for instant in (*before, *after)]
        return Table(lambda: self._native.diff(self._tenant, *texts))

    def simulate(
        self,
        policy: Optional[Json] = None,
        issuers: Optional[Json] = None,
        documents: Union[Source, Iterable[Source]] = (),
        trust: Trust = (),
    ) -> Table:
        """simulate(policy=..., issuers=..., documents=..., trust=...) has a row for each record that would come out
        otherwise. Nothing is changed.

        >>> workspace.simulate(policy=policy).head(1)[0]["after_state"]
        'AFFECTED'
        """
        texts = Documents(documents).contents
        weighed_by = (json_text(policy), json_text(issuers))
        names = trust_texts(trust)
        return Table(lambda: self._native.simulate(self._tenant, *weighed_by, texts, names))

    # ---- conflicts ----

    def conflicts(self) -> List[Dict[str, Any]]:
        """conflicts() is the queue, oldest first, and then those that only a waiver keeps out of it.

        >>> {conflict["waived"] for conflict in workspace.conflicts()}
        {False}
        """
        return list(json.loads(self._native.conflicts(self._tenant)))

    def waive(self, conflict_id: str, expires_at: Instant, *, actor: str, reason: str) -> None:
        """waive(conflict_id, expires_at, actor=..., reason=...) takes a conflict out of the queue for a time."""
        self._native.waive(self._tenant, conflict_id, instant_text(expires_at), actor, reason)

    def decide(
        self,
        conflict_id: str,
        status: str,
        *,
        issuer: str,
        actor: str,
        reason: str,
        justification: str = "",
        impact: str = "",
        action: str = "",
        decided_at: Optional[Instant] = None,
    ) -> IngestReport:
        """decide(conflict_id, status, issuer=..., actor=..., reason=...) records what an operator of the tenant says about
        a conflict of the queue, waived or not, as ingest_decision does. A justification or an impact goes with
        "not_affected", an action with "affected". It is said now, or at `decided_at`, and no later than the workspace's own
        instant. Whether the word decides shows in the record.

        >>> operators = {"default": {"issuers": [{"id": "us", "tier": "authoritative", "operator": True}]}}
        >>> directory = {**workspace.issuers(), "tenants": operators}
        >>> revisions = workspace.set_issuers(directory, actor="ana", reason="we decide ourselves")
        >>> conflict = workspace.conflicts()[0]
        >>> word = {"issuer": "us", "action": "update", "decided_at": "2026-05-31T00:00:00Z"}
        >>> workspace.decide(conflict["conflictId"], "affected", **word, actor="ana", reason="we looked").revisions
        1
        """
        said = (status, issuer, justification, impact, action, instant_text(decided_at))
        report, revisions = self._native.decide(self._tenant, conflict_id, *said, actor, reason)
        return IngestReport([conflict_id], report, revisions)

    # ---- trust ----

    def issuers(self, known_at: Optional[Instant] = None) -> Dict[str, Any]:
        """issuers() is the directory in force."""
        return dict(json.loads(self._native.issuers(instant_text(known_at))))

    def set_issuers(self, issuers: Json, *, actor: str, reason: str, seen: Optional[Json] = None) -> int:
        """set_issuers(issuers, actor=..., reason=...) replaces the directory, for all tenants, and returns how many
        records came out otherwise. With `seen`, the directory that `issuers` is an edit of, nothing is replaced, and a
        ConflictError raised, when somebody else changed it meanwhile.

        >>> before = workspace.issuers()
        >>> workspace.set_issuers(before, actor="ana", reason="as it was", seen=before)
        0
        """
        return self._native.set_issuers(json_text(issuers), actor, reason, _digest(seen))

    def policy(self, known_at: Optional[Instant] = None) -> Dict[str, Any]:
        """policy() is the tenant's policy in force."""
        return dict(json.loads(self._native.policy(self._tenant, instant_text(known_at))))

    def set_policy(
        self, policy: Optional[Json], *, actor: str, reason: str, seen: Optional[Json] = None
    ) -> int:
        """set_policy(policy, actor=..., reason=...) replaces the tenant's policy; None gives it the global one again.
        `seen` is the policy that was in force when the edit began, as in set_issuers.

        >>> workspace.set_policy(policy, actor="ana", reason="a reason is asked for")
        1
        """
        return self._native.set_policy(self._tenant, json_text(policy), actor, reason, _digest(seen))

    def trust_changes(self) -> List[Dict[str, Any]]:
        """trust_changes() is the audit of who changed whom to trust, and why, oldest first."""
        return list(json.loads(self._native.trust_changes()))

    # ---- upkeep ----

    def rebuild(self, check_only: bool = True) -> Dict[str, Any]:
        """rebuild() says what would differ if everything were derived from the documents again; rebuild(False) does it.

        >>> workspace.rebuild()["equal"]
        True
        """
        return dict(json.loads(self._native.rebuild(check_only)))

    def __repr__(self) -> str:
        return f"Workspace({self._path!r}, tenant={self._tenant!r})"

    def _table(self, table: int, as_of: Optional[Instant], known_at: Optional[Instant]) -> Table:
        moment = (instant_text(as_of), instant_text(known_at))
        return Table(lambda: self._native.table(self._tenant, table, *moment))


def _digest(seen: Optional[Json]) -> str:
    # That of the canonical JSON, as the library gave it; "" for nothing.
    return "" if seen is None else sha256(canonical_json(json_text(seen)))
