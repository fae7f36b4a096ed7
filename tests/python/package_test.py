"""What the package adds to the library: inputs, errors, progress, tables and pictures."""

import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

import vexlens

ROOT = pathlib.Path("examples")
KEY = (
    "CVE-2021-44228",
    "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0",
    "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
)
AS_OF = "2026-06-01T00:00:00Z"


def engine():
    made = vexlens.Engine(issuers=ROOT / "issuers.json")
    made.ingest(ROOT / "documents")
    return made


def statement(number, author="a"):
    return json.dumps({
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": f"https://a.example/{number}",
        "author": author,
        "timestamp": "2026-05-01T00:00:00Z",
        "version": 1,
        "statements": [{
            "vulnerability": {"name": f"CVE-2024-{number}"},
            "products": [{"@id": f"pkg:npm/a@1.{number}"}],
            "status": "fixed",
        }],
    }).encode()


class InputsTest(unittest.TestCase):
    def test_documents_come_as_paths_folders_and_buffers(self):
        paths = sorted((ROOT / "documents").iterdir())
        expected = [record.json for record in engine().consensus(AS_OF)]
        data = [path.read_bytes() for path in paths]
        for sources in [str(ROOT / "documents"), paths, data, map(bytearray, data), map(memoryview, data)]:
            other = vexlens.Engine(issuers=ROOT / "issuers.json")
            self.assertEqual(len(other.ingest(sources)), 6)
            self.assertEqual([record.json for record in other.consensus(AS_OF)], expected)

    def test_trust_comes_in_any_guise(self):
        path = ROOT / "issuers.json"
        text = path.read_text()
        digests = set()
        for issuers in [path, text, text.encode(), json.loads(text)]:
            digests.add(json.dumps(vexlens.issuers_canonical(issuers)))
        self.assertEqual(len(digests), 1)

    def test_an_instant_has_a_zone(self):
        utc = datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc)
        self.assertEqual(len(engine().consensus(utc)), 8)
        with self.assertRaisesRegex(ValueError, "time zone"):
            engine().consensus(datetime.datetime(2026, 6, 1))

    def test_a_wrong_type_is_told(self):
        with self.assertRaises(TypeError):
            vexlens.Engine().ingest([3])
        with self.assertRaises(FileNotFoundError):
            vexlens.Engine().ingest("nowhere")
        with self.assertRaises(BufferError):
            vexlens.Engine().ingest([memoryview(b"abcdef")[::2]])


class ErrorsTest(unittest.TestCase):
    def test_each_is_what_pythons_own_is(self):
        with self.assertRaises(LookupError) as caught:
            engine().consensus(AS_OF).find("CVE-1999-1", "pkg:npm/quiet@1")
        self.assertEqual((type(caught.exception), caught.exception.code), (vexlens.NotFoundError, 5))
        with self.assertRaisesRegex(ValueError, "/mode"):
            vexlens.policy_canonical({"mode": "best"})
        with self.assertRaises(vexlens.NotFoundError):
            vexlens.Workspace("/nonexistent/folder", must_exist=True)

    def test_what_is_no_utf8_is_not_found(self):
        with self.assertRaisesRegex(vexlens.NotFoundError, "\N{REPLACEMENT CHARACTER}"):
            engine().consensus(AS_OF).find(b"CVE-\xff", "pkg:npm/a@1")

    def test_a_list_ends(self):
        consensus = engine().consensus(AS_OF)
        self.assertEqual(consensus[-1].json, consensus[7].json)
        with self.assertRaises(IndexError):
            consensus[8]


class CallbacksTest(unittest.TestCase):
    def test_what_progress_raises_comes_out(self):
        for last in [0, 6]:
            made = vexlens.Engine()
            heard = []

            def progress(done, count):
                heard.append((done, count))
                if done == last:
                    raise ZeroDivisionError("enough")

            with self.assertRaisesRegex(ZeroDivisionError, "enough"):
                made.ingest(ROOT / "documents", progress=progress)
            self.assertEqual((heard[0], heard[-1]), ((0, 6), (last, 6)))
            self.assertEqual(len(made.consensus()), 0)

    def test_on_revision_hears_and_may_raise(self):
        with tempfile.TemporaryDirectory() as folder:
            events = []

            def hear(event):
                events.append(event["advisoryKey"])
                raise ZeroDivisionError("not now")

            workspace = vexlens.Workspace(folder, on_revision=hear)
            with self.assertRaises(ZeroDivisionError):
                workspace.ingest([statement(1), statement(2)])
            self.assertEqual(events, ["CVE-2024-1", "CVE-2024-2"])
            self.assertEqual(len(workspace.documents()), 2)


class TablesTest(unittest.TestCase):
    def test_rows_are_the_records(self):
        consensus = engine().consensus(AS_OF)
        rows = consensus.records().to_dicts()
        self.assertEqual(
            [(row["vulnerability"], row["product"], row["component"], row["state"], row["confidence"]) for row in rows],
            [(*record.key, record.state, record.confidence) for record in consensus],
        )
        self.assertEqual(consensus.records().head(3), rows[:3])

    def test_a_capsule_that_nobody_takes_is_no_leak(self):
        table = engine().consensus(AS_OF).statements()
        for _ in range(100):
            table.__arrow_c_stream__()

    def test_statements_of_ones_own_come_back(self):
        rows = [
            {"vulnerability": "CVE-2024-1", "product": "pkg:npm/a@1.0", "status": "fixed"},
            {"vulnerability": "CVE-2024-2", "product": "pkg:npm/a@1.0", "status": "not_affected",
             "component": "pkg:npm/b@2.0", "justification": "component_not_present", "impact": None},
        ]
        made = vexlens.Engine()
        made.ingest(vexlens.openvex(rows, author="us", issued_at=AS_OF))
        read = made.consensus().statements().to_dicts()
        for row, back in zip(rows, sorted(read, key=lambda each: each["vulnerability"])):
            self.assertEqual({name: back[name] for name in row}, row)
        with self.assertRaisesRegex(ValueError, "status"):
            vexlens.openvex([{"vulnerability": "CVE-1", "product": "pkg:npm/a", "status": "fixd"}], "us", AS_OF)
        with self.assertRaisesRegex(TypeError, "status: expected str"):
            vexlens.openvex([{**rows[0], "status": 3}], "us", AS_OF)
        with self.assertRaisesRegex(ValueError, "colour"):
            vexlens.openvex([{**rows[0], "colour": "red"}], "us", AS_OF)


class PicturesTest(unittest.TestCase):
    def test_names_from_documents_are_escaped(self):
        made = vexlens.Engine()
        made.ingest(statement(1, author="<script>alert('1')</script>\x1b[31m\nred"))
        record = made.consensus()[0]
        self.assertNotIn("<script", record._repr_html_())
        self.assertIn("&lt;script&gt;", record._repr_html_())
        self.assertNotIn("\x1b", str(record))
        self.assertNotIn("<script", made.consensus()._repr_html_())

    def test_a_record_draws_every_voice(self):
        html = engine().consensus(AS_OF).find(*KEY)._repr_html_()
        for issuer in ["quillback", "lanternfish", "fernhollow", "sweep-bot"]:
            self.assertIn(issuer, html)
        self.assertEqual(html.count('class="bar"'), 4)


class ThreadsTest(unittest.TestCase):
    def test_others_run_while_one_reads(self):
        made = vexlens.Engine()
        documents = [statement(i) for i in range(2000)]
        turns = 0
        done = threading.Event()

        def ingest():
            made.ingest(documents)
            done.set()

        thread = threading.Thread(target=ingest)
        thread.start()
        while not done.wait(0):
            turns += 1
        thread.join()
        self.assertEqual(len(made.consensus()), 2000)
        self.assertGreater(turns, 0)


class InterruptTest(unittest.TestCase):
    CHILD = """
import sys, vexlens
sys.path.insert(0, "tests/python")
from package_test import statement
workspace = vexlens.Workspace(sys.argv[1])
documents = [statement(i) for i in range(100_000)]
def progress(done, count):
    if done > 0:
        print("under way", flush=True)
try:
    workspace.ingest(documents, progress=progress)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(3)
"""

    def test_ctrl_c_stops_a_long_ingestion_that_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            vexlens.Workspace(folder).ingest(statement(1))
            child = subprocess.Popen(
                [sys.executable, "-c", self.CHILD, folder], stdout=subprocess.PIPE, text=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            self.assertEqual(child.stdout.readline(), "under way\n")
            child.send_signal(signal.SIGINT)
            out, _ = child.communicate(timeout=60)
            self.assertEqual((child.returncode, out.splitlines()[-1]), (3, "interrupted"))
            workspace = vexlens.Workspace(folder)
            self.assertEqual(len(workspace.documents()), 1)
            self.assertTrue(workspace.rebuild()["equal"])


class GrowthTest(unittest.TestCase):
    @staticmethod
    def resident():
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def test_a_million_calls_keep_their_memory(self):
        consensus = engine().consensus(AS_OF)

        def calls(count):
            for i in range(count // 4):
                record = consensus.find(*KEY)
                record.decision
                record.key
                if i % 16 == 0:
                    record.to_dict()
                if consensus.get("CVE-1999-1", "pkg:npm/quiet@1") is not None:
                    raise AssertionError

        calls(200_000)
        before = self.resident()
        calls(800_000)
        self.assertLess(self.resident() - before, 1 << 20)


if __name__ == "__main__":
    unittest.main()
