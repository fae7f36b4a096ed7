"""Versions of maven, as its ComparableVersion reads and compares them."""

import functools
import re

_KNOWN = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
_ALIASES = {"ga": "", "final": "", "release": "", "cr": "rc"}
_LETTERS = {"a": "alpha", "b": "beta", "m": "milestone"}


def _is_number(token):
    return token[:1] in tuple("0123456789")


def _item(token, before_digit):
    """A number, or a qualifier under its full name."""
    if token == "":
        return 0
    if _is_number(token):
        return int(token)
    if before_digit and token in _LETTERS:
        return _LETTERS[token]
    return _ALIASES.get(token, token)


def _is_null(item):
    return item in (0, "", [])


def _normalized(items):
    """Without what means nothing at the end of a list, or before a list there."""
    items = list(items)
    for i in range(len(items) - 1, -1, -1):
        if _is_null(items[i]):
            del items[i]
        elif not isinstance(items[i], list):
            break
    return items


def _tokens(text):
    """Runs of digits and of letters, each with what stands before it: a dot, a dash, or nothing."""
    tokens, separator = [], ""
    for run in re.findall(r"[.-]|[0-9]+|[^.0-9-]+", text):
        if run not in ".-":
            tokens.append((separator or "", run))
            separator = None
            continue
        if separator is not None:
            tokens.append((separator, ""))
        separator = run
    return tokens


def _parsed(text):
    """Nested lists: a dash, and a change between digits and letters, opens one."""
    tokens = _tokens(text.lower())
    root = current = []
    lists = [root]
    for i, (separator, run) in enumerate(tokens):
        before_digit = i + 1 < len(tokens) and tokens[i + 1][0] == "" and _is_number(tokens[i + 1][1])
        if separator != "." and current:
            current.append([])
            current = current[-1]
            lists.append(current)
        current.append(_item(run, before_digit))
    for items in reversed(lists):
        items[:] = _normalized(items)
    return root


def _qualifier_order(qualifier):
    """Known ones in their order, all others after them by text."""
    return (_KNOWN.index(qualifier), "") if qualifier in _KNOWN else (len(_KNOWN), qualifier)


def _sign(a, b):
    return (a > b) - (a < b)


def _kind(item):
    """Numbers are newer than lists, and lists than qualifiers."""
    return {str: 0, list: 1, int: 2}[type(item)]


def _against_nothing(item):
    """An item compared with the end of a version."""
    if isinstance(item, int):
        return _sign(item, 0)
    if isinstance(item, str):
        return _sign(_qualifier_order(item), _qualifier_order(""))
    return next((sign for sign in map(_against_nothing, item) if sign), 0)


def _compare(a, b):
    if _kind(a) != _kind(b):
        return _sign(_kind(a), _kind(b))
    if isinstance(a, int):
        return _sign(a, b)
    if isinstance(a, str):
        return _sign(_qualifier_order(a), _qualifier_order(b))
    for i in range(max(len(a), len(b))):
        if i >= len(a):
            sign = -_against_nothing(b[i])
        elif i >= len(b):
            sign = _against_nothing(a[i])
        else:
            sign = _compare(a[i], b[i])
        if sign:
            return sign
    return 0


def _frozen(item):
    return tuple(map(_frozen, item)) if isinstance(item, list) else item


@functools.total_ordering
class MavenVersion:
    """A version that compares as maven does."""

    def __init__(self, text):
        self._items = _parsed(text)

    def __eq__(self, other):
        return isinstance(other, MavenVersion) and _compare(self._items, other._items) == 0

    def __lt__(self, other):
        return _compare(self._items, other._items) < 0

    def __hash__(self):
        return hash(_frozen(self._items))
