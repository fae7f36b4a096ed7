"""tools/release makes a release of a clone, or leaves the clone as it was and says why in one line.

The clone is a small one: the tool, tools/abi and the headers are ours; what takes minutes (.ci/run,
tools/install, tools/wheel, and the build and comparison of the library) are stand-ins that note their arguments, and
fail when told to."""

import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

CHANGELOG = """# Changelog

The form is that of Keep a Changelog.

## [Unreleased]

ABI: version {abi} of `libvexlens.so.1`. It has
more functions

### Added

* One thing,
  on two lines.

### Fixed

* Another.

## [0.9.0] - 2026-01-01

ABI: none

* The first.
"""

STAND_INS = {
    ".ci/run": 'echo "some test"; echo "12 passed, 0 failed"',
    "tools/setup": "",
    "tools/install": 'echo the library, of "$(grep -m 1 "^## .[0-9]" CHANGELOG.md)" >"${1#--tarball=}"',
    "tools/wheel": 'echo the package >"${1#--out=}/vexlens-$(<VERSION)-cp311.whl"',
    "bin/bazel": "",
    "bin/abidw": "echo '<abi/>'",
    "bin/abidiff": "",
}
STAND_IN = """#!/bin/bash
echo "{name} $*" >>"$NOTES"
if [[ -e "$BROKEN/{base}" ]]; then
  echo "11 passed, 1 failed"
  exit 1
fi
{body}
"""


def abi():
    return int(re.search(r"#define VEXLENS_ABI_VERSION (\d+)", pathlib.Path("include/vexlens.h").read_text()).group(1))


class ReleaseTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = pathlib.Path(folder.name)
        self.clone = self.work / "clone"
        self.broken = self.work / "broken"
        self.broken.mkdir()
        self.environment = {
            **os.environ, "BROKEN": str(self.broken), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "HOME": str(self.work), "NOTES": str(self.work / "notes"), "PATH": f"{self.work}/bin:{os.environ['PATH']}",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "nobody"), ("EMAIL", "nobody@example.com"))},
        }
        headers = [str(path) for path in pathlib.Path("include").glob("vexlens*.h")]
        for name in ["tools/release", "tools/abi", "capi/symbols.txt", "capi/vexlens.map", *headers]:
            (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, self.clone / name)
        for name, body in STAND_INS.items():
            path = (self.work if name.startswith("bin/") else self.clone) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(STAND_IN.format(name=name, base=path.name, body=body))
            path.chmod(0o755)
        (self.clone / ".gitignore").write_text("/dist/\n")
        self.write("VERSION", "1.2.3\n")
        self.write("CHANGELOG.md", CHANGELOG.format(abi=abi()))
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("tree: begin")

    def write(self, name, text):
        (self.clone / name).write_text(text)

    def edit(self, name, old, new):
        text = (self.clone / name).read_text()
        self.assertIn(old, text)
        self.write(name, text.replace(old, new))

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.clone, env=self.environment, check=True,
                              capture_output=True, text=True).stdout

    def commit(self, message="a change"):
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", message)

    def command(self, *arguments):
        return ["/usr/bin/python3", "-B", "tools/release", *arguments]

    def run_it(self, *arguments, **environment):
        return subprocess.run(self.command(*arguments), cwd=self.clone, env={**self.environment, **environment},
                              capture_output=True, text=True)

    def notes(self):
        path = self.work / "notes"
        return path.read_text().splitlines() if path.exists() else []

    def state(self):
        """All that a release may change: what git knows, and the files."""
        files = {path: path.read_bytes() for path in self.clone.rglob("*")
                 if path.is_file() and ".git" not in path.parts}
        return self.git("for-each-ref"), self.git("status", "--porcelain", "--branch"), files

    def refuses(self, words, *arguments, **environment):
        before = self.state()
        done = self.run_it(*(arguments or ("1.2.3",)), **environment)
        self.assertEqual(done.returncode, 1, done.stderr)
        said = [line for line in done.stderr.splitlines() if line.startswith("release: ")]
        self.assertEqual(len(said), 1, done.stderr)
        self.assertRegex(said[0], words)
        self.assertEqual(self.state(), before)

    def makes(self, *arguments):
        done = self.run_it(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def message(self, tag="v1.2.3"):
        return self.git("for-each-ref", "--format=%(contents)", f"refs/tags/{tag}")


class MadeTest(ReleaseTest):
    def test_a_release(self):
        before = self.git("rev-parse", "--short=12", "HEAD").strip()
        said = self.makes("1.2.3")
        self.assertIn("git push --atomic origin main v1.2.3", said)
        self.assertEqual(self.git("status", "--porcelain"), "")
        self.assertEqual(self.git("log", "--format=%s", "-2"), "release: 1.2.3\ntree: begin\n")
        self.assertEqual(self.git("cat-file", "-t", "v1.2.3").strip(), "tag")
        self.assertEqual(self.git("rev-parse", "v1.2.3^{}"), self.git("rev-parse", "main"))
        self.assertEqual(self.git("diff", "--name-only", "HEAD~1"), "CHANGELOG.md\n")

        today = time.strftime("%Y-%m-%d", time.gmtime())
        changelog = (self.clone / "CHANGELOG.md").read_text()
        self.assertEqual(changelog, CHANGELOG.format(abi=abi()).replace(
            "## [Unreleased]\n", f"## [Unreleased]\n\nABI: none\n\n## [1.2.3] - {today}\n"))

        dist = self.clone / "dist/v1.2.3"
        sums = (dist / "SHA256SUMS").read_text()
        names = ["vexlens-1.2.3-cp311.whl", "vexlens-1.2.3-linux-x86_64.tar.gz"]
        self.assertEqual(sums, "".join(
            f"{hashlib.sha256((dist / name).read_bytes()).hexdigest()}  {name}\n" for name in names))
        self.assertEqual(sorted(path.name for path in dist.iterdir()), ["SHA256SUMS", *names])
        # What is packed has the changelog of the release.
        self.assertIn(f"## [1.2.3] - {today}", (dist / names[1]).read_text())
        self.assertEqual([path.name for path in dist.parent.iterdir()], ["v1.2.3"])

        section = CHANGELOG.format(abi=abi()).split("## [Unreleased]\n\n")[1].split("\n## [0.9.0]")[0]
        self.assertEqual(self.message().strip(), (
            f"vexlens 1.2.3\n\n{section}\n### Tests\n\n.ci/run at {before}: 12 passed, 0 failed\n\n"
            f"### Files\n\n{sums}").strip())
        self.assertEqual([note.split()[0] for note in self.notes()],
                         [".ci/run", "tools/setup", "bin/bazel", "bin/abidw", "bin/abidiff", "tools/install", "tools/wheel"])

    def test_the_tag_says_what_was_not_done(self):
        self.makes("1.2.3", "--no-test", "--no-build")
        self.assertIn("\n### Tests\n\n.ci/run was not run.\n", self.message())
        self.assertIn("\n### Files\n\nNo tarball and no wheel were made, and the library was not compared", self.message())
        self.assertEqual(self.notes(), [])

    def test_the_tag_quotes_who_says_that_tests_ran(self):
        self.makes("1.2.3", "--tested=run 17 of the nightly build passed", "--no-build")
        self.assertIn('Who made it says: "run 17 of the nightly build passed"', self.message())
        self.assertEqual(self.notes(), [])

    def test_a_dry_run_changes_nothing(self):
        before = self.state()
        said = self.makes("1.2.3", "--dry-run")
        self.assertIn("(what .ci/run says)", said)
        self.assertIn("* Another.", said)
        self.assertEqual(self.state(), before)
        self.assertEqual(self.notes(), [])
        self.assertIn(".ci/run was not run.", self.makes("1.2.3", "--dry-run", "--no-test"))

    def test_the_next_release(self):
        self.makes("1.2.3", "--no-test", "--no-build")
        self.refuses("v1.2.3 is a tag already", "1.2.3", "--no-test", "--no-build")
        self.write("VERSION", "1.10.0\n")
        self.commit()
        self.refuses("no entries", "1.10.0")
        self.edit("CHANGELOG.md", "ABI: none\n\n## [1.2.3]", "ABI: none\n\n* A third.\n\n## [1.2.3]")
        self.commit()
        self.makes("1.10.0", "--no-test", "--no-build")
        self.assertIn("\nABI: none\n\n* A third.\n\n### Tests", self.message("v1.10.0"))


class RefusedTest(ReleaseTest):
    def test_a_tree_that_is_not_clean(self):
        self.write("new", "")
        self.refuses(r"the tree is not clean, git status says: \?\? new")
        (self.clone / "new").unlink()
        self.edit("VERSION", "1.2.3", "1.2.4")
        self.refuses("the tree is not clean, git status says: M VERSION", "1.2.4")

    def test_another_branch(self):
        self.git("switch", "--quiet", "--create", "topic")
        self.refuses("releases are made on main, and this is topic")
        self.git("switch", "--quiet", "--detach")
        self.refuses("releases are made on main, and this is HEAD")

    def test_a_wrong_version(self):
        for text in ("1.2", "v1.2.3", "1.2.3-rc1", "01.2.3", "1.2.3\n"):
            self.refuses("is not three numbers", text)
        self.refuses("VERSION says 1.2.3: commit 1.2.4 there first", "1.2.4")
        self.refuses("0.9.0 is not greater than 0.9.0, the last release", "0.9.0")
        self.refuses("VERSION says 1.2.3: commit 0.10.0 there first", "0.10.0")  # which is greater than 0.9.0

    def test_a_tag_that_is_there(self):
        self.git("tag", "v1.2.3")
        self.refuses("v1.2.3 is a tag already")

    def test_a_version_that_is_not_greater_than_the_last_tag(self):
        self.git("tag", "v1.10.0")
        self.refuses("1.2.3 is not greater than 1.10.0, the last release")

    def test_nothing_unreleased(self):
        text = CHANGELOG.format(abi=abi())
        entries = text[text.index("### Added"):text.index("## [0.9.0]")]
        self.edit("CHANGELOG.md", entries, "")
        self.commit()
        self.refuses(r'"\[Unreleased\]" has no entries')
        self.edit("CHANGELOG.md", "## [Unreleased]", "## [Soon]")
        self.commit()
        self.refuses(r'there is not one "## \[Unreleased\]"')

    def test_a_changelog_that_does_not_tell_of_the_abi(self):
        self.edit("CHANGELOG.md", f"ABI: version {abi()}", "ABI: some version")
        self.commit()
        self.refuses(f'the ABI line does not say "version {abi()}"')
        self.edit("CHANGELOG.md", "ABI: some version", "It is a version")
        self.commit()
        self.refuses('has no line that begins with "ABI: "')

    def test_an_interface_that_grew_unmentioned(self):
        self.git("tag", "v1.0.0")
        self.edit("CHANGELOG.md", f"ABI: version {abi()} of", "ABI: none of")
        self.commit()
        self.makes("1.2.3", "--dry-run")
        self.edit("include/vexlens.h", f"VEXLENS_ABI_VERSION {abi()}\n", f"VEXLENS_ABI_VERSION {abi() + 1}\n")
        self.commit()
        self.refuses(f'the ABI line does not say "version {abi() + 1}"')

    def test_an_interface_that_breaks_programs(self):
        self.git("tag", "v1.0.0")
        text = (self.clone / "include/vexlens.h").read_text()
        self.write("include/vexlens.h", re.sub(r"\nVEXLENS_API uint32_t vexlens_abi_version.*", "", text))
        self.commit()
        self.refuses("v1.0.0 has vexlens_abi_version, which no library of the same name may lack")

    def test_steps_that_fail(self):
        for base, words in [
            ("run", ".ci/run failed: 11 passed, 1 failed"),
            ("abidiff", "tools/abi --compare failed"),
            ("install", "tools/install .* failed"),
            ("wheel", "tools/wheel .* failed"),
        ]:
            (self.broken / base).touch()
            self.refuses(words)
            (self.broken / base).unlink()

    def test_a_wheel_of_another_version(self):
        self.edit("tools/wheel", "vexlens-$(<VERSION)", "vexlens-1.2.2")
        self.commit()
        self.refuses("made no tarball and wheel of 1.2.3")

    def test_a_change_while_tests_run(self):
        self.edit(".ci/run", 'echo "some test"', "touch new")
        self.commit()
        done = self.run_it("1.2.3")
        self.assertIn("the tree is not clean, git status says: ?? new", done.stderr)
        self.assertEqual(self.git("tag"), "")

    def test_a_commit_of_somebody_else_stays(self):
        self.edit("tools/wheel", "echo the package", "git commit --quiet --allow-empty --message=other\necho the package")
        self.commit()
        done = self.run_it("1.2.3")
        self.assertRegex(done.stderr, "main has moved from .* while this was running")
        self.assertEqual(self.git("log", "-1", "--format=%s"), "other\n")
        self.assertEqual(self.git("status", "--porcelain"), "")
        self.assertEqual(list((self.clone / "dist").iterdir()), [])

    def test_git_that_fails(self):
        hook = self.clone / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/bash\necho not today >&2\nexit 1\n")
        hook.chmod(0o755)
        self.refuses("git commit failed: not today")
        hook.unlink()
        # The commit is made, then the tag cannot be.
        self.git("config", "tag.gpgSign", "true")
        self.git("config", "gpg.program", "false")
        self.refuses("git tag failed: ")

    def test_nobody(self):
        self.refuses("git var failed: ", GIT_COMMITTER_NAME="", GIT_AUTHOR_NAME="")
        self.assertEqual(self.notes(), [])

    def test_files_of_the_same_release(self):
        (self.clone / "dist/v1.2.3").mkdir(parents=True)
        self.refuses("dist/v1.2.3 is there already: move it away")

    def test_a_claim_without_words(self):
        self.refuses("--tested needs words", "1.2.3", "--tested= ")

    def test_options_that_contradict(self):
        self.assertEqual(self.run_it("1.2.3", "--tested=yes", "--no-test").returncode, 2)
        self.assertEqual(self.run_it().returncode, 2)

    def test_it_is_stopped(self):
        started = self.work / "started"
        self.edit("tools/wheel", "echo the package", f"touch {started}\nsleep 60\necho the package")
        self.commit()
        before = self.state()
        with subprocess.Popen(self.command("1.2.3"), cwd=self.clone, env=self.environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, start_new_session=True) as process:
            deadline = time.monotonic() + 60
            while not started.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            os.killpg(process.pid, signal.SIGTERM)
            self.assertEqual(process.wait(), 1)
        self.assertEqual(self.state(), before)


if __name__ == "__main__":
    unittest.main()
