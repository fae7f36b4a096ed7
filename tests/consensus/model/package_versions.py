"""Versions of pypi and of the packages of distributions, as keys that Python can order."""

import re

# ---- dpkg ----


def _dpkg_order(character):
    """A tilde comes before the end of the text, letters before everything else."""
    if character == "~":
        return -1
    return ord(character) if character.isalpha() else ord(character) + 256


def _dpkg_part(text):
    """Pairs of what is no digit and of a number; 0 stands for the end, so that "" is "0"."""
    pairs = re.findall(r"([^0-9]*)([0-9]*)", text)
    key = [(tuple(map(_dpkg_order, words)) + (0,), int(digits or 0)) for words, digits in pairs]
    while key and key[-1] == ((0,), 0):
        key.pop()
    return (*key, ((0,), 0))


def _epoch(text):
    """The epoch, 0 if there is none, and the rest."""
    match = re.fullmatch(r"(?:([0-9]+):)?(.*)", text, re.DOTALL)
    return int(match.group(1) or 0), match.group(2)


def deb_key(text):
    """[epoch:]upstream[-revision], as dpkg compares."""
    epoch, rest = _epoch(text)
    upstream, dash, revision = rest.rpartition("-")
    if not dash:
        upstream, revision = rest, ""
    return epoch, _dpkg_part(upstream), _dpkg_part(revision)


# ---- rpm and pacman ----


def _rpm_part(text):
    """Runs of digits and of letters: ~ < the end < ^ < letters < numbers; what separates them counts for nothing."""
    key = []
    for run in re.findall(r"[0-9]+|[A-Za-z]+|~|\^", text):
        if run.isdigit():
            key.append((4, int(run), ""))
        elif run == "~":
            key.append((0, 0, ""))
        elif run == "^":
            key.append((2, 0, ""))
        else:
            key.append((3, 0, run))
    return (*key, (1, 0, ""))


def rpm_key(text):
    """[epoch:]version[-release]; one without release is older than one with it."""
    epoch, rest = _epoch(text)
    version, dash, release = rest.rpartition("-")
    if not dash:
        return epoch, _rpm_part(rest), ()
    return epoch, _rpm_part(version), _rpm_part(release)


alpm_key = rpm_key

# ---- apk ----

_APK = re.compile(r"([0-9]+(?:\.[0-9]+)*)([a-z]?)((?:_[a-z]+[0-9]*)*)(?:-r([0-9]+))?")
_APK_SUFFIXES = {"alpha": -4, "beta": -3, "pre": -2, "rc": -1, "cvs": 1, "svn": 2, "git": 3, "hg": 4, "p": 5}


def _apk_number(part, first):
    """Later parts that begin with a zero are compared as text, before all others."""
    return (0, 0, part) if part.startswith("0") and len(part) > 1 and not first else (1, int(part), "")


def apk_key(text):
    """1.2.3a_rc1-r4, as apk compares; the longer of two is newer but for suffixes before a release."""
    match = _APK.fullmatch(text)
    if match is None:
        return None
    numbers, letter, suffixes, revision = match.groups()
    key = []
    for name, number in re.findall(r"_([a-z]+)([0-9]*)", suffixes):
        if name not in _APK_SUFFIXES:
            return None
        key.append((_APK_SUFFIXES[name], int(number or 0)))
    parts = tuple(_apk_number(part, i == 0) for i, part in enumerate(numbers.split(".")))
    return parts, letter, (*key, (0, 0)), int(revision) if revision is not None else -1


# ---- pypi ----

_PYPI = re.compile(
    r"v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)"
    r"(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?([0-9]*))?"
    r"(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]*))?"
    r"(?:[-_.]?(dev)[-_.]?([0-9]*))?"
    r"(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?"
)
_PYPI_PRE = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
_LOWEST, _HIGHEST = -1, float("inf")


def _pypi_pre(pre, number, has_post, has_dev):
    """Where there is no pre-release: before all of them for a development release alone, else after them."""
    if pre:
        return 0, _PYPI_PRE.get(pre, pre), int(number or 0)
    return (-1, "", 0) if has_dev and not has_post else (1, "", 0)


def pypi_key(text):
    """PEP 440, also in the spellings that it normalises."""
    match = _PYPI.fullmatch(text.strip().lower())
    if match is None:
        return None
    epoch, release, pre, pre_number, implicit, post, post_number, dev, dev_number, local = match.groups()
    numbers = [int(part) for part in release.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    has_post = implicit is not None or post is not None
    locals_ = re.split(r"[-_.]", local) if local else []
    return (
        int(epoch or 0),
        tuple(numbers),
        _pypi_pre(pre, pre_number, has_post, dev is not None),
        int(implicit or post_number or 0) if has_post else _LOWEST,
        int(dev_number or 0) if dev else _HIGHEST,
        tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in locals_),
    )
