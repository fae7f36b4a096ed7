#!/bin/bash
# Maven's own comparison. Its program compares each argument with the next one,
# so that every second answer is ours.
set -euo pipefail
artifact=/usr/share/java/maven3-artifact.jar
[[ -e $artifact ]] && command -v java >/dev/null || exit 77

xargs --max-args=2000 java -cp "$artifact:/usr/share/java/commons-lang3.jar" \
  org.apache.maven.artifact.versioning.ComparableVersion |
  awk '/^1\. / { comparisons = 0 } /^   / && ++comparisons % 2 { print substr($2, 1, 1) }'
