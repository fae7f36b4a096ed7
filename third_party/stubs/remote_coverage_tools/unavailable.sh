#!/bin/sh
echo "bazel coverage is not supported by this build" >&2
exit 1
