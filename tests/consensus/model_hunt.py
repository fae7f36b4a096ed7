"""Looks for small worlds in which the library and the model differ, and makes the first one smaller.

    VEXLENS_STELLA=path/to/stella python3 -m tests.consensus.model_hunt FOLDER FIRST LAST

FOLDER then holds evidence.json, issuers.json, policy.json and as_of.txt of a world in which they differ.
"""

import json
import pathlib
import subprocess
import sys

from tests.consensus.model_comparison import both_answers, first_difference
from tests.consensus.model_worlds import policy, world


class _Question:
    """A directory, a policy and an instant; asked about some evidence, it says how the answers differ."""

    def __init__(self, folder, directory, knobs, as_of):
        self.folder, self.directory, self.knobs, self.as_of = folder, directory, knobs, as_of

    def difference(self, evidence):
        """Both sides of the first record that differs, "" for none."""
        try:
            model, library = both_answers(self.folder, evidence, self.directory, self.knobs, self.as_of)
        except subprocess.CalledProcessError as error:
            return f"the library refuses: {error}"
        return first_difference(model, library) if model != library else ""

    def write(self, evidence):
        for name, value in (("evidence", evidence), ("issuers", self.directory), ("policy", self.knobs)):
            (self.folder / f"{name}.json").write_text(json.dumps(value, indent=1))
        (self.folder / "as_of.txt").write_text(self.as_of + "\n")


def _without(entries, start, count):
    return entries[:start] + entries[start + count :]


def _smaller(question, evidence, name):
    """Leaves out statements or documents, in pieces and one by one, as long as the answers differ."""
    count = max(1, len(evidence[name]) // 2)
    while count:
        start = 0
        while start < len(evidence[name]):
            tried = {**evidence, name: _without(evidence[name], start, count)}
            if _is_whole(tried) and question.difference(tried):
                evidence = tried
            else:
                start += count
        count //= 2
    return evidence


def _is_whole(evidence):
    """Whether every statement still has its document."""
    known = {(document["tenant"], document["documentDigest"]) for document in evidence["documents"]}
    return all((entry["tenant"], entry["documentDigest"]) in known for entry in evidence["statements"])


def hunt(folder, seeds):
    """The first world with a difference, made small and written to the folder; whether there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        evidence, directory, as_of = world(seed)
        for knobs in ({}, policy(seed)):
            question = _Question(folder, directory, knobs, as_of)
            if question.difference(evidence):
                for name in ("statements", "documents"):
                    evidence = _smaller(question, evidence, name)
                question.write(evidence)
                print(f"world {seed}, policy {json.dumps(knobs)}\n{question.difference(evidence)}")
                return True
    return False


if __name__ == "__main__":
    sys.exit(1 if hunt(pathlib.Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3]) + 1)) else 0)
