"""All records of some evidence, as bytes: what `stella vex consensus --output ndjson` prints."""

import collections

from tests.consensus.model import evidence as normal_form
from tests.consensus.model import policy as policies
from tests.consensus.model.canonical import byte_order, canonical, digest
from tests.consensus.model.conflicts import conflicts
from tests.consensus.model.consensus import decide
from tests.consensus.model.identity import identifier
from tests.consensus.model.levels import Key, level
from tests.consensus.model.policy import TIERS
from tests.consensus.model.rationale import rationale
from tests.consensus.model.speakers import Speakers
from tests.consensus.model.supersession import Supersession
from tests.consensus.model.trust import chain, may_clear, standing
from tests.consensus.model.voices import Word, without_silenced
from tests.consensus.model.vulnerabilities import advisory_keys, own_names, tied_names

RULES = 1


class Model:
    """Model answers for one instant, directory and policy, all of them parsed JSON."""

    def __init__(self, evidence, directory, policy, as_of):
        self._policy = policies.effective(policy)
        self._policy_digest = digest(policies.differences(self._policy))
        self._as_of_text, self._as_of = as_of, normal_form.micros(as_of)
        documents, self._statements = normal_form.existing(evidence, self._as_of)
        self._speakers = Speakers(policies.exact(directory), self._policy, self._as_of)
        supersession = Supersession(documents, self._statements, self._speakers, self._policy)
        self._refusals = {s: self._refused(s, supersession) for s in self._statements}
        self._classes = self._advisory_classes()
        self._about = self._by_advisory()

    def records(self):
        """The records' bytes, in byte order of the four key texts; a line each."""
        keys = {}
        for (tenant, advisory), statements in self._about.items():
            for statement in statements:
                key = Key(*statement.about)
                names = (tenant, advisory, key.product.key, key.component.key if key.component else "")
                keys[names] = key
        ordered = sorted(keys, key=lambda names: tuple(map(byte_order, names)))
        lines = (self._line(names, keys[names]) for names in ordered)
        return "".join(line for line in lines if line is not None).encode()

    def get(self, tenant, vulnerability, product, component=""):
        """The bytes of the record about a key, whoever named it, or None if no statement speaks about it."""
        advisory = self._classes.get(tenant, {}).get(vulnerability, vulnerability)
        key = Key(_asked(product), _asked(component) if component else None)
        line = self._line((tenant, advisory, product, component), key)
        return None if line is None else line.rstrip("\n").encode()

    def _line(self, names, key):
        record = self._record(names, key)
        return None if record is None else canonical(record) + "\n"

    def _refused(self, statement, supersession):
        """The reasons that hold before any level is known, in their order."""
        policy, speaker = self._policy, self._speakers.of(statement.document)
        tier, _ = standing(speaker, statement.product, policy)
        justified = statement.justification or statement.impact
        strict = policy["requireJustificationForNotAffected"] and statement.status == "not_affected"
        reasons = (
            ("withdrawn", supersession.is_withdrawn(statement)),
            ("superseded", supersession.is_superseded(statement)),
            ("signature_failed", statement.document.signature == "failed"),
            ("issuer_revoked", speaker.revoked),
            ("signature_required", statement.status in policy["requireSignatureFor"] and not statement.verified),
            ("may_not_clear", statement.clears and not may_clear(tier, policy)),
            ("justification_required", strict and not justified),
        )
        return [reason for reason, holds in reasons if holds]

    def _advisory_classes(self):
        """By tenant the key text of every identifier that is tied to another."""
        ties = collections.defaultdict(list)
        least = TIERS.index(self._policy["aliasJoinTier"])
        for statement in self._statements:
            speaker = self._speakers.of(statement.document)
            tier = TIERS.index(standing(speaker, statement.product, self._policy)[0])
            if tier >= least and self._refusals[statement] in ([], ["may_not_clear"]):
                rank = (statement.verified, tier)
                ties[statement.document.tenant].append((rank, tied_names(statement)))
        return {tenant: advisory_keys(tied) for tenant, tied in ties.items()}

    def _by_advisory(self):
        """Statements by tenant and advisory key, each under every class that its names belong to."""
        about = collections.defaultdict(list)
        for statement in self._statements:
            tenant = statement.document.tenant
            classes = self._classes.get(tenant, {})
            for advisory in {classes.get(name, name) for name in own_names(statement)}:
                about[tenant, advisory].append(statement)
        return about

    def _words(self, names, key):
        """Every statement that speaks about a key."""
        tenant, advisory = names[:2]
        words = []
        for statement in self._about.get((tenant, advisory), ()):
            at, elsewhere = level(statement, self._speakers.of(statement.document), key)
            if at:
                words.append(self._word(statement, at, elsewhere))
        return without_silenced(words, self._policy)

    def _word(self, statement, at_level, elsewhere):
        """A statement as it speaks at a level."""
        speaker = self._speakers.of(statement.document)
        tier, factor = standing(speaker, statement.product, self._policy)
        factors = chain(factor, statement, at_level, self._policy, self._as_of)
        reasons = self._refusals[statement] + (["no_weight"] if factors[-1]["weightAfter"] == 0 else [])
        return Word(statement, speaker, at_level, elsewhere, tier, factors, reasons[0] if reasons else "")

    def _record(self, names, key):
        """One record: the decision with everything that explains it; None if nobody speaks about the key."""
        words = self._words(names, key)
        if not words:
            return None
        decision, voices = decide(words, self._policy)
        named = dict(zip(("tenant", "advisoryKey", "artifactKey", "componentKey"), names))
        consensus_id = digest(named)
        record = {
            **named,
            **vars(decision),
            "rules": RULES,
            "consensusId": consensus_id,
            "mode": self._policy["mode"],
            "asOf": self._as_of_text,
            "policyDigest": self._policy_digest,
            "rationale": rationale(words),
            "conflicts": conflicts(consensus_id, words, voices),
            "derivedFrom": sorted({word.statement.document.digest for word in words if word.reason == ""}),
        }
        return {**record, "consensusDigest": digest(record)}


def _asked(text):
    """The identifier that a key's text names, with the range after its last space."""
    name, space, version_range = text.rpartition(" ")
    if space and version_range.startswith("vers:"):
        return identifier(name, version_range)
    return identifier(text)
