"""Which vulnerability identifiers are one, so that statements are found under each other's names."""

import collections
import re

from tests.consensus.model.canonical import byte_order

_CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,}")
_BULLETIN = re.compile(
    r"(RHSA|RHBA|RHEA|USN|DSA|DLA|(SUSE|openSUSE)-[A-Z]U|ELSA|ELBA|ALAS[0-9A-Z]*|RLSA|RLBA|RLEA|ALSA|ALBA|ALEA"
    r"|FEDORA|GLSA|MGASA|VMSA|ICSA|ICSMA|cisco-sa)-.*"
)


def is_cve(identifier):
    return _CVE.fullmatch(identifier) is not None


def own_names(statement):
    """All vulnerabilities that a statement names; a bulletin is no alias of what it reports."""
    aliases = (name for name in statement.aliases if not _BULLETIN.fullmatch(name))
    return {statement.vulnerability, *aliases}


def tied_names(statement):
    """The identifiers that a statement ties together; none when it names two CVEs."""
    names = {name for name in own_names(statement) if not _BULLETIN.fullmatch(name)}
    return names if sum(map(is_cve, names)) <= 1 else set()


def owners(ties):
    """For identifiers that statements tie to CVEs: that of the best tie, or None when that is several."""
    claims = collections.defaultdict(list)
    for rank, names in ties:
        for cve in filter(is_cve, names):
            for name in names - {cve}:
                claims[name].append((rank, cve))
    result = {}
    for name, ranked in claims.items():
        best = max(rank for rank, _ in ranked)
        cves = {cve for rank, cve in ranked if rank == best}
        result[name] = cves.pop() if len(cves) == 1 else None
    return result


def _reach(start, neighbours):
    """All that is connected with `start`."""
    seen, todo = {start}, [start]
    while todo:
        for name in neighbours[todo.pop()] - seen:
            seen.add(name)
            todo.append(name)
    return seen


def advisory_keys(ties):
    """The key text of every identifier that is tied to another; the others are keys themselves.

    `ties` are pairs of a rank, the better the larger, and the names that a statement ties.
    """
    owner = owners(ties)
    keys = {name: cve or name for name, cve in owner.items()}
    neighbours, touched = collections.defaultdict(set), collections.defaultdict(set)
    for _, names in ties:
        free = {name for name in names if not is_cve(name) and name not in owner}
        for name in free:
            neighbours[name] |= free
            touched[name] |= {owner[other] for other in names - free if owner.get(other)}
    for name in list(neighbours):
        if name not in keys:
            connected = _reach(name, neighbours)
            cves = set().union(*(touched[member] for member in connected))
            key = cves.pop() if len(cves) == 1 else min(connected, key=byte_order)
            keys.update(dict.fromkeys(connected, key))
    return keys
