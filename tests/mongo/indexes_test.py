"""The script of indexes does what docs/pack-runs.md says, and is safe to run twice."""

import json
import os
import subprocess
import tempfile
import unittest

import wire

SCRIPT = "drivers/mongo/indexes.js"
# What mongosh has in `db`: each call becomes a command, a line of JSON.
SHELL = """
const db = new Proxy({}, {get: (_, collection) => ({createIndex: (key, options) =>
  console.log(JSON.stringify({createIndexes: collection, $db: 'd', indexes: [{key, ...options}]}))})});
"""


def commands_of(script):
    with open(script, encoding="utf-8") as text:
        said = subprocess.run(["node", "-e", SHELL + text.read()], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines()]


@unittest.skipIf(os.environ.get("CI") != "true" and subprocess.run(
    ["sh", "-c", "command -v node"], capture_output=True).returncode != 0, "node is missing")
class IndexesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.server = subprocess.Popen(["tests/mongo/server.sh", self.folder.name, "127.0.0.1:0"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        address = self.server.stdout.readline().strip()
        if not address:
            self.assertEqual((self.server.wait(), os.environ.get("CI") == "true"), (77, False), "no server")
            self.skipTest("SKIPPED WITHOUT A SERVER: FerretDB cannot be built here, as said above")
        self.connection = wire.connect(address)

    def tearDown(self):
        if hasattr(self, "connection"):
            self.connection.close()
        self.server.kill()
        self.server.communicate()
        self.folder.cleanup()

    def send(self, command):
        self.connection.sendall(wire.write_command(wire.from_json(command)))
        return wire.read_command(wire.receive(self.connection))

    def test_twice_is_once(self):
        commands = commands_of(SCRIPT)
        self.assertEqual({command["createIndexes"] for command in commands}, {"pack_artifacts", "pack_run_provenance"})
        for command in commands * 2:
            self.assertEqual(self.send(command)["ok"], 1.0)
        for collection, name in (("pack_artifacts", "tenant_1_runId_1_name_1"),
                                 ("pack_run_provenance", "tenant_1_runId_1")):
            indexes = self.send({"listIndexes": collection, "$db": "d"})["cursor"]["firstBatch"]
            by_name = {index["name"]: index for index in indexes}
            self.assertEqual(len(by_name), len(indexes))
            self.assertTrue(by_name[name]["unique"], name)

    def test_a_second_document_is_refused(self):
        for command in commands_of(SCRIPT):
            self.send(command)
        for collection, more in (("pack_artifacts", {"name": "a"}), ("pack_run_provenance", {})):
            for number, written in ((1, 1), (2, 0)):
                document = {"_id": number, "tenant": "acme", "runId": "run-7", **more}
                answer = self.send({"insert": collection, "$db": "d", "documents": [document]})
                self.assertEqual(answer["n"], written, answer)
            self.assertEqual(answer["writeErrors"][0]["code"], 11000)


if __name__ == "__main__":
    unittest.main()
