"""Exceptions, one for each way in which a call can fail."""

from __future__ import annotations

from typing import Dict, Type


class Error(Exception):
    """Error is what a call of vexlens raises; its subclasses say why.

    >>> import vexlens
    >>> try:
    ...     vexlens.canonical_json('{"a": 1, "a": 2}')
    ... except vexlens.Error as error:
    ...     error.code
    3
    """

    #: The code of gRPC and of vexlens.h, such as 5 for NOT_FOUND.
    code: int = 13

    def __init__(self, message: str, code: int = 13) -> None:
        super().__init__(message)
        self.code = code


class InvalidDocumentError(Error, ValueError):
    """InvalidDocumentError: not JSON, not of the form, a malformed purl, CPE or instant."""


class UnsupportedError(Error, NotImplementedError):
    """UnsupportedError: a format, a version or an option that is not known here."""


class LimitError(Error):
    """LimitError: a limit, the memory or the disk does not suffice."""


class NotFoundError(Error, LookupError):
    """NotFoundError: nobody says anything about it, or there is no such thing."""


class AlreadyExistsError(Error):
    """AlreadyExistsError: there is another thing of that name."""


class StateError(Error):
    """StateError: the workspace is not in a state for this, such as one of a newer version."""


class ConflictError(Error):
    """ConflictError: somebody else was first; try again."""


class IntegrityError(Error):
    """IntegrityError: a file is damaged, or a digest is another one."""


class SignatureError(Error):
    """SignatureError: no signature verifies."""


class TrustError(Error):
    """TrustError: who signs is not trusted for this, or the medium cannot be written."""


class UnavailableError(Error, ConnectionError):
    """UnavailableError: something is out of reach, such as a workspace that another process writes; try again."""


class DeadlineError(Error, TimeoutError):
    """DeadlineError: it took too long."""


class CancelledError(Error):
    """CancelledError: a callback said stop; nothing was changed."""


_BY_CODE: Dict[int, Type[Error]] = {
    1: CancelledError,
    3: InvalidDocumentError,
    4: DeadlineError,
    5: NotFoundError,
    6: AlreadyExistsError,
    7: TrustError,
    8: LimitError,
    9: StateError,
    10: ConflictError,
    12: UnsupportedError,
    14: UnavailableError,
    15: IntegrityError,
    16: SignatureError,
}


def error_of(code: int, message: str) -> Error:
    """error_of(code, message) is the exception for a code of vexlens.h."""
    return _BY_CODE.get(code, Error)(message, code)
