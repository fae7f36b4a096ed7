"""Who a document speaks for."""

import dataclasses
import functools

from tests.consensus.model.evidence import micros


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
        """Whether its verified statements may decide for its tenant."""
        return self.listed and self.entry.get("operator", False)


def _entries(directory, tenant):
    """A tenant's view by every name: its own entries replace the global ones of their id, and operators stand there."""
    own = directory.get("tenants", {}).get(tenant, {}).get("issuers", [])
    replaced = {entry["id"] for entry in own}
    others = [entry for entry in directory.get("issuers", []) if entry["id"] not in replaced]
    return {
        name: entry
        for entry in own + [{**entry, "operator": False} for entry in others]
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
        """The entry of that name; where keys bind, one with keys is itself only in verified documents."""
        entry = self._entries(document.tenant).get(document.issuer)
        if entry is None:
            return Speaker(document.issuer, listed=False)
        revoked = entry.get("revoked", False)
        if isinstance(revoked, str):
            revoked = micros(revoked) <= self._as_of
        if self._keys_bind and entry.get("keys") and document.signature != "verified":
            return Speaker("unverified:" + entry["id"], listed=False, revoked=revoked, claimed=entry["id"])
        return Speaker(entry["id"], listed=True, entry=entry, revoked=revoked)
