"""The model answers the golden cases byte for byte, and its freshness is the written one."""

import pathlib
import unittest

from tests.consensus.model.answer import model_of
from tests.consensus.model.canonical import number_text
from tests.consensus.model.policy import exact, read_json
from tests.consensus.model.trust import freshness

_GOLDEN = pathlib.Path(__file__).parent / "golden"
_CASES = 30


def _expected():
    """Every file of expected records with its folder and the mode that replaces the policy's."""
    for file in sorted(_GOLDEN.glob("*/expected*.ndjson")):
        yield file, file.stem.partition("-")[2]


def _first_difference(mine, expected):
    pairs = zip(mine.splitlines() + [b"no record"], expected.splitlines() + [b"no record"])
    return next((f"model:    {a.decode()}\nexpected: {b.decode()}" for a, b in pairs if a != b), "")


class ModelGoldenTest(unittest.TestCase):
    def test_answers_every_case(self):
        self.assertEqual(len({file.parent for file, _ in _expected()}), _CASES)
        for file, mode in _expected():
            with self.subTest(f"{file.parent.name} {mode}"):
                mine, expected = model_of(file.parent, mode).records(), file.read_bytes()
                if mine != expected:
                    self.fail(_first_difference(mine, expected))

    def test_answers_a_query_as_it_enumerates(self):
        for file, mode in _expected():
            model = model_of(file.parent, mode)
            for line in file.read_bytes().splitlines():
                record = read_json(line)
                names = (record[name] for name in ("tenant", "advisoryKey", "artifactKey", "componentKey"))
                self.assertEqual(model.get(*names), line)

    def test_fades_as_written(self):
        _, *rows = (_GOLDEN / "freshness.tsv").read_text().splitlines()
        for row in rows:
            age, half_life, floor, millionths = row.split("\t")
            knobs = exact({"halfLifeDays": int(half_life), "floor": read_json(floor)})
            found = freshness(0, int(age) * 1_000_000, {"freshness": knobs})
            self.assertEqual(found, int(millionths), f"{row}: {number_text(found)}")


if __name__ == "__main__":
    unittest.main()
