"""Asks one question of documents, and shows who had a say. Usage: quick_start.py ISSUERS DOCUMENT..."""
import pathlib
import sys

import vexlens

engine = vexlens.Engine(issuers=pathlib.Path(sys.argv[1]))
engine.ingest(sys.argv[2:])
print(engine.consensus(as_of="2026-06-01T00:00:00Z").get(
    "CVE-2021-44228", "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0",
    "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"))
