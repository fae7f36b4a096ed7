"""Pictures and plain texts of answers. Everything that stands in a document is somebody's word, and escaped."""

from __future__ import annotations

from html import escape
from typing import Any, Dict, List, Mapping

_COLOURS = {
    "affected": "#c8443c",
    "under_investigation": "#b7791f",
    "not_affected": "#2f855a",
    "fixed": "#2b6cb0",
}
_STATE_COLOURS = {**{status.upper(): colour for status, colour in _COLOURS.items()}, "DISPUTED": "#805ad5"}
_GREY = "#718096"

# Colours of text and lines are those of the page around, so that a dark page stays dark.
_STYLE = """<style>
.vexlens{font:13px/1.5 system-ui,sans-serif;max-width:62em}
.vexlens .badge{display:inline-block;padding:1px 9px;border-radius:9px;color:#fff;font-weight:600;font-size:12px}
.vexlens .key{font-family:ui-monospace,monospace;font-size:12px;overflow-wrap:anywhere;opacity:.8}
.vexlens .row{display:grid;grid-template-columns:11em minmax(8em,1fr) 5em;column-gap:1em;align-items:center;margin:.35em 0}
.vexlens .who{overflow-wrap:anywhere}
.vexlens .track{background:rgba(128,128,128,.18);border-radius:4px;height:13px}
.vexlens .bar{border-radius:4px;height:13px;min-width:2px}
.vexlens .figure{text-align:right;font-variant-numeric:tabular-nums}
.vexlens .small{grid-column:2/4;font-size:11px;opacity:.75;overflow-wrap:anywhere}
.vexlens .refused{opacity:.55}
.vexlens table{border-collapse:collapse;font-size:12px;margin:.4em 0}
.vexlens.wide{max-width:none;overflow-x:auto}
.vexlens th,.vexlens td{padding:2px 9px;text-align:left;border-bottom:1px solid rgba(128,128,128,.3);white-space:nowrap;
max-width:26em;overflow:hidden;text-overflow:ellipsis}
.vexlens .number{text-align:right;font-variant-numeric:tabular-nums}
</style>"""


def _badge(text: str, colour: str) -> str:
    return f'<span class="badge" style="background:{colour}">{escape(text)}</span>'


def _chain(entry: Mapping[str, Any]) -> str:
    """_chain(entry) is the factors of a weight that do something, as a product."""
    factors = [f"{factor['name']} {factor['value']:.3g}" for factor in entry["factors"] if factor["value"] != 1]
    return " × ".join(factors) or "full weight"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _voice(entry: Mapping[str, Any]) -> str:
    colour = _COLOURS.get(entry["status"], _GREY) if entry["accepted"] else _GREY
    count = f" · {entry['count']} statements" if entry["count"] > 1 else ""
    reason = "" if entry["accepted"] else f" · no vote: {escape(_words(entry['reason']))}"
    return (
        f'<div class="row{"" if entry["accepted"] else " refused"}">'
        f'<div class="who"><b>{escape(entry["issuer"])}</b><br><span style="color:{colour}">'
        f'{escape(_words(entry["status"]))}</span></div>'
        f'<div class="track"><div class="bar" style="width:{100 * entry["weight"]:.1f}%;background:{colour}"></div></div>'
        f'<div class="figure">{entry["weight"]:.3f}</div>'
        f'<div class="small">{escape(entry["tier"])}: {escape(_chain(entry))}{count}{reason}</div></div>'
    )


def _conflict(conflict: Mapping[str, Any]) -> str:
    statuses = " against ".join(_words(status) for status in conflict["statuses"])
    return f"{escape(_words(conflict['reason']))}: {escape(statuses)} ({escape(', '.join(conflict['issuers']))})"


def explanation(record: Mapping[str, Any]) -> str:
    """explanation(record) draws a record: its state, each voice with its weight as a bar, and the conflicts."""
    key = " · ".join(
        escape(record[part]) for part in ("advisoryKey", "artifactKey", "componentKey") if record[part]
    )
    head = (
        f"{_badge(record['state'], _STATE_COLOURS.get(record['state'], _GREY))} treat as "
        f"{_badge(_words(record['status']), _COLOURS.get(record['status'], _GREY))} "
        f"confidence <b>{record['confidence']:.3f}</b>"
    )
    conflicts = "".join(f"<li>{_conflict(conflict)}</li>" for conflict in record["conflicts"])
    return (
        f'{_STYLE}<div class="vexlens"><div>{head}</div><div class="key">{key}</div>'
        f"{''.join(_voice(entry) for entry in record['rationale'])}"
        f"{'<div>Conflicts<ul>' + conflicts + '</ul></div>' if conflicts else ''}</div>"
    )


def plain_explanation(record: Mapping[str, Any]) -> str:
    """plain_explanation(record) is the same for a terminal."""
    lines = [
        " ".join(record[part] for part in ("advisoryKey", "artifactKey", "componentKey") if record[part]),
        f"{record['state']}, treat as {record['status']}, confidence {record['confidence']:.6f}",
    ]
    for entry in record["rationale"]:
        reason = "" if entry["accepted"] else f", no vote: {_words(entry['reason'])}"
        lines.append(f"  {entry['weight']:.6f} {entry['status']} says {entry['issuer']}: {_chain(entry)}{reason}")
    lines += [
        f"  conflict: {_words(conflict['reason'])} of {', '.join(conflict['issuers'])}" for conflict in record["conflicts"]
    ]
    # Whatever a document has in a name, one line stays one line.
    return "\n".join("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line) for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, float):
        return f'<td class="number">{value:.3f}</td>'
    if isinstance(value, int) and not isinstance(value, bool):
        return f'<td class="number">{value}</td>'
    if isinstance(value, list):
        value = ", ".join(_short(str(each)) for each in value)
    return f'<td title="{escape(str(value))}">{escape(_short(str(value)))}</td>'


def _short(text: str) -> str:
    """_short(text) leaves of a digest what tells it from others."""
    return f"{text[:15]}…" if text.startswith("sha256:") and len(text) == 71 else text


def table(rows: List[Dict[str, Any]], caption: str = "") -> str:
    """table(rows, caption) draws rows of equal columns."""
    said = f"<div>{escape(caption)}</div>" if caption else ""
    if not rows:
        return f'{_STYLE}<div class="vexlens">{said or "no rows"}</div>'
    head = "".join(f"<th>{escape(name)}</th>" for name in rows[0])
    body = "".join(f"<tr>{''.join(_cell(value) for value in row.values())}</tr>" for row in rows)
    return f'{_STYLE}<div class="vexlens wide">{said}<table><tr>{head}</tr>{body}</table></div>'


def plain_table(rows: List[Dict[str, Any]]) -> str:
    """plain_table(rows) is rows for a terminal, one line for each value of a row."""
    if not rows:
        return "no rows"
    return "\n\n".join("\n".join(f"{name}: {value!r}" for name, value in row.items()) for row in rows)
