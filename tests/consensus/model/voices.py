"""Who speaks about one key: words, voices, the crowd, and whose voices a mode lets vote."""

import dataclasses

from tests.consensus.model.evidence import CAUTION, Statement
from tests.consensus.model.policy import TIERS
from tests.consensus.model.speakers import Speaker
from tests.consensus.model.trust import may_clear


@dataclasses.dataclass(eq=False)
class Word:
    """A statement as it speaks about one key; `reason` says why it has no vote, "" if it has one."""

    statement: Statement
    speaker: Speaker
    level: int
    # Heard although it is about another product.
    elsewhere: bool
    tier: str
    factors: list
    reason: str

    @property
    def weight(self):
        return self.factors[-1]["weightAfter"]

    @property
    def status(self):
        return self.statement.status

    @property
    def in_crowd(self):
        return not self.speaker.listed


def without_silenced(words, policy):
    """Who may clear and speaks about the pair itself is not heard about another product of its component."""
    own = {
        word.speaker
        for word in words
        if word.reason == "" and word.statement.component and not word.elsewhere and may_clear(word.tier, policy)
    }

    def is_silenced(word):
        return word.elsewhere and not word.in_crowd and word.speaker in own and may_clear(word.tier, policy)

    return [word for word in words if not is_silenced(word)]


def _voice(words, policy):
    """The one voice of an issuer."""
    if not all(may_clear(word.tier, policy) for word in words):
        caution = min(word.statement.caution for word in words)
        words = [word for word in words if word.statement.caution == caution]
    rank = min((not word.statement.verified, word.level) for word in words)
    words = [word for word in words if (not word.statement.verified, word.level) == rank]
    newest = max(word.statement.at for word in words)
    words = [word for word in words if word.statement.at == newest or word.statement.undated]
    return min(words, key=lambda word: (word.statement.caution, word.statement.id))


def issuers_voices(words, policy):
    """One voice for each issuer that is not of the crowd; its other words are `not_voice`."""
    by_speaker = {}
    for word in words:
        if not word.in_crowd:
            by_speaker.setdefault(word.speaker, []).append(word)
    voices = []
    for own in by_speaker.values():
        voice = _voice(own, policy)
        voices.append(voice)
        for word in own:
            if word is not voice:
                word.reason = "not_voice"
    return voices


def crowds_voices(words, has_vote):
    """One voice for each status: the heaviest that has a vote, if any has; the crowd's other words are `crowd`."""
    voices = []
    for status in CAUTION:
        crowd = [word for word in words if word.in_crowd and word.status == status]
        if crowd:
            heaviest = min(crowd, key=lambda word: (not has_vote(word), -word.weight, word.statement.id))
            voices.append(heaviest)
            for word in crowd:
                if word is not heaviest:
                    word.reason = "crowd"
    return voices


def voting(mode, voices):
    """Whether a voice has a vote, as a function; `voices` are those that are not the crowd's and set the rank."""
    if not voices:
        return lambda word: True
    if mode == "highest_weight":
        most = max(voice.weight for voice in voices)
        return lambda word: word.weight >= most
    if mode == "authoritative_first":
        best = max(TIERS.index(voice.tier) for voice in voices)
        return lambda word: TIERS.index(word.tier) >= best
    if mode == "most_recent":
        newest = max(voice.statement.at for voice in voices)
        return lambda word: word.statement.at >= newest or (word.statement.undated and not word.statement.clears)
    return lambda word: True


def operators_status(words, voices):
    """The status that an operator decides, or None; `words` are not refused, `voices` none of the crowd's.

    Of operators' verified words at level 1 to 3 the newest, if it is newer than every voice on the other side.
    """
    theirs = [
        word.statement
        for word in words
        if word.speaker.is_operator and word.statement.verified and word.level <= 3
    ]
    if not theirs:
        return None
    newest = min(theirs, key=lambda statement: (-statement.at, statement.caution))
    others = [voice.statement.at for voice in voices if voice.statement.clears != newest.clears]
    return newest.status if all(newest.at > at for at in others) else None
