"""vexlens.Timeline: what the package adds to the library."""

import datetime
import json
import pathlib
import sqlite3
import tempfile
import threading
import unittest

import vexlens

# The first key of RFC 8032, section 7.1.
PRIVATE_KEY = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
"""


def event(number, **more):
    return {
        "eventId": f"e{number}",
        "tenant": "acme",
        "eventType": "consensus.changed",
        "source": "indexer",
        "occurredAt": f"2024-05-01T10:00:{number:02}Z",
        **more,
    }


class TimelineTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.timeline = vexlens.Timeline(self.folder, tenant="acme")
        self.addCleanup(self.timeline.close)

    def ids(self, **filter):
        return [row["event_id"] for row in self.timeline.query(**filter).to_dicts()]

    def test_events_come_as_dicts_texts_and_bytes(self):
        outcomes = self.timeline.ingest([event(1), json.dumps(event(2)), json.dumps(event(3)).encode()])
        self.assertEqual([outcome.outcome for outcome in outcomes], ["stored"] * 3)
        self.assertEqual([outcome.index for outcome in outcomes], [0, 1, 2])
        self.assertEqual(self.timeline.ingest(event(3)), [
            vexlens.EventOutcome("duplicate", 2, 0, "", "acme", "e3"),
        ])
        self.assertEqual(len(self.timeline.ingest(json.dumps(event(4)))), 1)
        self.assertEqual(self.timeline.ingest([]), [])

    def test_what_is_not_taken_says_why(self):
        self.timeline.ingest(event(1))
        other, unread, broken = self.timeline.ingest([event(1, actor="eve"), b'{"eventId":"\xff"}', "{"])
        self.assertEqual((other.outcome, other.index, other.code, other.taken), ("rejected", None, 6, False))
        self.assertIn("/eventId", other.reason)
        self.assertEqual((unread.outcome, unread.code), ("rejected", 3))
        self.assertEqual((broken.tenant, broken.event_id), ("", ""))
        with self.assertRaises(TypeError):
            self.timeline.ingest([1])

    def test_a_filter_chooses(self):
        whole = event(2, severity="error", subject="pkg:npm/a@1", actor="ann", correlationId="c",
                      traceId="4bf92f3577b34da6a3ce929d0e0e4736", eventType="sbom.added", source="scanner")
        self.timeline.ingest([event(1), whole, event(3)])
        self.assertEqual(self.ids(), ["e3", "e2", "e1"])
        for filter in ({"at_least": "warning"}, {"event_type": "sbom.added"}, {"source": "scanner"}, {"actor": "ann"},
                       {"subject": "pkg:npm/a@1"}, {"correlation_id": "c"},
                       {"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}):
            self.assertEqual(self.ids(**filter), ["e2"], filter)
        second = datetime.datetime(2024, 5, 1, 10, 0, 2, tzinfo=datetime.timezone.utc)
        self.assertEqual(self.ids(from_=second), ["e3", "e2"])
        self.assertEqual(self.ids(until="2024-05-01T10:00:02Z"), ["e1"])
        with self.assertRaises(ValueError):
            self.timeline.query(from_=datetime.datetime(2024, 5, 1))
        with self.assertRaises(vexlens.InvalidDocumentError):
            self.ids(at_least="bad")

    def test_rows_have_python_values(self):
        self.timeline.ingest(event(1, payload={"found": 3}))
        (row,) = self.timeline.query().to_dicts()
        self.assertEqual((row["tenant"], row["index"], row["payload"], row["actor"]), ("acme", 0, '{"found":3}', None))
        self.assertEqual(row["occurred_at"], datetime.datetime(2024, 5, 1, 10, 0, 1, tzinfo=datetime.timezone.utc))
        self.assertEqual(row["digest"], self.timeline.get("e1")["digest"])

    def test_verification_finds_what_was_changed(self):
        self.timeline.ingest([event(1), event(2)])
        kept = self.timeline.checkpoint()
        self.timeline.ingest(event(3))
        good = self.timeline.verify(since=kept)
        self.assertEqual((good.ok, good.size, good.events, good.proven, good.faults), (True, 3, 3, 3, []))
        self.timeline.close()
        database = sqlite3.connect(self.folder / "timeline.db")
        database.execute("UPDATE event SET actor = 'eve' WHERE id = (SELECT id FROM leaf WHERE event_id = 'e2')")
        database.commit()
        database.close()
        with vexlens.Timeline(self.folder, tenant="acme") as changed:
            bad = changed.verify()
        self.assertFalse(bad.ok)
        self.assertEqual(len(bad.faults), 1)
        self.assertIn("e2", bad.faults[0])

    def test_checkpoints_are_signed(self):
        with vexlens.Timeline(self.folder / "signed", tenant="acme", origin="log.example", key=PRIVATE_KEY) as signed:
            signed.ingest(event(1))
            self.assertTrue(signed.checkpoint().startswith("log.example/acme\n1\n"))
            self.assertIn("\n\u2014 log.example ", signed.checkpoint())
            self.assertTrue(signed.verify(since=signed.checkpoint()).ok)
        with self.assertRaises(vexlens.InvalidDocumentError):
            vexlens.Timeline(self.folder / "signed", key="secret")

    def test_tenants_see_their_own(self):
        self.timeline.ingest([event(1), event(2, tenant="other")])
        other = self.timeline.for_tenant("other")
        self.assertEqual([row["event_id"] for row in other.query().to_dicts()], ["e2"])
        self.assertEqual(self.timeline.tenants(), ["acme", "other"])
        with self.assertRaises(vexlens.NotFoundError):
            other.get("e1")

    def test_it_is_opened_and_closed(self):
        with self.assertRaises(vexlens.NotFoundError):
            vexlens.Timeline(self.folder / "none", must_exist=True)
        with self.assertRaises(vexlens.NotFoundError) as raised:
            vexlens.Timeline("postgresql://ann:secret@host/db")
        self.assertNotIn("secret", str(raised.exception))
        self.assertIn(str(self.folder), repr(self.timeline))
        view = self.timeline.for_tenant("other")
        self.timeline.close()
        with self.assertRaises(vexlens.StateError):
            view.tenants()

    def test_limits_are_the_hosts(self):
        with vexlens.Timeline(self.folder / "small", max_payload_bytes=5, max_event_bytes=200) as small:
            few, many, long = small.ingest([event(1, payload=[1]), event(2, payload=[1, 2, 3]), event(3, actor="a" * 99)])
        self.assertEqual((few.code, many.code, long.code), (0, 8, 8))

    def test_threads_share_it(self):
        def ingest(first):
            for number in range(first, 40, 4):
                self.assertTrue(self.timeline.ingest(event(number))[0].taken)

        threads = [threading.Thread(target=ingest, args=(first,)) for first in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.timeline.verify().proven, 40)


if __name__ == "__main__":
    unittest.main()
