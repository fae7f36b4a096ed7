"""What the package adds to the library: inputs, errors, progress, tables and pictures."""

import array
import ctypes
import datetime
import errno
import json
import mmap
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


class Stream(ctypes.Structure):
    """Stream is an ArrowArrayStream."""

    _fields_ = [
        ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)),
        ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)),
        ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("private_data", ctypes.c_void_p),
    ]


def failing_stream(number):
    """failing_stream(number) is a capsule with a stream that gives no schema but this number."""
    kinds = [kind for _, kind in Stream._fields_]
    stream = Stream(kinds[0](lambda *_: number), kinds[1](lambda *_: number), kinds[2](lambda _: MESSAGE),
                    kinds[3](lambda _: None))
    make = ctypes.pythonapi.PyCapsule_New
    make.restype, make.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    STREAMS.append(stream)
    return make(ctypes.addressof(stream), CAPSULE_NAME, None)


CAPSULE_NAME = b"arrow_array_stream"
REASON = ctypes.create_string_buffer(b"the reason")
MESSAGE = ctypes.addressof(REASON)
STREAMS = []  # outlive their capsules


class InputsTest(unittest.TestCase):
    def test_documents_come_as_paths_folders_and_buffers(self):
        paths = sorted((ROOT / "documents").iterdir())
        expected = [record.json for record in engine().consensus(AS_OF)]
        data = [path.read_bytes() for path in paths]
        for sources in [str(ROOT / "documents"), paths, data, map(bytearray, data), map(memoryview, data)]:
            other = vexlens.Engine(issuers=ROOT / "issuers.json")
            self.assertEqual(len(other.ingest(sources)), 6)
            self.assertEqual([record.json for record in other.consensus(AS_OF)], expected)

    def test_a_memory_map_is_one_document(self):
        with tempfile.TemporaryFile() as file:
            file.write(statement(1))
            file.flush()
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                self.assertEqual(len(vexlens.Engine().ingest(mapped)), 1)
        self.assertEqual(len(vexlens.Engine().ingest(array.array("B", statement(1)))), 1)
        self.assertEqual(len(vexlens.Engine().ingest(each for each in [statement(1), statement(2)])), 2)

    def test_a_signature_beside_a_file_is_taken_along(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.json"
            path.write_bytes(statement(1))
            signature = pathlib.Path(folder) / "a.json.asc"
            signature.write_text("-----BEGIN PGP SIGNATURE-----\n")
            for source in [folder, path]:
                with vexlens.Workspace(pathlib.Path(folder) / "workspace") as workspace:
                    workspace.ingest(source)
                    self.assertEqual(workspace.documents()[0]["signature"], "unverifiable")
            self.assertEqual(vexlens.Engine().ingest(path, require_verified=True)[0].outcome, "rejected")
            signature.write_text("a signature it is not")
            rejected = vexlens.Engine().ingest(path)[0]
            self.assertIn("the signature beside it: neither", rejected.error)

    def test_trust_is_one_name_or_several(self):
        made = vexlens.Engine(issuers={"issuers": []})
        made.ingest([statement(1, author="a"), statement(2, author="a=b"), statement(3, author="c")])
        self.assertEqual(made.consensus().unlisted, [("a", 1), ("a=b", 1), ("c", 1)])
        for trust, left in [("a", ["a=b", "c"]), (["a=b", "c=trusted"], ["a"]), (iter(["c"]), ["a", "a=b"]), ((), None)]:
            strict = made.consensus(trust=trust)
            self.assertEqual([issuer for issuer, _ in strict.unlisted], left or ["a", "a=b", "c"])
        trusting = vexlens.Engine(issuers={"issuers": []}, trust="a")
        trusting.ingest(statement(1, author="a"))
        self.assertEqual(trusting.consensus()[0].state, "FIXED")
        self.assertEqual(trusting.consensus(trust=["a=untrusted"])[0].state, "INCONCLUSIVE")
        self.assertEqual(trusting.simulate(trust=["a=untrusted"]).to_dicts()[0]["change"], "status_changed")
        with self.assertRaisesRegex(ValueError, r"trust\[1\]"):
            vexlens.Engine(trust=["a", "=known"])
        with self.assertRaises(TypeError):
            vexlens.Engine(trust=[3])

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
            engine().consensus(AS_OF).get("CVE-1999-1", "pkg:npm/quiet@1")
        self.assertEqual((type(caught.exception), caught.exception.code), (vexlens.NotFoundError, 5))
        with self.assertRaisesRegex(ValueError, "/mode"):
            vexlens.policy_canonical({"mode": "best"})
        with self.assertRaises(vexlens.NotFoundError):
            vexlens.Workspace("/nonexistent/folder", must_exist=True)

    def test_what_is_no_utf8_is_not_found(self):
        with self.assertRaisesRegex(vexlens.NotFoundError, "\N{REPLACEMENT CHARACTER}"):
            engine().consensus(AS_OF).get(b"CVE-\xff", "pkg:npm/a@1")

    def test_a_list_ends(self):
        consensus = engine().consensus(AS_OF)
        self.assertEqual(consensus[-1].json, consensus[7].json)
        with self.assertRaises(IndexError):
            consensus[8]


class WorkspaceTest(unittest.TestCase):
    OPERATORS = {"issuers": [], "tenants": {"default": {"issuers": [{"id": "us", "tier": "trusted", "operator": True}]}}}

    def test_a_decision_is_of_an_operator(self):
        with tempfile.TemporaryDirectory() as folder, vexlens.Workspace(folder) as workspace:
            with self.assertRaises(vexlens.StateError):
                workspace.ingest_decision(statement(1, author="us"), actor="ana", reason="we looked")
            workspace.set_issuers(self.OPERATORS, actor="ana", reason="we decide")
            with self.assertRaises(vexlens.InvalidDocumentError):
                workspace.ingest_decision(b"{}", actor="ana", reason="we looked")
            with self.assertRaisesRegex(ValueError, "6 documents"):
                workspace.ingest_decision(ROOT / "documents", actor="ana", reason="we looked")
            report = workspace.ingest_decision(statement(1, author="us"), actor="ana", reason="we looked")
            self.assertEqual((len(report), report.revisions), (1, 1))
            stored = workspace.documents()[0]
            self.assertEqual((stored["actor"], stored["reason"], stored["signature"]), ("ana", "we looked", "verified"))

    def test_an_edit_of_what_another_has_changed_is_refused(self):
        with tempfile.TemporaryDirectory() as folder, vexlens.Workspace(folder) as workspace:
            issuers, policy = workspace.issuers(), workspace.policy()
            workspace.set_issuers(self.OPERATORS, actor="ana", reason="we decide", seen=issuers)
            with self.assertRaisesRegex(vexlens.ConflictError, "the directory was changed meanwhile"):
                workspace.set_issuers({"issuers": []}, actor="ben", reason="nobody", seen=issuers)
            workspace.set_policy({"minimumQuorum": 2}, actor="ana", reason="two", seen=policy)
            with self.assertRaisesRegex(vexlens.ConflictError, "the policy was changed meanwhile"):
                workspace.set_policy(None, actor="ben", reason="none", seen=policy)

    def test_trust_is_simulated(self):
        with tempfile.TemporaryDirectory() as folder, vexlens.Workspace(folder) as workspace:
            workspace.set_issuers({"issuers": []}, actor="ana", reason="nobody")
            workspace.ingest(statement(1, author="a"))
            self.assertEqual(workspace.simulate().to_dicts(), [])
            changes = workspace.simulate(trust="a").to_dicts()
            self.assertEqual([change["after_state"] for change in changes], ["FIXED"])

    def test_closed_is_closed_for_all(self):
        with tempfile.TemporaryDirectory() as folder:
            with vexlens.Workspace(folder) as workspace:
                workspace.ingest(statement(1))
                guest = workspace.for_tenant("guest")
                record = workspace.get("CVE-2024-1", "pkg:npm/a@1.1")
                table = workspace.records()
                stream = table.__arrow_c_stream__()
            for ask in [workspace.documents, guest.documents, table.to_dicts, lambda: workspace.as_of]:
                with self.assertRaisesRegex(vexlens.StateError, "closed") as caught:
                    ask()
                self.assertEqual(caught.exception.code, 9)
            workspace.close()
            self.assertEqual(record.vulnerability, "CVE-2024-1")
            del stream
            self.assertEqual(len(vexlens.Workspace(folder).documents()), 1)

    def test_closing_waits_for_calls_under_way(self):
        with tempfile.TemporaryDirectory() as folder:
            workspace = vexlens.Workspace(folder)
            # What is ingested when close() is called is there, for the call has it open.
            workspace.ingest([statement(i) for i in range(20)], progress=lambda done, count: workspace.close())
            with self.assertRaises(vexlens.StateError):
                workspace.documents()
            self.assertEqual(len(vexlens.Workspace(folder).documents()), 20)


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

    def test_a_stream_that_breaks_off_raises_what_it_is(self):
        for number, error in [(errno.EINVAL, vexlens.InvalidDocumentError), (errno.ENOMEM, vexlens.LimitError),
                              (errno.EBADMSG, vexlens.IntegrityError), (errno.EAGAIN, vexlens.UnavailableError),
                              (errno.EIO, vexlens.Error)]:
            with self.assertRaisesRegex(vexlens.Error, "the reason") as caught:
                vexlens.Table(lambda: failing_stream(number)).to_dicts()
            self.assertIs(type(caught.exception), error)
        taken = engine().consensus(AS_OF).records().__arrow_c_stream__()
        table = vexlens.Table(lambda: taken)
        self.assertEqual(len(table.to_dicts()), 8)

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

    def test_words_of_documents_are_shown_and_harmless(self):
        hostile = "<b>$x^2$</b> \\(y\\) \x1b[31mred\u202eder\u200b\r\nnext"
        row = {"vulnerability": "CVE-2024-1", "product": "pkg:npm/a@1.0", "status": "not_affected",
               "justification": "component_not_present", "impact": hostile}
        made = vexlens.Engine(issuers={"issuers": []}, trust="us")
        made.ingest(vexlens.openvex([row], author="us", issued_at=AS_OF, id="https://us.example/$1$"))
        record = made.consensus(as_of=AS_OF)[0]
        entry = record.rationale[0]
        self.assertEqual((entry["impact"], entry["documentId"]), (hostile, "https://us.example/$1$"))
        self.assertEqual(entry["location"], "/statements/0/products/0")
        self.assertEqual({**record.to_dict()["rationale"][0], **entry}, entry)
        html = record._repr_html_()
        said = html[html.index('class="said"'):]
        for words in ["justification: component_not_present", "&lt;b&gt;<span>&#36;</span>x^2", "red\ufffdder", " next",
                      "https://us.example/<span>&#36;</span>1"]:
            self.assertIn(words, said)
        for shown in [html, made.consensus(as_of=AS_OF).statements()._repr_html_(), str(record), repr(record)]:
            for character in "\x1b\u202e\u200b\r":
                self.assertNotIn(character, shown)
        for picture in [html, made.consensus(as_of=AS_OF).statements()._repr_html_()]:
            self.assertNotIn("$", picture)
            self.assertNotIn("\\", picture)
            self.assertIn("mathjax_ignore tex2jax_ignore", picture)

    def test_long_words_are_cut_in_a_picture(self):
        row = {"vulnerability": "CVE-2024-1", "product": "pkg:npm/a@1.0", "status": "affected", "action": "x" * 9000}
        made = vexlens.Engine()
        made.ingest(vexlens.openvex([row], author="us", issued_at=AS_OF))
        self.assertLess(len(made.consensus()[0]._repr_html_()), 8000)

    def test_a_record_draws_every_voice(self):
        html = engine().consensus(AS_OF).get(*KEY)._repr_html_()
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
                record = consensus.get(*KEY)
                record.decision
                record.key
                if i % 16 == 0:
                    record.to_dict()
                with self.assertRaises(vexlens.NotFoundError):
                    consensus.get("CVE-1999-1", "pkg:npm/quiet@1")

        calls(200_000)
        before = self.resident()
        calls(800_000)
        self.assertLess(self.resident() - before, 1 << 20)


if __name__ == "__main__":
    unittest.main()
