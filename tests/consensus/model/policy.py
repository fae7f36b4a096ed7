"""The policy: defaults, and what a file changes."""

import copy
import fractions
import json

from tests.consensus.model.canonical import ONE, Millionths
from tests.consensus.model.evidence import CAUTION

TIERS = ("untrusted", "unknown", "known", "trusted", "authoritative")

LABELS = (
    "component_not_present",
    "inline_mitigations_already_exist",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_not_present",
)

_DEFAULTS = """{
  "mode": "weighted_vote",
  "tiers": {"authoritative": 1, "trusted": 0.8, "known": 0.5, "unknown": 0.3, "untrusted": 0.1},
  "unknownIssuerFactor": 1,
  "keysBind": true,
  "signature": {"verified": 1, "missing": 0.7, "unverifiable": 0.7, "failed": 0},
  "freshness": {"halfLifeDays": 90, "floor": 0.3},
  "justification": {"impact": 0.9, "none": 0.8},
  "scope": [1, 1, 0.9, 0.7, 0.5],
  "minimumWeight": 0.1,
  "minimumConfidence": 0.02,
  "conflictThreshold": 0.3,
  "minimumQuorum": 1,
  "requireSignatureFor": [],
  "requireJustificationForNotAffected": false,
  "aliasJoinTier": "known",
  "clearTier": "known"
}"""

_WHOLE = ("minimumQuorum", "halfLifeDays")


def read_json(text):
    """JSON without floating point: fractions have at most six decimals and stay exact."""
    return json.loads(text, parse_float=fractions.Fraction)


def exact(value, name=""):
    """The same with every fraction in whole millionths."""
    if isinstance(value, dict):
        return {key: exact(member, key) for key, member in value.items()}
    if isinstance(value, list):
        return [exact(member, name) for member in value]
    if isinstance(value, (bool, str)) or name in _WHOLE:
        return value
    scaled = fractions.Fraction(value) * ONE
    if scaled.denominator != 1:
        raise ValueError(f"{name}: more than six decimals")
    return Millionths(scaled.numerator)


def effective(changes):
    """The policy with every default filled in; objects are merged member by member."""
    policy = read_json(_DEFAULTS)
    policy["justification"].update(dict.fromkeys(LABELS, 1))
    for name, value in copy.deepcopy(changes).items():
        if isinstance(value, dict):
            policy[name].update(value)
        else:
            policy[name] = value
    policy["requireSignatureFor"] = [status for status in CAUTION if status in policy["requireSignatureFor"]]
    return exact(policy)


def differences(policy):
    """The members of an effective policy that differ from the defaults; objects with their differing members alone."""
    defaults = effective({})
    result = {}
    for name, value in policy.items():
        if isinstance(value, dict):
            value = {key: member for key, member in value.items() if defaults[name].get(key) != member}
            if value:
                result[name] = value
        elif value != defaults[name]:
            result[name] = value
    return result
