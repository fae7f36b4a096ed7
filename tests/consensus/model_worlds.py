"""Small random worlds: few names, few issuers and few vulnerabilities, so that everything meets everything."""

import hashlib
import random

from tests.consensus.model.evidence import read_documents, read_statements
from tests.consensus.model.policy import LABELS, TIERS
from tests.consensus.model_names import FAMILIES, PACKAGES
from tests.consensus.model_places import PRODUCT_PATTERNS, PRODUCTS, THROUGH

AS_OF = "2024-06-15T12:00:00.25Z"
# What is undated, old, a little older than the instant, at it, and after it.
_INSTANTS = (
    "",
    "2023-01-01T00:00:00Z",
    "2024-03-01T00:00:00Z",
    "2024-06-01T00:00:00Z",
    "2024-06-15T12:00:00.249999Z",
    AS_OF,
    "2024-06-15T12:00:00.250001Z",
)
_VERSIONS = ("1", "1.0", "1.0-rc.2", "1.0-rc.10", "1.0-alpha", "2+build", "2", "2.0.1", "10", "v3", "draft", "")
_RELATIONSHIPS = ("", "default_component_of", "installed_on", "installed_with", "optional_component_of")
_STATUSES = ("affected", "under_investigation", "not_affected", "fixed")
_CVES = ("CVE-2024-20001", "CVE-2024-20002", "CVE-2024-20003")
_OTHERS = (
    "GHSA-2222-3333-4444",
    "GHSA-2222-3333-5555",
    "GO-2024-3001",
    "OSV-2024-1",
    "RHSA-2024:4242",
    "USN-4242-1",
)
_KEY = (
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEA8sHYS/b0sm6UC5J8YxcSvoLk2Ob+kOrH6Xg55X89v4Y=\n"
    "-----END PUBLIC KEY-----\n"
)
_LISTED = ("acme", "distro", "lab", "mirror", "rumour", "images")
_OPERATORS = ("in-house", "desk")
_STRANGERS = ("stranger", "passer-by")


class _World:
    """The names that one world draws from."""

    def __init__(self, seed):
        self.choices = random.Random(seed)
        families = self.choices.sample(FAMILIES + PACKAGES, k=self.choices.choice((1, 1, 2)))
        names = [name for family in families for name in family.names]
        self.names = self.choices.sample(names, k=min(len(names), 12))
        self.patterns = [pattern for family in families for pattern in family.patterns] + list(PRODUCT_PATTERNS)
        parts = [part for family in families for part in family.homes]
        homes = [product for product in PRODUCTS if any(part in product for part in parts)]
        self.products = self.choices.sample(homes, k=min(len(homes), 2)) + self.choices.sample(PRODUCTS, k=2)
        self.through = self.choices.sample(THROUGH, k=2)
        self.vulnerabilities = self.choices.sample(_CVES, k=self.choice((1, 2, 2)))
        self.vulnerabilities += self.choices.sample(_OTHERS, k=self.choice((0, 1, 2, 3)))
        self.tenants = ("main",) if self.chance(0.7) else ("green", "main")

    def choice(self, values):
        return self.choices.choice(values)

    def chance(self, probability):
        return self.choices.random() < probability


# ---- the directory ----


def _entry(world, name, tier):
    """An issuer with or without keys, authority, own weight and revocation."""
    entry = {"id": name, "names": [f"https://{name}.example.org"], "aliases": [], "tier": tier, "keys": []}
    if world.chance(0.5):
        entry["keys"] = [
            {"keyId": name + "-1", "algorithm": "ed25519", "publicKey": _KEY, "notBefore": "2015-01-01T00:00:00Z"}
        ]
    if world.chance(0.4):
        entry["authority"] = world.choices.sample(world.patterns, k=world.choice((0, 1, 2, 3)))
    if world.chance(0.15):
        entry["weight"] = world.choice((0, 0.123457, 0.4, 1))
    if world.chance(0.1):
        entry["revoked"] = world.choice((True, "2024-06-15T12:00:00.25Z", "2024-06-15T12:00:00.250001Z", False))
    return entry


def _directory(world):
    """Global entries, and in each tenant operators and perhaps another view of an issuer."""
    tiers = ("authoritative", "trusted", "known", "unknown", "untrusted", "trusted")
    directory = {"issuers": [_entry(world, name, tier) for name, tier in zip(_LISTED, tiers)], "tenants": {}}
    for tenant in world.tenants:
        own = [{**_entry(world, name, world.choice(("trusted", "known"))), "operator": True} for name in _OPERATORS]
        if world.chance(0.3):
            own.append(_entry(world, "acme", world.choice(TIERS)))
        directory["tenants"][tenant] = {"issuers": own}
    return directory


def _keys_of(directory, tenant, name):
    """The keys of whoever has this name in a tenant's view."""
    entries = {entry["id"]: entry for entry in directory["issuers"]}
    entries.update((entry["id"], entry) for entry in directory["tenants"][tenant]["issuers"])
    return next((entry["keys"] for entry in entries.values() if name in (entry["id"], *entry["names"])), [])


# ---- documents ----


def _signature(world, directory, tenant, issuer):
    """A state that the directory allows: verified by a key of the issuer, or recorded here for an operator."""
    keys = _keys_of(directory, tenant, issuer)
    if issuer in _OPERATORS and world.chance(0.6):
        return {"state": "verified", "keyId": "", "signer": issuer, "reason": "recorded_here"}
    if keys and world.chance(0.7):
        return {"state": "verified", "keyId": keys[0]["keyId"], "signer": keys[0]["keyId"][:-2], "reason": ""}
    state = world.choice(("missing",) * 6 + ("unverifiable", "unverifiable", "failed"))
    return {"state": state, "keyId": "", "signer": "", "reason": ""}


def _document(world, directory, number):
    """One edition of a document; identities are few."""
    tenant = world.choice(world.tenants)
    name = world.choice(_LISTED * 2 + _OPERATORS + _STRANGERS * 2)
    issuer = name if name in _STRANGERS or world.chance(0.7) else f"https://{name}.example.org"
    return {
        "tenant": tenant,
        "issuer": issuer,
        "documentId": world.choice(("A", "A", "B", "C", "")),
        "documentVersion": world.choice(_VERSIONS),
        "documentDigest": "sha256:" + hashlib.sha256(f"{number} {issuer}".encode()).hexdigest(),
        "format": world.choice(("openvex", "openvex", "csaf", "cyclonedx")),
        "updatedAt": world.choice(_INSTANTS),
        "withdrawn": world.chance(0.04),
        "signature": _signature(world, directory, tenant, issuer),
    }


# ---- statements ----


def _subject(world):
    """Product, component, range, relationship and what lies between."""
    name, version_range = world.choice(world.names)
    words = {"product": name, "component": "", "versionRange": version_range, "relationship": ""}
    if world.chance(0.45):
        words.update(component=name, product=world.choice(world.products), relationship=world.choice(_RELATIONSHIPS))
        if world.chance(0.25):
            words["through"] = list(world.choice(world.through))
    elif world.chance(0.15):
        words.update(product=world.choice(world.products), versionRange="")
    elif world.chance(0.15):
        product, _ = world.choice(world.names)
        words.update(product=product, component=name, relationship=world.choice(_RELATIONSHIPS))
    return words


def _verdict(world):
    """A status, and for `not_affected` a label, an impact statement or neither."""
    status = world.choice(_STATUSES)
    label = world.choice((*LABELS, "", "")) if status == "not_affected" else ""
    impact = "it is not reachable" if status == "not_affected" and world.chance(0.4) else ""
    return {"status": status, "justification": label, "justificationRaw": label, "impact": impact, "action": ""}


def _statement(world, document, number):
    named = world.choice((1, 1, 2, 2, 3))
    name, *aliases = world.choices.sample(world.vulnerabilities, k=min(named, len(world.vulnerabilities)))
    at = document["updatedAt"] if world.chance(0.6) else world.choice(_INSTANTS)
    shared = ("tenant", "documentDigest", "documentId", "documentVersion", "format", "issuer")
    return {
        "statementId": None,
        **{member: document[member] for member in shared},
        "location": f"/statements/{number}",
        "vulnerability": name,
        "aliases": sorted(aliases),
        **_subject(world),
        **_verdict(world),
        "issuedAt": at,
        "updatedAt": at,
    }


def with_ids(statements, documents):
    """The statements with the ids that their contents give them."""
    known = read_documents(documents)
    return [{**entry, "statementId": read_statements([entry], known)[0].id} for entry in statements]


def world(seed, statements=60):
    """Evidence, directory and instant of one small world."""
    names = _World(seed)
    directory = _directory(names)
    documents = [_document(names, directory, number) for number in range(max(1, statements // 3))]
    said = [_statement(names, names.choice(documents), number) for number in range(statements)]
    return {"documents": documents, "statements": with_ids(said, documents)}, directory, AS_OF


# ---- policies ----


def policy(seed):
    """A random policy; each knob is turned in one of three."""
    choices = random.Random(seed)
    knobs = {
        "mode": ("weighted_vote", "highest_weight", "authoritative_first", "lattice", "most_recent"),
        "clearTier": TIERS,
        "aliasJoinTier": TIERS,
        "keysBind": (False,),
        "minimumQuorum": (1, 2, 3),
        "minimumConfidence": (0, 0.25, 0.6),
        "minimumWeight": (0, 0.5),
        "conflictThreshold": (0, 0.1, 0.5),
        "unknownIssuerFactor": (0, 0.333333),
        "requireSignatureFor": (["fixed"], ["not_affected", "fixed", "fixed"], ["affected"]),
        "requireJustificationForNotAffected": (True,),
        "tiers": ({"untrusted": 0, "unknown": 0.123457}, {"known": 1}),
        "signature": ({"missing": 1}, {"missing": 0, "unverifiable": 0.25}),
        "freshness": ({"halfLifeDays": 30, "floor": 0}, {"floor": 1}),
        "justification": ({"vulnerable_code_not_present": 0.5, "impact": 1, "none": 0},),
        "scope": ([1, 0.9, 0.5, 0.123457, 0], [1, 1, 1, 1, 1]),
    }
    turned = {name: choices.choice(values) for name, values in knobs.items() if choices.random() < 1 / 3}
    if choices.random() < 0.6:
        turned["mode"] = choices.choice((*knobs["mode"], "most_recent"))
    return turned
