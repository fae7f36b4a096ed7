"""The examples of every docstring, as they stand there."""

import doctest
import importlib
import json
import pathlib
import pkgutil
import tempfile
import unittest

import vexlens

ROOT = pathlib.Path("examples")
PRODUCT = "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0"
COMPONENT = "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"
# Of RFC 8410, section 10.3.
PRIVATE_KEY = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
"""
PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
"""


def names(folder):
    """names(folder) is what the examples take for given."""
    issuers = ROOT / "issuers.json"
    documents = ROOT / "documents"
    engine = vexlens.Engine(issuers=issuers)
    engine.ingest(documents)
    consensus = engine.consensus(as_of="2026-06-01T00:00:00Z")
    workspace = vexlens.Workspace(folder)
    workspace.set_issuers(issuers, actor="ana", reason="we know them")
    workspace.as_of = "2026-06-01T00:00:00Z"
    workspace.ingest(documents)
    event = {
        "eventId": "e1",
        "tenant": "acme",
        "eventType": "consensus.changed",
        "source": "indexer",
        "occurredAt": "2024-11-30T10:00:00Z",
    }
    timeline = vexlens.Timeline(folder / "timeline", tenant="acme")
    timeline.ingest([event, {**event, "eventId": "e2", "severity": "error"}])
    return {
        "vexlens": vexlens,
        "json": json,
        "issuers": issuers,
        "documents": documents,
        "document": sorted(documents.iterdir())[0].read_bytes(),
        "policy": ROOT / "policy.json",
        "sbom": ROOT / "sbom.json",
        "engine": engine,
        "consensus": consensus,
        "record": consensus.get("CVE-2021-44228", PRODUCT, COMPONENT),
        "product": PRODUCT,
        "component": COMPONENT,
        "workspace": workspace,
        "event": event,
        "timeline": timeline,
        "private_key": PRIVATE_KEY,
        "public_key": PUBLIC_KEY,
    }


class Doctests(unittest.TestCase):
    def test_every_example_does_what_it_says(self):
        tried = 0
        for module in pkgutil.iter_modules(vexlens.__path__, "vexlens."):
            tests = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module.name))
            for test in tests:
                with self.subTest(test.name), tempfile.TemporaryDirectory() as folder:
                    # Each has a workspace of its own, for some change it; "folder" is where they may make another.
                    test.globs.update(names(pathlib.Path(folder) / "kept"))
                    test.globs["folder"] = pathlib.Path(folder) / "new"
                    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
                    out = []
                    result = runner.run(test, out=out.append)
                    self.assertEqual(result.failed, 0, "".join(out))
                    tried += result.attempted
        self.assertGreater(tried, 70)

    def test_whatever_is_public_says_what_it_does(self):
        for name in vexlens.__all__:
            thing = getattr(vexlens, name)
            self.assertTrue((thing.__doc__ or "").startswith(name), name)


if __name__ == "__main__":
    unittest.main()
