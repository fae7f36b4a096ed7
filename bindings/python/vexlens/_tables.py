"""Tables: rows of answers and evidence, for data frames."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from vexlens import _html, _native

_SHOWN = 10


class Table:
    """Table is many rows with named columns, by the Arrow PyCapsule interface: pyarrow.table(t), polars.DataFrame(t),
    duckdb and pandas take it without a copy, and every time it is taken the rows are made anew.

    >>> table = consensus.records()
    >>> table.head(1)[0]["state"]
    'AFFECTED'
    """

    def __init__(self, stream: Callable[[], Any]) -> None:
        self._stream = stream

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> Any:
        """__arrow_c_stream__() is a capsule with a stream; another schema than its own is not made."""
        return self._stream()

    def head(self, count: int = _SHOWN) -> List[Dict[str, Any]]:
        """head(count) is the first rows as dicts; no other package is needed.

        >>> [row["component"] for row in consensus.records().head(2)]
        ['', 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1']
        """
        return list(_native.rows_of(self._stream(), count))

    def to_dicts(self) -> List[Dict[str, Any]]:
        """to_dicts() is all rows as dicts; no other package is needed.

        >>> len(consensus.records().to_dicts())
        8
        """
        return list(_native.rows_of(self._stream(), -1))

    def to_arrow(self) -> Any:
        """to_arrow() is a pyarrow.Table."""
        import pyarrow  # type: ignore[import-untyped,import-not-found,unused-ignore]

        return pyarrow.RecordBatchReader.from_stream(self).read_all()

    def to_pandas(self) -> Any:
        """to_pandas() is a pandas.DataFrame whose columns are Arrow's own."""
        import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

        return self.to_arrow().to_pandas(types_mapper=pandas.ArrowDtype)

    def to_polars(self) -> Any:
        """to_polars() is a polars.DataFrame."""
        import polars  # type: ignore[import-not-found,unused-ignore]

        return polars.DataFrame(self)

    def __repr__(self) -> str:
        return _html.plain_table(self.head())

    def _repr_html_(self) -> str:
        rows = self.head(_SHOWN + 1)
        more = "" if len(rows) <= _SHOWN else f"the first {_SHOWN} rows"
        return _html.table(rows[:_SHOWN], caption=more)
