"""Prints the records of a folder that holds evidence.json, issuers.json, policy.json and as_of.txt.

    python3 -m tests.consensus.model.answer FOLDER [MODE]
"""

import pathlib
import sys

from tests.consensus.model.policy import read_json
from tests.consensus.model.record import Model


def model_of(folder, mode=""):
    """The model of a folder; a mode replaces that of its policy."""
    folder = pathlib.Path(folder)
    evidence, directory, policy = (
        read_json((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("evidence", "issuers", "policy")
    )
    if mode:
        policy["mode"] = mode
    return Model(evidence, directory, policy, (folder / "as_of.txt").read_text().strip())


if __name__ == "__main__":
    sys.stdout.buffer.write(model_of(*sys.argv[1:]).records())
