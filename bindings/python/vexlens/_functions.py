"""Digests, canonical JSON, signatures, trust in canonical form, and statements of one's own."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from vexlens import _native
from vexlens._inputs import Instant, Json, instant_text, json_text

Bytes = Union[str, bytes, bytearray, memoryview]


def sha256(data: Bytes) -> str:
    """sha256(data) is the digest by which documents are known.

    >>> vexlens.sha256(b"abc")[:14]
    'sha256:ba7816b'
    """
    return _native.sha256(data)


def canonical_json(text: Bytes) -> bytes:
    """canonical_json(text) is a JSON text in the one spelling that is hashed and signed (RFC 8785).

    >>> vexlens.canonical_json('{"b": 1.0, "a": []}')
    b'{"a":[],"b":1}'
    """
    return _native.canonical_json(text)


def dsse_sign(payload_type: str, payload: Bytes, keys: Sequence[Bytes]) -> bytes:
    """dsse_sign(payload_type, payload, keys) is a DSSE envelope, signed by private keys in PEM.

    >>> envelope = vexlens.dsse_sign("text/plain", b"hello", [private_key])
    >>> vexlens.dsse_verify(envelope, [public_key])
    (b'hello', 'text/plain')
    """
    return _native.dsse_sign(payload_type, payload, keys)


def dsse_verify(envelope: Bytes, keys: Sequence[Bytes], threshold: int = 1) -> Tuple[bytes, str]:
    """dsse_verify(envelope, keys) is the payload and its type, when at least `threshold` of the public keys, in PEM,
    have signed it; SignatureError when not.

    >>> vexlens.dsse_verify(vexlens.dsse_sign("t", b"x", [private_key]), [], threshold=1)
    Traceback (most recent call last):
    ...
    vexlens._errors.SignatureError: ...
    """
    payload, payload_type = _native.dsse_verify(envelope, keys, threshold)
    return payload, payload_type.decode()


def verify(
    document: Bytes, issuers: Optional[Json] = None, as_of: Optional[Instant] = None, tenant: str = "default"
) -> Dict[str, Any]:
    """verify(document) says whose word a document is, by the keys that the directory of issuers has.

    >>> vexlens.verify(document, issuers=issuers)["state"]
    'missing'
    """
    return dict(json.loads(_native.verify(document, tenant, json_text(issuers), instant_text(as_of))))


def policy_canonical(policy: Optional[Json] = None) -> Dict[str, Any]:
    """policy_canonical(policy) is a policy with every default filled in.

    >>> vexlens.policy_canonical()["mode"]
    'weighted_vote'
    """
    return dict(json.loads(_native.policy_canonical(json_text(policy))))


def issuers_canonical(issuers: Optional[Json] = None) -> Dict[str, Any]:
    """issuers_canonical(issuers) is a directory of issuers in canonical form; without one, that of public publishers.

    >>> [issuer["id"] for issuer in vexlens.issuers_canonical(issuers)["issuers"]][:2]
    ['fernhollow', 'lanternfish']
    """
    return dict(json.loads(_native.issuers_canonical(json_text(issuers))))


def openvex(rows: Any, author: str, issued_at: Instant, id: str = "") -> bytes:
    """openvex(rows, author, issued_at) is an OpenVEX document of statements of one's own, to be ingested as any other.
    `rows` is a data frame (whatever has __arrow_c_stream__), or dicts: vulnerability, product and status, and if need
    be component, justification, impact, action and status_notes.

    >>> document = vexlens.openvex(
    ...     [{"vulnerability": "CVE-2024-1", "product": "pkg:npm/a@1.0", "status": "fixed"}],
    ...     author="us", issued_at="2026-06-01T00:00:00Z")
    >>> vexlens.Engine().ingest(document).statements
    1
    """
    stream = rows.__arrow_c_stream__() if hasattr(rows, "__arrow_c_stream__") else _native.text_stream(_columns(rows))
    return _native.openvex(stream, author, instant_text(issued_at), id)


def _columns(rows: Iterable[Mapping[str, Optional[str]]]) -> Dict[str, List[Optional[str]]]:
    listed = list(rows)
    names = sorted({name for row in listed for name in row} | {"vulnerability", "product", "status"})
    return {name: [row.get(name) for row in listed] for name in names}
