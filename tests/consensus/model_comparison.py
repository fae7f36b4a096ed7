"""The library's answers beside the model's, for one evidence, directory, policy and instant."""

import itertools
import json
import os
import subprocess

from tests.consensus.model.policy import read_json
from tests.consensus.model.record import Model


def first_difference(model, other):
    """Both sides of the first record that differs."""
    for mine, theirs in itertools.zip_longest(model.splitlines(), other.splitlines()):
        if mine != theirs:
            return f"model: {(mine or b'no record').decode()}\nother: {(theirs or b'no record').decode()}"
    return ""


def both_answers(folder, evidence, directory, policy, as_of):
    """The records of the model and those of the library, as NDJSON; `folder` takes the files between."""
    stella = os.environ.get("VEXLENS_STELLA", "cli/stella")
    # The evidence says how its documents are signed, and the model takes it as it stands.
    command = [stella, "vex", "consensus", "--as-of", as_of, "--output", "ndjson", "--believe-evidence"]
    for option, value in (("evidence", evidence), ("issuers", directory), ("policy", policy)):
        file = folder / f"{option}.json"
        file.write_text(json.dumps(value))
        command += [f"--{option}", str(file)]
    library = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    exact_directory, exact_policy = (read_json(json.dumps(value)) for value in (directory, policy))
    return Model(evidence, exact_directory, exact_policy, as_of).records(), library
