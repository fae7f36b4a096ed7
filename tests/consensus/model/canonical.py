"""Canonical JSON (RFC 8785), digests, and fractions as whole millionths."""

import hashlib
import json
from json.encoder import encode_basestring

ONE = 1_000_000


class Millionths(int):
    """A fraction in millionths; in JSON it is written with its shortest digits."""


def half_even(numerator, denominator):
    """numerator / denominator, rounded half to even."""
    whole, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1):
        whole += 1
    return whole


def product(a, b):
    """The product of two weights, rounded when it is formed."""
    return Millionths(half_even(a * b, ONE))


def number_text(value):
    """The digits of a fraction as RFC 8785 has them: 1, 0.62, 0.000001."""
    whole, rest = divmod(value, ONE)
    return f"{whole}.{rest:06}".rstrip("0") if rest else str(whole)


def canonical(value):
    """The text of a value; every member name here is ASCII, so its order is that of UTF-16 too."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in sorted(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, Millionths):
        return number_text(value)
    return json.dumps(value)


def digest(value):
    """SHA-256 over a value's canonical bytes, as "sha256:<hex>"."""
    return "sha256:" + hashlib.sha256(canonical(value).encode()).hexdigest()


def byte_order(text):
    """A key that sorts texts by their bytes."""
    return text.encode()
