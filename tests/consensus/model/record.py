"""All records of some evidence, as bytes: what `stella vex consensus --output ndjson` prints."""

import collections

from tests.consensus.model import evidence as normal_form
from tests.consensus.model import policy as policies
from tests.consensus.model.canonical import byte_order, canonical, digest
from tests.consensus.model.conflicts import conflicts
from tests.consensus.model.consensus import Word, decide
from tests.consensus.model.levels import level, subjects
from tests.consensus.model.policy import TIERS
from tests.consensus.model.speakers import Speakers, replaced
from tests.consensus.model.trust import chain, standing
from tests.consensus.model.vulnerabilities import advisory_keys, tied_names


class Model:
    """Model answers for one instant, directory and policy, all of them parsed JSON."""

    def __init__(self, evidence, directory, policy, as_of):
        self._policy = policies.effective(policy)
        self._policy_digest = digest(self._policy)
        self._as_of_text, self._as_of = as_of, normal_form.micros(as_of)
        documents, self._statements = normal_form.existing(evidence, self._as_of)
        self._speakers = Speakers(policies.exact(directory), self._policy, self._as_of)
        self._withdrawn, self._superseded = replaced(documents, self._statements, self._speakers)
        self._about = self._by_advisory()

    def records(self):
        """The records' bytes, in byte order of the four key texts; a line each."""
        keys = {}
        for (tenant, advisory), statements in self._about.items():
            for statement in statements:
                product, component = subjects(statement)
                key = (tenant, advisory, product.key, component.key if component else "")
                keys[key] = (product, component)
        ordered = sorted(keys, key=lambda key: tuple(map(byte_order, key)))
        return "".join(canonical(self._record(key, *keys[key])) + "\n" for key in ordered).encode()

    def _refusal(self, statement, speaker):
        """The first reason that holds, before any level is known; "" for none (docs/policy.md, "Refused")."""
        required = self._policy["requireSignatureFor"]
        justified = statement.justification or statement.impact
        strict = self._policy["requireJustificationForNotAffected"]
        reasons = (
            ("withdrawn", statement in self._withdrawn),
            ("superseded", statement in self._superseded),
            ("signature_failed", statement.document.signature == "failed"),
            ("issuer_revoked", speaker.revoked),
            ("signature_required", statement.status in required and not statement.verified),
            ("justification_required", strict and statement.status == "not_affected" and not justified),
        )
        return next((reason for reason, holds in reasons if holds), "")

    def _by_advisory(self):
        """Statements by tenant and advisory key (docs/matching.md, "Aliases")."""
        ties = collections.defaultdict(list)
        least = TIERS.index(self._policy["aliasJoinTier"])
        for statement in self._statements:
            speaker = self._speakers.of(statement.document)
            rank = TIERS.index(standing(speaker, statement, self._policy)[0])
            if rank >= least and self._refusal(statement, speaker) == "":
                ties[statement.document.tenant].append((rank, tied_names(statement)))
        keys = {tenant: advisory_keys(tied) for tenant, tied in ties.items()}
        about = collections.defaultdict(list)
        for statement in self._statements:
            tenant, name = statement.document.tenant, statement.vulnerability
            about[tenant, keys.get(tenant, {}).get(name, name)].append(statement)
        return about

    def _word(self, statement, at_level):
        """A statement as it speaks at a level (docs/policy.md, "Weight" and "Refused")."""
        speaker = self._speakers.of(statement.document)
        tier, factor = standing(speaker, statement, self._policy)
        factors = chain(factor, statement, at_level, self._policy, self._as_of)
        reason = self._refusal(statement, speaker)
        if reason == "" and factors[-1]["weightAfter"] == 0:
            reason = "no_weight"
        return Word(statement, speaker, at_level, tier, factors, reason)

    def _record(self, key, product, component):
        """One record: the decision with everything that explains it."""
        tenant, advisory, artifact_key, component_key = key
        speaking = [(s, level(s, product, component)) for s in self._about[tenant, advisory]]
        words = [self._word(statement, at_level) for statement, at_level in speaking if at_level]
        decision, voices = decide(words, self._policy)
        names = {
            "tenant": tenant,
            "advisoryKey": advisory,
            "artifactKey": artifact_key,
            "componentKey": component_key,
        }
        consensus_id = digest(names)
        record = {
            **names,
            **vars(decision),
            "consensusId": consensus_id,
            "mode": self._policy["mode"],
            "asOf": self._as_of_text,
            "policyDigest": self._policy_digest,
            "rationale": rationale(words),
            "conflicts": conflicts(consensus_id, words, voices),
            "derivedFrom": sorted({word.statement.document.digest for word in words if word.reason == ""}),
        }
        return {**record, "consensusDigest": digest(record)}


def _entry(word):
    """An element of `rationale` (docs/cli.md)."""
    statement = word.statement
    return {
        "statementId": statement.id,
        "documentDigest": statement.document.digest,
        "location": statement.location,
        "issuer": word.speaker.name,
        "tier": word.tier,
        "status": word.status,
        "level": word.level,
        "updatedAt": statement.updated_at,
        "weight": word.weight,
        "factors": word.factors,
        "accepted": word.reason == "",
        "reason": word.reason,
        "count": 1,
    }


def rationale(words):
    """The statements' parts in a record (docs/cli.md): accepted first, then the heaviest.

    Folded into one entry are those without a vote that are equal in issuer, level, status and reason; all unlisted
    issuers are one there, but for keyed names.
    """
    entries, first = [], {}
    for word in sorted(words, key=lambda w: (w.reason != "", -w.weight, w.statement.id)):
        speaker = word.speaker
        issuer = speaker if speaker.listed or speaker.claimed else None
        key = (issuer, word.level, word.status, word.reason)
        if word.reason and key in first:
            first[key]["count"] += 1
            continue
        entry = _entry(word)
        entries.append(entry)
        if word.reason:
            first[key] = entry
    return entries
