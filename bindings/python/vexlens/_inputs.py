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


def one_document(source: Source) -> Tuple[str, Union[bytes, bytearray, memoryview]]:
    """one_document(source) is the name and the bytes of one document, and of no folder of them."""
    names, documents = documents_in([source])
    if len(documents) != 1:
        raise ValueError(f"{source!r} has {len(documents)} documents, and not one")
    return names[0], documents[0]


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
