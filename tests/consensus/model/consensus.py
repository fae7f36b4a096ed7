"""Voices, votes and the answer for one key: docs/policy.md, whose sections each function names."""

import dataclasses

from tests.consensus.model.canonical import ONE, Millionths, half_even
from tests.consensus.model.evidence import CAUTION, Statement
from tests.consensus.model.policy import TIERS
from tests.consensus.model.speakers import Speaker


@dataclasses.dataclass(eq=False)
class Word:
    """A statement as it speaks about one key; `reason` says why it has no vote, "" if it has one."""

    statement: Statement
    speaker: Speaker
    level: int
    tier: str
    factors: list
    reason: str

    @property
    def weight(self):
        return self.factors[-1]["weightAfter"]

    @property
    def status(self):
        return self.statement.status


@dataclasses.dataclass
class Decision:
    state: str
    reason: str
    status: str
    winner: str
    agreement: Millionths
    strength: Millionths
    confidence: Millionths
    quorum: int
    weights: dict


def _voice_order(word):
    """One voice: verified, the most specific, the newest, the most cautious, the smallest statementId."""
    statement = word.statement
    return (not statement.verified, word.level, -statement.at, statement.caution, statement.id)


def _take_voices(words):
    """One voice: each speaker is left one; its others are `not_voice`."""
    voices = {}
    for word in sorted(words, key=_voice_order):
        if word.speaker in voices:
            word.reason = "not_voice"
        else:
            voices[word.speaker] = word
    return list(voices.values())


def _thin_crowd(voices):
    """The crowd: of its voices the heaviest of each status is left; the others are `crowd`."""
    left = {}
    crowd = [voice for voice in voices if not voice.speaker.listed]
    for voice in sorted(crowd, key=lambda v: (-v.weight, v.statement.id)):
        if voice.status in left:
            voice.reason = "crowd"
        else:
            left[voice.status] = voice
    return [voice for voice in voices if voice.reason == ""]


def _rank_by_mode(voices, mode):
    """Modes: those whose voices do not vote are `outranked`."""
    rank = {
        "highest_weight": lambda v: v.weight,
        "authoritative_first": lambda v: TIERS.index(v.tier),
        "most_recent": lambda v: v.statement.at,
    }.get(mode, lambda v: 0)
    best = max(map(rank, voices), default=0)
    for voice in voices:
        if rank(voice) != best:
            voice.reason = "outranked"
    return [voice for voice in voices if voice.reason == ""]


def _winner(weights, policy):
    """Modes: the largest sum, or for a lattice the most cautious that weighs enough; ties by caution."""
    if policy["mode"] == "lattice":
        enough = [s for s in CAUTION if weights[s] > 0 and weights[s] >= policy["minimumWeight"]]
        return enough[0] if enough else ""
    return max(CAUTION, key=lambda status: weights[status]) if any(weights.values()) else ""


def _figures(votes, weights, winner):
    """The answer: agreement, strength and confidence."""
    agreement = half_even(ONE * weights[winner], sum(weights.values()))
    doubt = ONE
    for weight in sorted((vote.weight for vote in votes if vote.status == winner), reverse=True):
        doubt = half_even(doubt * (ONE - weight), ONE)
    strength = ONE - doubt
    return Millionths(agreement), Millionths(strength), Millionths(half_even(agreement * strength, ONE))


def _disputed_status(weights, winner, threshold):
    """The answer: the status at which the running sum reaches the threshold.

    Never one less cautious than the winner, nor one without weight: where nothing is added, nothing is reached.
    """
    total, running = sum(weights.values()), 0
    for status in filter(weights.get, CAUTION):
        running += weights[status]
        if running * ONE >= threshold * total or status == winner:
            return status
    raise AssertionError("the winner is one of them")


def _vote(votes, policy):
    """The answer: of the votes alone, the state by the first row of the table that holds."""
    weights = {status: Millionths(sum(v.weight for v in votes if v.status == status)) for status in CAUTION}
    winner = _winner(weights, policy)
    zero = Millionths(0)
    if winner == "":
        return Decision("INCONCLUSIVE", "no_vote", "under_investigation", "", zero, zero, zero, 0, weights)
    agreement, strength, confidence = _figures(votes, weights, winner)
    # Of the crowd one voice at most stands behind the winner, so that it counts as one issuer.
    quorum = sum(vote.status == winner for vote in votes)
    decision = Decision(winner.upper(), "", winner, winner, agreement, strength, confidence, quorum, weights)
    threshold = policy["conflictThreshold"]
    largest_other = max(weights[status] for status in CAUTION if status != winner)
    if confidence < policy["minimumConfidence"] and policy["mode"] != "lattice":
        decision.state, decision.reason, decision.status = "INCONCLUSIVE", "low_confidence", "under_investigation"
    elif quorum < policy["minimumQuorum"]:
        decision.state, decision.reason, decision.status = "INCONCLUSIVE", "quorum", "under_investigation"
    elif largest_other > 0 and (weights[winner] - largest_other) * ONE < threshold * sum(weights.values()):
        decision.state, decision.status = "DISPUTED", _disputed_status(weights, winner, threshold)
    return decision


def _operator_status(live, voices):
    """Operators: the newest of their statements at level 1 to 3, if newer than every voice it contradicts."""
    theirs = [w.statement for w in live if w.speaker.is_operator and w.level <= 3]
    if not theirs:
        return None
    newest = min(theirs, key=lambda statement: (-statement.at, statement.caution))
    contradicted = [voice.statement for voice in voices if voice.status != newest.status]
    return newest.status if all(newest.at > other.at for other in contradicted) else None


def decide(words, policy):
    """Who has a vote, Modes, The answer: a key's decision, and the voices before the mode; fills in the reasons."""
    live = [word for word in words if word.reason == ""]
    voices = _thin_crowd(_take_voices(live))
    decision = _vote(_rank_by_mode(voices, policy["mode"]), policy)
    status = _operator_status(live, voices)
    if status is not None:
        decision.state, decision.reason, decision.status = status.upper(), "operator", status
    return decision, voices
