"""What a statement's word weighs: five factors, each product rounded when it is formed."""

import math

from tests.consensus.model.authority import covers
from tests.consensus.model.canonical import ONE, Millionths, half_even, product
from tests.consensus.model.evidence import UNDATED
from tests.consensus.model.policy import TIERS

_DAY = 86_400


def _roots():
    """2^(-1/2), 2^(-1/4), … in units of 2^-63: 60 of them, each the integer square root of the one before."""
    root = 1 << 62
    for _ in range(60):
        root = math.isqrt(root << 63)
        yield root


_ROOTS = tuple(_roots())


def _power_of_half(age, half_life):
    """2^(-age / half_life) in millionths, in integers alone."""
    quotient = (age << 60) // half_life
    whole, fraction = quotient >> 60, quotient & ((1 << 60) - 1)
    if whole >= 21:
        return 0
    power = 1 << 63
    for i, root in enumerate(_ROOTS, start=1):
        if fraction >> (60 - i) & 1:
            power = (power * root) >> 63
    return half_even(ONE * power, 1 << (63 + whole))


def freshness(at, as_of, policy):
    """Halves with every half-life and never falls below the floor, which is also that of the undated."""
    knobs = policy["freshness"]
    if at == UNDATED:
        return knobs["floor"]
    age = (as_of - at) // 1_000_000
    return Millionths(max(knobs["floor"], _power_of_half(age, knobs["halfLifeDays"] * _DAY)))


def standing(speaker, product_text, policy):
    """Tier and factor `issuer` for a product. Outside its authority an issuer is at most `unknown`."""
    tiers = policy["tiers"]
    if not speaker.listed:
        tier, weight = "unknown", product(tiers["unknown"], policy["unknownIssuerFactor"])
    else:
        tier = speaker.entry["tier"]
        weight = speaker.entry.get("weight", tiers[tier])
        if not covers(speaker.entry, product_text):
            tier = min(tier, "unknown", key=TIERS.index)
            weight = min(weight, tiers[tier])
    return tier, Millionths(0) if speaker.revoked else weight


def may_clear(tier, policy):
    """Whether somebody of a tier may give an all-clear."""
    return TIERS.index(tier) >= TIERS.index(policy["clearTier"])


def _justification(statement, policy):
    """Of `not_affected` only: its label's own factor, else one for an impact statement, else the lowest."""
    factors = policy["justification"]
    if statement.status != "not_affected":
        return Millionths(ONE)
    if statement.justification:
        return factors[statement.justification]
    return factors["impact" if statement.impact else "none"]


def chain(issuer_factor, statement, level, policy, as_of):
    """The five factors in their order, each with the weight before and after it."""
    values = (
        ("issuer", issuer_factor),
        ("signature", policy["signature"][statement.document.signature]),
        ("freshness", freshness(statement.at, as_of, policy)),
        ("justification", _justification(statement, policy)),
        ("scope", policy["scope"][level - 1]),
    )
    weight, steps = Millionths(ONE), []
    for name, value in values:
        after = product(weight, value)
        steps.append({"name": name, "value": value, "weightBefore": weight, "weightAfter": after})
        weight = after
    return steps
