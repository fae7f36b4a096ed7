"""Ranges of versions in vers notation."""

import functools
import re
from urllib.parse import unquote

from tests.consensus.model.versions import equality_key, order_key

_VERS = re.compile(r"vers:([^/]+)/(.+)", re.DOTALL)
_CONSTRAINT = re.compile(r"(<=|>=|!=|<|>|=)?(.*)", re.DOTALL)


@functools.lru_cache(maxsize=None)
def constraints(text):
    """The scheme, and pairs of comparator and version; a version alone is an equal one, `*` is every one."""
    scheme, rest = _VERS.fullmatch(text).groups()
    pairs = []
    for part in rest.split("|"):
        comparator, version = _CONSTRAINT.fullmatch(part).groups()
        pairs.append(("*", "") if part == "*" else (comparator or "=", unquote(version)))
    return scheme, tuple(pairs)


def is_bounded(text):
    """Whether a range says more than `*` or what it excludes."""
    return text != "" and any(comparator not in ("*", "!=") for comparator, _ in constraints(text)[1])


def excludes_any(text):
    """Whether a range names versions that it does not cover."""
    return text != "" and any(comparator == "!=" for comparator, _ in constraints(text)[1])


def excludes(text, version):
    """Whether a range names this version as one that it does not cover."""
    return _names("!=", text, version)


def _names(wanted, text, version):
    if text == "":
        return False
    scheme, pairs = constraints(text)
    key = equality_key(scheme, version)
    return any(comparator == wanted and equality_key(scheme, bound) == key for comparator, bound in pairs)


def contains(text, version):
    """Whether a bounded range covers a version."""
    if _names("=", text, version):
        return True
    if excludes(text, version):
        return False
    scheme, pairs = constraints(text)
    at = order_key(scheme, version)
    bounds = [(order_key(scheme, bound), comparator) for comparator, bound in pairs if comparator[0] in "<>"]
    if at is None or any(key is None for key, _ in bounds):
        return False
    return _between(at, sorted(bounds, key=lambda bound: bound[0]))


def _between(at, bounds):
    """Whether a version lies in one of the intervals that ascending bounds delimit."""
    above = bool(bounds) and bounds[0][1].startswith("<")
    for bound, comparator in bounds:
        if comparator.startswith(">"):
            above = at > bound or (comparator == ">=" and at == bound)
        elif above and (at < bound or (comparator == "<=" and at == bound)):
            return True
        else:
            above = False
    return above


@functools.lru_cache(maxsize=None)
def range_key(text):
    """A value that equal ranges have in common; "" is that of no range."""
    if text == "":
        return ""
    scheme, pairs = constraints(text)
    return scheme, tuple((comparator, equality_key(scheme, version)) for comparator, version in pairs)
