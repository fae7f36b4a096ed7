"""What callers give: documents as paths or bytes, trust as JSON in any of its guises, instants."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any, Iterable, Iterator, List, Mapping, Optional, Tuple, Union

#: A document: a path to a file or a folder, or the bytes themselves.
Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview]

#: The bytes of a document.
Content = Union[bytes, bytearray, memoryview]

#: JSON as text, bytes, a path to a file, or as the dict that it stands for.
Json = Union[str, bytes, "os.PathLike[str]", Mapping[str, Any]]

#: Whom to trust beside a directory: "NAME" or "NAME=TIER", one or several.
Trust = Union[str, Iterable[str]]

#: An instant as RFC 3339 text, or a datetime with a time zone.
Instant = Union[str, datetime.datetime]


def json_text(value: Optional[Json]) -> str:
    """json_text(value) is the JSON text of a policy or a directory; "" for None, which is the default."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return json.dumps(value)
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, os.PathLike):
        return Path(value).read_text(encoding="utf-8")
    return value


def trust_texts(value: Trust) -> List[str]:
    """trust_texts(value) is each of them; a text alone is one, and no letters."""
    return [value] if isinstance(value, str) else list(value)


def instant_text(value: Optional[Instant]) -> str:
    """instant_text(value) is RFC 3339; "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: say datetime(..., tzinfo=timezone.utc)")
        return value.isoformat()
    return value


class Documents:
    """Documents is the names and the bytes of all documents, folders walked in order of names, and the signatures beside
    them: of a file in an .asc file of the same name; b"" where there is none."""

    def __init__(self, sources: Union[Source, Iterable[Source]]) -> None:
        self.names: List[str] = []
        self.contents: List[Content] = []
        self.signatures: List[bytes] = []
        for source in _each(sources):
            if isinstance(source, (str, os.PathLike)):
                for path in _files(Path(source)):
                    beside = path.with_name(path.name + ".asc")
                    self._add(str(path), path.read_bytes(), beside.read_bytes() if beside.is_file() else b"")
            else:
                self._add(f"document {len(self.names)}", source, b"")

    def _add(self, name: str, content: Content, signature: bytes) -> None:
        self.names.append(name)
        self.contents.append(content)
        self.signatures.append(signature)


def one_document(source: Source) -> Tuple[str, Content]:
    """one_document(source) is the name and the bytes of one document, and of no folder of them."""
    documents = Documents([source])
    if len(documents.names) != 1:
        raise ValueError(f"{source!r} has {len(documents.names)} documents, and not one")
    return documents.names[0], documents.contents[0]


def _each(sources: Union[Source, Iterable[Source]]) -> Iterable[Source]:
    if isinstance(sources, (str, os.PathLike, bytes, bytearray, memoryview)) or _is_bytes(sources):
        return [sources]  # type: ignore[list-item,unused-ignore]
    return sources


def _is_bytes(value: object) -> bool:
    # A memory map can be iterated, too, but is one document and not as many as it has bytes.
    try:
        with memoryview(value) as view:  # type: ignore[arg-type,unused-ignore]
            return view.itemsize == 1
    except TypeError:
        return False


def _files(path: Path) -> Iterator[Path]:
    # A file that is named is read whatever it is called; of a folder's those that can be documents.
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.rglob("*.json")):
        if child.is_file():
            yield child
