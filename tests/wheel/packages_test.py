"""The wheel beside the packages that people use with it: data frames, notebooks, and a checker of types."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import wheel_test

ON_CI = os.environ.get("CI") == "true"


def text_of(cell):
    """text_of(cell) is what a cell printed and shows as plain text: pictures and addresses are not compared."""
    texts = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            texts.append("".join(output["text"]))
        elif output["output_type"] == "error":
            texts.append("".join(output["traceback"]))
        elif "text/html" not in output.get("data", {}) and "image/png" not in output.get("data", {}):
            texts.append("".join(output.get("data", {}).get("text/plain", "")))
    return "".join(texts)


class PackagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        for name in ["IPYTHONDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME"]:
            os.environ[name] = str(folder)  # elsewhere nothing can be written
        cls.python = wheel_test.environment(folder / "venv")
        installed = wheel_test.run(
            cls.python, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--disable-pip-version-check",
            "--require-hashes", "--only-binary", ":all:", "--requirement", "tests/wheel/requirements.txt",
            capture_output=True)
        if installed.returncode:
            words = "PyPI is out of reach, and with it the packages of tests/wheel/requirements.txt: " + installed.stderr
            if ON_CI:
                raise AssertionError(words)
            raise unittest.SkipTest(words)
        wheel = wheel_test.make(folder / "dist")
        wheel_test.run(cls.python, "-m", "pip", "install", "--quiet", "--no-index", wheel, check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_in(self, *arguments):
        done = wheel_test.run(self.python, *arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_data_frames(self):
        self.run_in("tests/wheel/data_frames.py")

    def test_the_types_are_right(self):
        package = self.run_in("-c", "import pathlib, vexlens; print(pathlib.Path(vexlens.__file__).parent)").strip()
        self.run_in("-m", "mypy", "--strict", "--no-incremental", "--cache-dir=/dev/null", "-p", "vexlens")
        self.run_in("-m", "mypy.stubtest", "vexlens._native", "--ignore-disjoint-bases",
                    "--allowlist", "tests/wheel/stubtest_allowlist.txt")
        self.assertTrue((pathlib.Path(package) / "py.typed").exists())

    def test_the_notebook_shows_what_it_computes(self):
        shown = json.loads(pathlib.Path("examples/notebook.ipynb").read_text())
        script = (
            "import nbclient, nbformat\n"
            "notebook = nbformat.read('examples/notebook.ipynb', as_version=4)\n"
            "nbclient.NotebookClient(notebook, timeout=120, kernel_name='python3',"
            " resources={'metadata': {'path': 'examples'}}).execute()\n"
            f"nbformat.write(notebook, {str(pathlib.Path(self.folder.name) / 'executed.ipynb')!r})\n"
        )
        # The kernel of this environment, whatever others are installed.
        self.run_in("-m", "ipykernel", "install", "--prefix", str(pathlib.Path(self.folder.name) / "venv"))
        self.run_in("-c", script)
        executed = json.loads((pathlib.Path(self.folder.name) / "executed.ipynb").read_text())
        self.assertGreater(len(executed["cells"]), 10)
        for before, after in zip(shown["cells"], executed["cells"]):
            self.assertEqual(text_of(after), text_of(before), "".join(before["source"]))
        drawn = [output for cell in executed["cells"] for output in cell.get("outputs", [])
                 if "image/png" in output.get("data", {})]
        self.assertGreaterEqual(len(drawn), 1)


if __name__ == "__main__":
    unittest.main()
