"""A line that says how far a long call is."""

from __future__ import annotations

import sys
import time
from typing import Callable, Optional, Union

#: True for a line on a terminal or in a notebook, False for none, or a callable that hears (done, count), not more
#: often than twenty times a second.
Progress = Union[bool, Callable[[int, int], object]]

_EVERY = 0.1  # seconds


def listener(progress: Progress) -> Optional[Callable[[int, int], object]]:
    """listener(progress) is what a call tells its progress, or None."""
    if callable(progress):
        return progress
    if not progress or not (sys.stderr.isatty() or "ipykernel" in sys.modules):
        return None
    return _Line()


class _Line:
    def __init__(self) -> None:
        self._began = self._said = time.monotonic()
        self._any = False

    def __call__(self, done: int, count: int) -> None:
        now = time.monotonic()
        last = done == count and self._any
        if not last and now - self._said < _EVERY:
            return
        self._said = now
        self._any = True
        sys.stderr.write(f"\rreading {done} of {count} documents, {now - self._began:.1f} s")
        sys.stderr.write("\n" if last else "")
        sys.stderr.flush()
        self._any = not last
