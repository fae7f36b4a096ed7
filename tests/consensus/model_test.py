"""The library answers as the model does, byte for byte, on generated evidence and in small worlds."""

import collections
import json
import os
import pathlib
import tempfile
import unittest

from tests.consensus.model.policy import TIERS
from tests.consensus.model_comparison import both_answers, first_difference
from tests.consensus.model_inputs import POLICIES, situations
from tests.consensus.model_worlds import policy as world_policy
from tests.consensus.model_worlds import world

_SEEDS = range(1, 6)
_WORLDS = range(int(os.environ.get("VEXLENS_MODEL_WORLDS", "100")))

# What the generated evidence must lead to somewhere, or agreeing about it says nothing.
_WANTED = {
    "level": range(1, 6),
    "state": ("AFFECTED", "UNDER_INVESTIGATION", "NOT_AFFECTED", "FIXED", "DISPUTED", "INCONCLUSIVE"),
    "decision": ("", "no_vote", "low_confidence", "quorum", "operator"),
    "tier": TIERS,
    "conflict": ("status_disagreement", "scope_mismatch", "missing_provenance"),
    "reason": (
        "",
        "withdrawn",
        "superseded",
        "signature_failed",
        "issuer_revoked",
        "signature_required",
        "may_not_clear",
        "justification_required",
        "no_weight",
        "not_voice",
        "crowd",
        "outranked",
    ),
}


def count_what_is_seen(records, seen):
    """Counts levels, states and reasons, so that the comparison can show that it saw them all."""
    for record in map(json.loads, records.splitlines()):
        seen["state", record["state"]] += 1
        seen["decision", record["reason"]] += 1
        seen.update(("conflict", conflict["reason"]) for conflict in record["conflicts"])
        for entry in record["rationale"]:
            seen.update((name, entry[name]) for name in ("level", "tier", "reason"))


class ModelTest(unittest.TestCase):
    def assert_same(self, model, other, where):
        if model != other:
            self.fail(f"{where}\n{first_difference(model, other)}")

    def test_agrees_with_the_library_on_generated_evidence(self):
        seen = collections.Counter()
        for seed in _SEEDS:
            with tempfile.TemporaryDirectory() as folder:
                for number, (evidence, directory, as_of) in enumerate(situations(folder, seed)):
                    for policy in POLICIES:
                        where = f"seed {seed}, situation {number}, policy {json.dumps(policy)}"
                        with self.subTest(where):
                            self.compare(pathlib.Path(folder), evidence, directory, policy, as_of, where, seen)
        self.assert_saw_everything(seen)

    def test_agrees_with_the_library_in_small_worlds(self):
        seen = collections.Counter()
        for seed in _WORLDS:
            evidence, directory, as_of = world(seed)
            for policy in ({}, world_policy(seed)):
                where = f"world {seed}, policy {json.dumps(policy)}"
                with self.subTest(where), tempfile.TemporaryDirectory() as folder:
                    self.compare(pathlib.Path(folder), evidence, directory, policy, as_of, where, seen)
        self.assert_saw_everything(seen)

    def assert_saw_everything(self, seen):
        missing = [(name, value) for name, values in _WANTED.items() for value in values if not seen[name, value]]
        self.assertEqual(missing, [])

    def compare(self, folder, evidence, directory, policy, as_of, where, seen):
        model, library = both_answers(folder, evidence, directory, policy, as_of)
        self.assert_same(model, library, where)
        count_what_is_seen(library, seen)


if __name__ == "__main__":
    unittest.main()
