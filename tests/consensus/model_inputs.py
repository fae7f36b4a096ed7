"""Generated evidence, directories and policies for which the library and the model must agree."""

import json
import pathlib
import random
import subprocess

from tests.consensus.model.evidence import read_documents, read_statements

_REFUSING = {
    "requireSignatureFor": ["not_affected", "fixed", "fixed"],
    "requireJustificationForNotAffected": True,
    "minimumQuorum": 2,
}

POLICIES = (
    {},
    {"mode": "highest_weight"},
    {"mode": "authoritative_first"},
    {"mode": "most_recent", "conflictThreshold": 0.1},
    {"mode": "lattice"},
    {"mode": "lattice", "minimumWeight": 0.5, "conflictThreshold": 0},
    {"mode": "lattice", "minimumWeight": 0, "minimumQuorum": 2, "conflictThreshold": 0.5},
    _REFUSING,
    {**_REFUSING, "mode": "authoritative_first", "keysBind": False, "minimumConfidence": 0.25},
    {
        "freshness": {"halfLifeDays": 30, "floor": 0},
        "aliasJoinTier": "untrusted",
        "conflictThreshold": 0.5,
        "unknownIssuerFactor": 0.333333,
        "tiers": {"untrusted": 0, "unknown": 0.123457},
    },
    {
        "scope": [1, 0.9, 0.5, 0.123457, 0],
        "signature": {"missing": 0, "unverifiable": 0.25},
        "justification": {"vulnerable_code_not_present": 0.5, "impact": 1, "none": 0},
        "aliasJoinTier": "trusted",
        "clearTier": "untrusted",
    },
    {"mode": "most_recent", "clearTier": "unknown"},
    {"mode": "highest_weight", "clearTier": "trusted", "minimumQuorum": 3},
    {"clearTier": "authoritative", "minimumConfidence": 0.6},
)

# Names close enough that they match at every level.
_NPM = "pkg:npm/%40acme/widget"
_DEB = "pkg:deb/debian/curl"
_CPE = "cpe:2.3:a:acme:web:"
_DIGEST = "sha256:" + "ab" * 32
_NEARBY = (
    (_NPM, ""),
    (_NPM + "@1.2.0", ""),
    (_NPM + "@2.0.0", ""),
    (_NPM + "@10.0.0", ""),
    (_NPM, "vers:npm/>=1.0.0|<2.0.0"),
    (_NPM, "vers:npm/<1.5.0|>=2.0.0|<=9.9.9"),
    (_NPM, "vers:npm/>9.0.0"),
    (_NPM + "#lib/core", ""),
    (_NPM + "@1.2.0#lib/core", ""),
    (_DEB + "@8.0", ""),
    (_DEB + "@8.0?arch=amd64", ""),
    (_DEB + "@8.0?arch=amd64&distro=debian-12", ""),
    (_DEB + "@8.0?arch=arm64", ""),
    (_DEB + "?arch=amd64", ""),
    (_DEB, ""),
    (_CPE + "1.0:*:*:*:*:*:*:*", ""),
    (_CPE + "1.0:*:*:*:*:linux:*:*", ""),
    (_CPE + "*:*:*:*:*:*:*:*", ""),
    (_CPE + "-:*:*:*:*:*:*:*", ""),
    ("cpe:2.3:a:acme:*:*:*:*:*:*:*:*:*", ""),
    (_DIGEST, ""),
    ("https://products.example.com/widget", ""),
)
# Products of components, some of them platforms, and modules between.
_ENCLOSING = ("cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*", "cpe:2.3:a:acme:suite:1.0:*:*:*:*:*:*:*")
_THROUGH = ("cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*", "pkg:rpmmod/redhat/widgets@2")
_RELATIONSHIPS = ("", "default_component_of", "installed_on", "installed_with", "optional_component_of")

# Identifiers that statements tie together in every way: joined, ambiguous, without CVE, of a vendor's advisory.
_VULNERABILITIES = (
    *(f"CVE-2024-{number}" for number in range(20_001, 20_004)),
    *(f"GHSA-2222-3333-444{letter}" for letter in "cfg"),
    *(f"GO-2024-{number}" for number in range(3001, 3009)),
    "OSV-2024-1",
    "RHSA-2024:4242",
)

# An instant to ask about, and what is dated before, at and after it.
_AS_OF = "2024-06-15T12:00:00.25Z"
_INSTANTS = ("", "2024-03-01T00:00:00Z", "2024-06-15T12:00:00.249999Z", _AS_OF, "2024-06-15T12:00:00.250001Z")

# Versions of documents that are newer, equal or incomparable.
_VERSIONS = ("1", "1.0", "1.0-rc.2", "1.0-rc.10", "1.0-alpha", "2+build", "2", "2.0.1", "10", "v3", "draft", "")


def with_rival_documents(evidence, seed):
    """The same evidence, but half of its documents are editions of two, and one in ten is withdrawn."""
    choices = random.Random(seed)
    documents = {}
    for entry in evidence["documents"]:
        entry = dict(entry, withdrawn=entry["withdrawn"] or choices.random() < 0.1)
        if choices.random() < 0.5:
            entry.update(documentId=choices.choice("AB"), documentVersion=choices.choice(_VERSIONS))
        documents[entry["tenant"], entry["documentDigest"]] = entry
    statements = []
    for entry in evidence["statements"]:
        document = documents[entry["tenant"], entry["documentDigest"]]
        statements.append({**entry, **{name: document[name] for name in ("documentId", "documentVersion")}})
    return {"documents": list(documents.values()), "statements": statements}


def _other_words(choices, nearby):
    """What else a statement may say: of what, perhaps of which vulnerability, perhaps when."""
    (product, of_product), (component, of_component) = choices.choices(nearby, k=2)
    if choices.random() < 0.75:
        component, of_component = "", of_product
    elif choices.random() < 0.5:
        product = choices.choice(_ENCLOSING)
    words = {
        "product": product,
        "component": component,
        "versionRange": of_component,
        "relationship": choices.choice(_RELATIONSHIPS),
    }
    if component and choices.random() < 0.2:
        words["through"] = [choices.choice(_THROUGH)]
    if choices.random() < 0.5:
        name, *aliases = choices.sample(_VULNERABILITIES, k=choices.choice((1, 2, 2, 2, 3)))
        words.update(vulnerability=name, aliases=sorted(aliases))
    if choices.random() < 0.5:
        words["updatedAt"] = words["issuedAt"] = choices.choice(_INSTANTS)
    return words


def with_nearby_names(evidence, seed):
    """The same evidence, but half of its statements speak about one of nine products and components."""
    choices = random.Random(seed)
    documents = read_documents(evidence["documents"])
    nearby = choices.sample(_NEARBY, k=9)
    changed = []
    for entry in evidence["statements"]:
        if choices.random() < 0.5:
            entry = {**entry, **_other_words(choices, nearby)}
            entry["statementId"] = statement_id(entry, documents)
        changed.append(entry)
    return {"documents": evidence["documents"], "statements": changed}


def statement_id(entry, documents):
    """The id of a statement whose other members are given."""
    (statement,) = read_statements([{**entry, "statementId": None}], documents)
    return statement.id


# Patterns of authority over those: products in any version, and prefixes.
_AUTHORITIES = (
    [_NPM, _CPE + "1.0:*:*:*:*:*:*:*"],
    [_DEB + "@8.0", _CPE + "*:*:*:*:*:*:*:*", "https://products.example.com/*"],
    ["pkg:npm/%40acme/*", "cpe:2.3:a:acme:*", _DIGEST],
)


def with_other_trust(directory):
    """Six more operators, authorities with weights, and keys and revocations that begin around the instant."""
    directory = json.loads(json.dumps(directory))
    own = directory["tenants"]["default"]["issuers"]
    known = {entry["id"] for entry in own}
    others = [entry for entry in directory["issuers"] if entry["id"] not in known]
    own.extend({**entry, "tier": "trusted", "operator": True} for entry in others[:6])
    key = next(entry["keys"][0] for entry in directory["issuers"] if "keys" in entry)
    for i, entry in enumerate(directory["issuers"]):
        begins = _INSTANTS[2:][i // 2 % 3]
        if i % 4 == 0:
            entry["keys"] = [{**key, "notBefore": begins}]
        if i % 4 == 2:
            bygone = {"notBefore": "2024-01-01T00:00:00Z", "notAfter": "2024-05-01T00:00:00Z", "revokedAt": begins}
            entry["keys"] = [{**key, **bygone}]
        if i % 5 == 4:
            entry["revoked"] = begins
        if i % 3 == 1:
            entry["authority"] = _AUTHORITIES[i // 3 % 3]
            entry["weight"] = 0.4
    return directory


def generate(folder, seed):
    """Evidence, directory and instant that write_generated makes of a seed; every second has two tenants."""
    issuers, tenants = 5 + 3 * seed, 1 + seed % 2
    arguments = (folder, seed, 400, issuers, tenants)
    subprocess.run(["tests/consensus/write_generated", *map(str, arguments)], check=True)
    folder = pathlib.Path(folder)
    evidence = json.loads((folder / "evidence.json").read_text())
    directory = json.loads((folder / "issuers.json").read_text())
    return evidence, directory, (folder / "as_of.txt").read_text()


def situations(folder, seed):
    """What to ask about: evidence, directory and instant."""
    evidence, directory, as_of = generate(folder, seed)
    nearby = with_nearby_names(with_rival_documents(evidence, seed), seed)
    yield evidence, directory, as_of
    yield nearby, directory, as_of
    yield nearby, with_other_trust(directory), _AS_OF
