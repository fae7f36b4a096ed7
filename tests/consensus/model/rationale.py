"""The statements' parts in a record."""


def _entry(word):
    """An element of `rationale`."""
    statement = word.statement
    return {
        "statementId": statement.id,
        "documentDigest": statement.document.digest,
        "location": statement.location,
        "issuer": word.speaker.name,
        "tier": word.tier,
        "status": word.status,
        "justification": statement.justification,
        "level": word.level,
        "updatedAt": statement.updated_at,
        "weight": word.weight,
        "factors": word.factors,
        "accepted": word.reason == "",
        "reason": word.reason,
        "count": 1,
    }


def rationale(words):
    """The statements' parts in a record: accepted first, then the heaviest.

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
