"""What callers give: documents as paths or bytes, trust as JSON in any of its guises, instants."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any, Iterable, Iterator, List, Mapping, Optional, Tuple, Union

#: A document: a path to a file or a folder, or the bytes themselves.
Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview]

#: JSON as text, bytes, a path to a file, or as the dict that it stands for.
Json = Union[str, bytes, "os.PathLike[str]", Mapping[str, Any]]

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


def instant_text(value: Optional[Instant]) -> str:
    """instant_text(value) is RFC 3339; "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: say datetime(..., tzinfo=timezone.utc)")
        return value.isoformat()
    return value


def documents_in(sources: Union[Source, Iterable[Source]]) -> Tuple[List[str], List[Union[bytes, bytearray, memoryview]]]:
    """documents_in(sources) is the names and the bytes of all documents, folders walked in order of names."""
    names: List[str] = []
    documents: List[Union[bytes, bytearray, memoryview]] = []
    for source in _each(sources):
        if isinstance(source, (str, os.PathLike)):
            for path in _files(Path(source)):
                names.append(str(path))
                documents.append(path.read_bytes())
        else:
            names.append(f"document {len(names)}")
            documents.append(source)
    return names, documents


def _each(sources: Union[Source, Iterable[Source]]) -> Iterable[Source]:
    if isinstance(sources, (str, os.PathLike, bytes, bytearray, memoryview)):
        return [sources]
    return sources


def _files(path: Path) -> Iterator[Path]:
    # A file that is named is read whatever it is called; of a folder's those that can be documents.
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.rglob("*.json")):
        if child.is_file():
            yield child
