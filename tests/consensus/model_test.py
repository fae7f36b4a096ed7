"""The library answers as the model does, byte for byte: golden cases, and generated evidence under many policies."""

import collections
import json
import os
import pathlib
import tempfile
import unittest

from tests.consensus.model.policy import TIERS, read_json
from tests.consensus.model.record import Model
from tests.consensus.model_comparison import both_answers, first_difference
from tests.consensus.model_inputs import POLICIES, situations

_SEEDS = range(1, 6)

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

    def test_answers_the_golden_cases(self):
        golden = os.environ.get("VEXLENS_GOLDEN", "")
        if golden == "":
            if os.environ.get("CI") == "true":
                self.fail("VEXLENS_GOLDEN is not set, and CI needs it")
            self.skipTest("VEXLENS_GOLDEN does not name the folder of the golden cases")
        expected = sorted(pathlib.Path(golden).glob("*/expected*.ndjson"))
        self.assertTrue(expected, golden)
        for file in expected:
            evidence, directory, policy = (
                read_json((file.parent / name).read_text()) for name in ("evidence.json", "issuers.json", "policy.json")
            )
            _, _, mode = file.stem.partition("-")
            if mode:
                policy["mode"] = mode
            as_of = (file.parent / "as_of.txt").read_text().strip()
            model = Model(evidence, directory, policy, as_of)
            self.assert_same(model.records(), file.read_bytes(), file)

    def test_agrees_with_the_library_on_generated_evidence(self):
        seen = collections.Counter()
        for seed in _SEEDS:
            with tempfile.TemporaryDirectory() as folder:
                for number, (evidence, directory, as_of) in enumerate(situations(folder, seed)):
                    for policy in POLICIES:
                        where = f"seed {seed}, situation {number}, policy {json.dumps(policy)}"
                        with self.subTest(where):
                            self.compare(pathlib.Path(folder), evidence, directory, policy, as_of, where, seen)
        missing = [(name, value) for name, values in _WANTED.items() for value in values if not seen[name, value]]
        self.assertEqual(missing, [])

    def compare(self, folder, evidence, directory, policy, as_of, where, seen):
        model, library = both_answers(folder, evidence, directory, policy, as_of)
        self.assert_same(model, library, where)
        count_what_is_seen(library, seen)


if __name__ == "__main__":
    unittest.main()
