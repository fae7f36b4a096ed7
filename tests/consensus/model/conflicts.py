"""Disagreements that stay visible."""

from tests.consensus.model.canonical import Millionths, byte_order, digest
from tests.consensus.model.evidence import CAUTION


def _participants(words, voices):
    """Who takes part: every voice, and its issuer's other words about this product that differ and are not older."""
    voice_of = {voice.speaker: voice for voice in voices}
    others = []
    for word in words:
        voice = voice_of.get(word.speaker)
        if word.reason == "not_voice" and word.status != voice.status and not word.elsewhere:
            if word.statement.undated or word.statement.at >= voice.statement.at:
                others.append(word)
    return voices + others


def _since(words, appeared):
    """The instant at which as many statuses had appeared, as it was written; the undated are the first."""
    first = {}
    for statement in sorted((word.statement for word in words), key=lambda s: s.at):
        first.setdefault(statement.status, statement)
    return list(first.values())[appeared - 1].updated_at


def _conflict(consensus_id, reason, level, words, appeared):
    """A conflict as it stands in a record; its id leaves out what changes with age."""
    sums = [sum(word.weight for word in words if word.status == status) for status in CAUTION]
    heaviest = sorted(sums, reverse=True)
    content = {
        "consensusId": consensus_id,
        "reason": reason,
        "level": level,
        "statuses": [status for status in CAUTION if any(word.status == status for word in words)],
        "issuers": sorted({word.speaker.name for word in words}, key=byte_order),
    }
    conflict = dict(
        content,
        conflictId=digest(content),
        statements=sorted(word.statement.id for word in words),
        trustDelta=Millionths(heaviest[0] - heaviest[1]),
        since=_since(words, appeared),
    )
    del conflict["consensusId"]
    return conflict


def conflicts(consensus_id, words, voices):
    """One `status_disagreement` a level, at most one `scope_mismatch`, and what lacks a signature."""
    taking_part = _participants(words, voices)
    found = []
    for level in range(1, 6):
        here = [word for word in taking_part if word.level == level]
        if len({word.status for word in here}) >= 2:
            found.append(_conflict(consensus_id, "status_disagreement", level, here, 2))
    across = [
        word
        for word in taking_part
        if any(other.level != word.level and other.status != word.status for other in taking_part)
    ]
    if across:
        found.append(_conflict(consensus_id, "scope_mismatch", 0, across, 2))
    unsigned = [word for word in words if word.reason == "signature_required"]
    if unsigned:
        found.append(_conflict(consensus_id, "missing_provenance", 0, unsigned, 1))
    return found
