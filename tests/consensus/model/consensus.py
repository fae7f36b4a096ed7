"""The answer for one key: votes, sides, state and effective status."""

import dataclasses

from tests.consensus.model.canonical import ONE, Millionths, half_even
from tests.consensus.model.evidence import CAUTION, CLEARING, WARNING
from tests.consensus.model.voices import crowds_voices, issuers_voices, operators_status, voting


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


def _warning_status(votes):
    """`affected` if somebody outside the crowd says so, or one of the crowd among themselves; else an investigation."""
    among_themselves = all(vote.in_crowd for vote in votes)
    alarms = [vote for vote in votes if vote.status == "affected" and (among_themselves or not vote.in_crowd)]
    return "affected" if alarms else "under_investigation"


def _winning_side(weights, policy):
    """The side with the larger sum, of which a tie warns; of a lattice the first that weighs enough; or none."""
    sums = {side: sum(weights[status] for status in side) for side in (WARNING, CLEARING)}
    if policy["mode"] == "lattice":
        enough = [side for side in sums if sums[side] > 0 and sums[side] >= policy["minimumWeight"]]
        return enough[0] if enough else ()
    if not any(sums.values()):
        return ()
    return max(sums, key=sums.get)


def _figures(votes, weights, side):
    """Agreement, strength and confidence of the winner's side."""
    agreement = half_even(ONE * sum(weights[status] for status in side), sum(weights.values()))
    doubt = ONE
    for weight in sorted((vote.weight for vote in votes if vote.status in side), reverse=True):
        doubt = half_even(doubt * (ONE - weight), ONE)
    strength = ONE - doubt
    return Millionths(agreement), Millionths(strength), Millionths(half_even(agreement * strength, ONE))


def _quorum(votes, side):
    """The issuers on a side; the crowd is one."""
    mine = [vote for vote in votes if vote.status in side]
    return len({None if vote.in_crowd else vote.speaker for vote in mine})


def _is_disputed(weights, side, policy):
    """Whether the other side has weight and comes too close."""
    all_sum = sum(weights.values())
    mine = sum(weights[status] for status in side)
    other = all_sum - mine
    return other > 0 and (mine - other) * ONE < policy["conflictThreshold"] * all_sum


def _state(decision, weights, side, policy):
    """State and reason by the first row that holds; doubt holds back all-clears, not alarms."""
    if side == CLEARING:
        if decision.confidence < policy["minimumConfidence"] and policy["mode"] != "lattice":
            return "INCONCLUSIVE", "low_confidence"
        if decision.quorum < policy["minimumQuorum"]:
            return "INCONCLUSIVE", "quorum"
    if _is_disputed(weights, side, policy):
        return "DISPUTED", ""
    return decision.winner.upper(), ""


def _vote(votes, policy):
    """The answer of the votes alone."""
    weights = {status: Millionths(sum(v.weight for v in votes if v.status == status)) for status in CAUTION}
    side = _winning_side(weights, policy)
    doubtful, zero = _warning_status(votes), Millionths(0)
    if side == ():
        return Decision("INCONCLUSIVE", "no_vote", doubtful, "", zero, zero, zero, 0, weights)
    winner = max(CLEARING, key=weights.get) if side == CLEARING else doubtful
    decision = Decision("", "", winner, winner, *_figures(votes, weights, side), _quorum(votes, side), weights)
    decision.state, decision.reason = _state(decision, weights, side, policy)
    if decision.state in ("DISPUTED", "INCONCLUSIVE"):
        decision.status = doubtful
    return decision


def decide(words, policy):
    """A key's decision, and the voices before the mode outranks some; fills in the words' reasons."""
    live = [word for word in words if word.reason == ""]
    issuers = issuers_voices(live, policy)
    has_vote = voting(policy["mode"], issuers)
    voices = issuers + crowds_voices(live, has_vote)
    for voice in voices:
        if not has_vote(voice):
            voice.reason = "outranked"
    decision = _vote([voice for voice in voices if voice.reason == ""], policy)
    status = operators_status(live, issuers)
    if status is not None:
        decision.state, decision.reason, decision.status = status.upper(), "operator", status
    return decision, voices
