"""Laws that the model keeps on random evidence; the library is not asked."""

import copy
import json
import random
import unittest

from tests.consensus.model.evidence import CAUTION
from tests.consensus.model.policy import read_json
from tests.consensus.model.record import Model
from tests.consensus.model_worlds import policy, with_ids, world

_WORLDS = range(30)
_POLICIES = 4


def _exact(value):
    return read_json(json.dumps(value))


def _model(evidence, directory, knobs, as_of):
    return Model(evidence, _exact(directory), _exact(knobs), as_of)


def _statuses(lines):
    """The caution of the effective status, by key; the most cautious is 0."""
    records = map(json.loads, lines.splitlines())
    names = ("tenant", "advisoryKey", "artifactKey", "componentKey")
    return {tuple(r[name] for name in names): CAUTION.index(r["status"]) for r in records}


def _policies(seed):
    return [{}, *(policy(seed * 1000 + i) for i in range(_POLICIES))]


def _strangers(evidence, seed):
    """The same documents and statements once more, said by nobody whom a directory lists."""
    choices = random.Random(seed)
    documents, renamed = [], {}
    for document in evidence["documents"]:
        digest = "sha256:" + document["documentDigest"][:6:-1]
        renamed[document["tenant"], document["documentDigest"]] = digest
        unsigned = {"state": choices.choice(("missing", "unverifiable")), "keyId": "", "signer": "", "reason": ""}
        issuer = choices.choice(("nobody", "no one"))
        documents.append({**document, "documentDigest": digest, "issuer": issuer, "signature": unsigned})
    statements = []
    for statement in evidence["statements"]:
        digest = renamed[statement["tenant"], statement["documentDigest"]]
        status = choices.choice(CAUTION)
        words = {"documentDigest": digest, "statementId": None, "status": status, "justification": ""}
        statements.append({**statement, **words})
    return documents, with_ids(statements, documents)


class ModelLawsTest(unittest.TestCase):
    def assert_no_less_cautious(self, before, after, where):
        for key, caution in before.items():
            self.assertLessEqual(after[key], caution, f"{where}: {key}")

    def test_order_and_repetition_mean_nothing(self):
        for seed in _WORLDS:
            evidence, directory, as_of = world(seed)
            other = {name: entries + copy.deepcopy(entries[::2]) for name, entries in evidence.items()}
            for entries in other.values():
                random.Random(seed).shuffle(entries)
            for knobs in _policies(seed):
                expected = _model(evidence, directory, knobs, as_of).records()
                self.assertEqual(_model(other, directory, knobs, as_of).records(), expected, (seed, knobs))

    def test_strangers_only_add_caution(self):
        for seed in _WORLDS:
            evidence, directory, as_of = world(seed)
            documents, statements = _strangers(evidence, seed)
            more = {
                "documents": evidence["documents"] + documents,
                "statements": evidence["statements"] + statements,
            }
            for knobs in _policies(seed):
                # Strangers are heard in all-clears and ties only where a policy lets them.
                knobs = {name: value for name, value in knobs.items() if name not in ("clearTier", "aliasJoinTier")}
                before = _statuses(_model(evidence, directory, knobs, as_of).records())
                after = _statuses(_model(more, directory, knobs, as_of).records())
                self.assert_no_less_cautious(before, after, (seed, knobs))

    def test_doubt_only_adds_caution(self):
        for seed in _WORLDS:
            evidence, directory, as_of = world(seed)
            for knobs in _policies(seed):
                before = _statuses(_model(evidence, directory, knobs, as_of).records())
                for doubt in ({"minimumQuorum": 3}, {"minimumConfidence": 0.9}):
                    after = _statuses(_model(evidence, directory, {**knobs, **doubt}, as_of).records())
                    self.assert_no_less_cautious(before, after, (seed, knobs, doubt))

    def test_a_query_gives_what_enumeration_gives(self):
        for seed in _WORLDS:
            evidence, directory, as_of = world(seed)
            model = _model(evidence, directory, {}, as_of)
            for line in model.records().splitlines():
                record = json.loads(line)
                names = (record[name] for name in ("tenant", "advisoryKey", "artifactKey", "componentKey"))
                self.assertEqual(model.get(*names), line)


if __name__ == "__main__":
    unittest.main()
