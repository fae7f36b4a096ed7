"""Counts the test cases of one `bazel test` from its build events.

A line for each test target, the names of the cases that failed, and a last line
"N passed, N failed", with ", N skipped" when there were any. A target that was
not built, or whose test ended without saying what failed, is one failed case.
"""

import argparse
import collections
import json
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

# Exit status of `bazel test`: all is well; some tests failed.
BAZEL_SUCCESS = 0
BAZEL_TESTS_FAILED = 3


class Target:
    def __init__(self):
        self.passed = 0
        self.skipped = 0
        self.failures = []
        self.seconds = 0.0


def read_events(path):
    try:
        with open(path, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    except FileNotFoundError:  # Bazel did not even begin.
        return []


def count_cases(target, path):
    """Adds the cases of one test.xml, of googletest or of Bazel's own making."""
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = ".".join(filter(None, (case.get("classname"), case.get("name"))))
        if case.find("failure") is not None or case.find("error") is not None:
            target.failures.append(name)
        elif (
            case.find("skipped") is not None
            or case.get("result") == "skipped"
            or case.get("status") == "notrun"
        ):
            target.skipped += 1
        else:
            target.passed += 1


def read_results(events):
    """The test targets that ran, by label."""
    # Of several attempts at a shard or a run the last one holds.
    last = {}
    for event in events:
        identity = event["id"].get("testResult")
        if identity and "testResult" in event:
            key = (identity["label"], identity.get("run"), identity.get("shard"))
            last[key] = event["testResult"]

    targets = collections.defaultdict(Target)
    for (label, _, _), result in sorted(last.items(), key=lambda item: item[0][0]):
        target = targets[label]
        target.seconds += int(result.get("testAttemptDurationMillis", 0)) / 1000
        before = len(target.failures)
        problem = None
        for output in result.get("testActionOutput", []):
            if output["name"] == "test.xml":
                path = urllib.parse.unquote(urllib.parse.urlparse(output["uri"]).path)
                try:
                    count_cases(target, path)
                except (OSError, ElementTree.ParseError) as error:
                    problem = f"(no readable test.xml: {error})"
        status = result.get("status", "NO_STATUS")
        if problem is None and status != "PASSED" and len(target.failures) == before:
            # For one, a sanitizer that found something after the last case.
            problem = f"({status.lower()}, outside any test case)"
        if problem is not None:
            target.failures.append(problem)
    return targets


def read_unbuilt(events):
    """Labels and target patterns that Bazel could not load, analyse or build."""
    unbuilt = set()
    for event in events:
        for kind in ("targetCompleted", "configuredLabel", "unconfiguredLabel", "pattern"):
            identity = event["id"].get(kind)
            if identity is None:
                continue
            failed = "aborted" in event and event["aborted"].get("reason") != "SKIPPED"
            if kind == "targetCompleted" and "completed" in event:
                failed = not event["completed"].get("success", False)
            if failed:
                label = identity.get("label") or " ".join(identity.get("pattern", []))
                unbuilt.add(label)
    return unbuilt


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count-file", help="append the three numbers here")
    arguments.add_argument("--bazel-status", type=int, required=True)
    arguments.add_argument("events", help="what --build_event_json_file wrote")
    options = arguments.parse_args()

    events = read_events(options.events)
    targets = read_results(events)
    for label in sorted(read_unbuilt(events) - targets.keys()):
        targets[label].failures.append("(not built)")

    print()
    for label, target in sorted(targets.items()):
        counts = f"{target.passed} passed, {len(target.failures)} failed"
        if target.skipped:
            counts += f", {target.skipped} skipped"
        print(f"{label}: {counts} ({target.seconds:.1f} s)")
        for failure in target.failures:
            print(f"    FAILED {failure}")

    passed = sum(target.passed for target in targets.values())
    failed = sum(len(target.failures) for target in targets.values())
    skipped = sum(target.skipped for target in targets.values())
    if not failed and options.bazel_status not in (BAZEL_SUCCESS, BAZEL_TESTS_FAILED):
        print(f"bazel test ended with status {options.bazel_status}")
        failed = 1

    if options.count_file:
        with open(options.count_file, "a", encoding="utf-8") as counts:
            print(passed, failed, skipped, file=counts)
    total = f"{passed} passed, {failed} failed"
    print(f"{total}, {skipped} skipped" if skipped else total)
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
