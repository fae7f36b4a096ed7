"""What is open until it is closed."""

from __future__ import annotations

from typing import Generic, Optional, TypeVar

from vexlens._errors import StateError

_FAILED_PRECONDITION = 9

Native = TypeVar("Native")


class Opened(Generic[Native]):
    """Opened is what all views of a workspace or a timeline have in common: the native one, until it is closed."""

    def __init__(self, native: Native, closed: str) -> None:
        self._native: Optional[Native] = native
        self._closed = closed

    @property
    def native(self) -> Native:
        """native is a StateError when it is closed."""
        if self._native is None:
            raise StateError(self._closed, _FAILED_PRECONDITION)
        return self._native

    def close(self) -> None:
        """close() lets it go, once the calls under way and the tables being read are done."""
        self._native = None
