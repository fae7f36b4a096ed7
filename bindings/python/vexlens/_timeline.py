"""Timeline: what happened, in a log that can be proven."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Optional, Union

from vexlens import _native
from vexlens._inputs import Instant, instant_text
from vexlens._opened import Opened
from vexlens._tables import Table

#: An event: JSON as text or bytes, or the dict that it stands for.
Event = Union[str, bytes, Mapping[str, Any]]


@dataclass(frozen=True)
class EventOutcome:
    """EventOutcome is what became of one event: "stored", "duplicate" (the same is there already), "rejected" (it can
    never be taken) or "failed" (sent again, it may be).

    >>> timeline.ingest(["{}"])[0].outcome
    'rejected'
    """

    outcome: str
    #: Its place in the tenant's log, None if it is not there.
    index: Optional[int]
    #: Why it is not there: a code as that of an Error, and its message, which names each member that is wrong.
    code: int
    reason: str
    tenant: str
    event_id: str

    @property
    def taken(self) -> bool:
        """taken is True for an event that is in the log."""
        return self.index is not None


@dataclass(frozen=True)
class TimelineVerdict:
    """TimelineVerdict says whether a log is what it was.

    >>> verdict = timeline.verify()
    >>> verdict.ok, verdict.events, verdict.checkpoints
    (True, 2, 1)
    """

    ok: bool
    size: int
    root: str
    #: How many events were hashed again, and how many checkpoints compared.
    events: int
    checkpoints: int
    #: As many events, from the first on, are what the last good checkpoint says.
    proven: int
    #: What is not as it was, at most 100.
    faults: List[str]


class Timeline:
    """Timeline keeps the events of all tenants, each in a log of its own, and answers about those of one tenant. Any
    number of threads and processes may use it. The location is a folder, or a URL such as "postgresql://...", for which
    the library's driver is loaded. `origin` says whose timeline it is, and `key`, an Ed25519 key in PEM, signs each
    checkpoint as that.

    >>> timeline = vexlens.Timeline(folder, tenant="acme")
    >>> timeline.ingest([event, event])[1].outcome
    'duplicate'
    >>> timeline.close()  # or: with vexlens.Timeline(folder) as timeline: ...
    """

    def __init__(
        self,
        location: Union[str, "os.PathLike[str]"],
        tenant: str = "default",
        *,
        must_exist: bool = False,
        origin: str = "vexlens",
        key: Union[str, bytes] = "",
        driver: str = "",
        password: str = "",
        max_event_bytes: int = 0,
        max_payload_bytes: int = 0,
    ) -> None:
        # A location may have a password in it.
        self._location = os.fspath(location).partition("://")[0]
        limits = (max_event_bytes, max_payload_bytes)
        native = _native.Timeline(os.fspath(location), must_exist, origin, key, driver, password, *limits)
        self._opened = Opened(native, f"{self._location}: the timeline is closed")
        self._tenant = tenant

    def for_tenant(self, tenant: str) -> "Timeline":
        """for_tenant(tenant) is the same timeline as another tenant sees it.

        >>> timeline.for_tenant("guest").query().to_dicts()
        []
        """
        other = object.__new__(Timeline)
        other._opened, other._location, other._tenant = self._opened, self._location, tenant
        return other

    @property
    def _native(self) -> _native.Timeline:
        return self._opened.native

    def close(self) -> None:
        """close() lets the store go, as the end of a with statement does: for all views, once the calls under way and
        the tables being read are done.

        >>> timeline.close()
        >>> timeline.tenants()
        Traceback (most recent call last):
        ...
        vexlens._errors.StateError: ...: the timeline is closed
        """
        self._opened.close()

    def __enter__(self) -> "Timeline":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    # ---- events ----

    def ingest(self, events: Union[Event, Iterable[Event]]) -> List[EventOutcome]:
        """ingest(events) takes events of any tenants, each of which names its own, and returns what became of each.
        Those of one tenant are committed together, in the order of the call.

        >>> timeline.ingest([{**event, "eventId": "e3"}, {**event, "actor": "eve"}])[1].reason
        '/eventId: another event of tenant acme has this id, at place 0'
        """
        if isinstance(events, (str, bytes, Mapping)):
            events = [events]
        texts = [_event_text(event) for event in events]
        return [
            EventOutcome(outcome, index if code == 0 else None, code, *words)
            for outcome, index, code, *words in self._native.ingest(texts)
        ]

    def query(
        self,
        *,
        from_: Optional[Instant] = None,
        until: Optional[Instant] = None,
        at_least: str = "",
        event_type: str = "",
        source: str = "",
        subject: str = "",
        actor: str = "",
        correlation_id: str = "",
        trace_id: str = "",
    ) -> Table:
        """query() has a row for each event of the tenant that has all that is given, latest first, read page by page:
        those that occurred at `from_` or later and before `until`, and are at least as severe as `at_least`.

        >>> [row["event_id"] for row in timeline.query(at_least="warning").head()]
        ['e2']
        """
        instants = (instant_text(from_), instant_text(until))
        members = (event_type, source, subject, actor, correlation_id, trace_id)
        return Table(lambda: self._native.table(self._tenant, *instants, at_least, *members))

    def get(self, event_id: str) -> Dict[str, Any]:
        """get(event_id) is one event with its digest and its index. NotFoundError when there is none.

        >>> entry = timeline.get("e1")
        >>> entry["index"], entry["event"]["eventType"]
        (0, 'consensus.changed')
        """
        return dict(json.loads(self._native.get(self._tenant, event_id)))

    def tenants(self) -> List[str]:
        """tenants() are those that have events.

        >>> timeline.tenants()
        ['acme']
        """
        return list(json.loads(self._native.tenants()))

    # ---- proofs ----

    def checkpoint(self) -> str:
        """checkpoint() is the tenant's last checkpoint, for others to keep: a signed note, or without a key its text.

        >>> timeline.checkpoint().splitlines()[:2]
        ['vexlens/acme', '2']
        """
        return self._native.checkpoint(self._tenant).decode()

    def prove(self, event_id: str) -> Dict[str, Any]:
        """prove(event_id) shows that an event is in the log of the last checkpoint: {checkpoint, entry, note, path}.

        >>> proof = timeline.prove("e1")
        >>> proof["path"] == [timeline.get("e2")["digest"]]
        True
        """
        return dict(json.loads(self._native.prove(self._tenant, event_id)))

    def prove_consistency(self, before: int) -> Dict[str, Any]:
        """prove_consistency(before) shows that the log begins as it was when it had `before` events: {before,
        checkpoint, note, path}.

        >>> timeline.prove_consistency(1)["checkpoint"]["size"]
        2
        """
        return dict(json.loads(self._native.prove_consistency(self._tenant, before)))

    def verify(self, since: Optional[str] = None) -> TimelineVerdict:
        """verify() hashes every event again, forms the tree again, and compares both with all that is kept, and with
        `since`, a checkpoint that somebody else kept. Whoever can write the store can form everything again: only that
        checkpoint tells.

        >>> timeline.verify(since=timeline.checkpoint()).faults
        []
        """
        ok, verdict = self._native.verify(self._tenant, since or "")
        return TimelineVerdict(ok=ok, **json.loads(verdict))

    def __repr__(self) -> str:
        return f"Timeline({self._location!r}, tenant={self._tenant!r})"


def _event_text(event: Event) -> Union[str, bytes]:
    return json.dumps(event) if isinstance(event, Mapping) else event
