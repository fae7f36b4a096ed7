"""Tables in the hands of others: what they hold is what we say, and nobody copies it. Run in the environment that
packages_test makes."""

import pathlib
import tempfile
import unittest

import duckdb
import pandas
import polars
import pyarrow

import vexlens

ROOT = pathlib.Path("examples")


class DataFramesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        engine = vexlens.Engine(issuers=ROOT / "issuers.json")
        engine.ingest(ROOT / "documents")
        cls.consensus = engine.consensus(as_of="2026-06-01T00:00:00Z")
        cls.changes = engine.simulate(policy=ROOT / "policy.json", as_of="2026-06-01T00:00:00Z")
        timeline = cls.enterClassContext(vexlens.Timeline(cls.enterClassContext(tempfile.TemporaryDirectory()), "acme"))
        event = {"tenant": "acme", "eventType": "t", "source": "s", "occurredAt": "2024-05-01T10:00:00Z"}
        timeline.ingest([{**event, "eventId": "e1"}, {**event, "eventId": "e2", "payload": {"a": [1]}}])
        consensus = cls.consensus
        cls.tables = [consensus.records(), consensus.statements(), consensus.conflicts(), consensus.rationale(),
                      timeline.query(), cls.changes]

    def test_pyarrow_has_the_same_rows_and_finds_them_sound(self):
        for table in self.tables:
            arrow = pyarrow.table(table)
            arrow.validate(full=True)
            self.assertEqual(arrow.to_pylist(), table.to_dicts())
            self.assertEqual(table.to_arrow(), arrow)

    def test_pandas_keeps_arrows_columns(self):
        for table in self.tables:
            frame = table.to_pandas()
            self.assertEqual(len(frame), len(table.to_dicts()))
            self.assertTrue(all(isinstance(kind, pandas.ArrowDtype) for kind in frame.dtypes))
        frame = self.consensus.records().to_pandas()
        self.assertEqual(list(frame["state"]), [record.state for record in self.consensus])

    def test_polars_has_the_same_rows(self):
        for table in self.tables:
            frame = table.to_polars()
            self.assertEqual([list(row.values()) for row in frame.to_dicts()],
                             [list(row.values()) for row in table.to_dicts()])

    def test_duckdb_asks_them(self):
        records = pyarrow.table(self.consensus)
        states = duckdb.sql("SELECT state, count(*) FROM records GROUP BY state ORDER BY state").fetchall()
        self.assertEqual(states, [("AFFECTED", 4), ("DISPUTED", 1), ("FIXED", 2), ("NOT_AFFECTED", 1)])

    def test_nobody_copies(self):
        # Two consumers of one batch have the same memory: ours.
        batch = next(iter(pyarrow.RecordBatchReader.from_stream(self.consensus.records())))
        frame = polars.from_arrow(batch.select(["confidence"]))
        taken = frame["confidence"].to_arrow()
        self.assertEqual(taken.buffers()[1].address, batch.column("confidence").buffers()[1].address)

    def test_data_frames_become_statements(self):
        rows = {"vulnerability": ["CVE-2024-1", "CVE-2024-2"], "product": ["pkg:npm/a@1.0"] * 2,
                "status": ["fixed", "affected"], "action": [None, "update"]}
        documents = set()
        for frame in [pandas.DataFrame(rows), polars.DataFrame(rows), pyarrow.table(rows),
                      pandas.DataFrame(rows).astype({"status": "category"})]:
            documents.add(vexlens.openvex(frame, author="us", issued_at="2026-06-01T00:00:00Z"))
        self.assertEqual(len(documents), 1)
        engine = vexlens.Engine()
        self.assertEqual(engine.ingest(documents.pop()).statements, 2)


if __name__ == "__main__":
    unittest.main()
