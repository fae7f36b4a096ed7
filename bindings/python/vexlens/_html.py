"""Pictures and plain texts of answers. Everything that stands in a document is somebody's word, and escaped: neither
markup nor TeX in it is typeset, and no character in it turns the line around or talks to a terminal."""

from __future__ import annotations

import html
from typing import Any, Dict, List, Mapping

_COLOURS = {
    "affected": "#c8443c",
    "under_investigation": "#b7791f",
    "not_affected": "#2f855a",
    "fixed": "#2b6cb0",
}
_STATE_COLOURS = {**{status.upper(): colour for status, colour in _COLOURS.items()}, "DISPUTED": "#805ad5"}
_GREY = "#718096"
_LONGEST_WORDS = 2000  # characters of an impact or action that a picture shows

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
.vexlens .said{grid-column:1/4;font-size:12px;margin:.1em 0 0 1em;overflow-wrap:anywhere}
.vexlens .refused{opacity:.55}
.vexlens table{border-collapse:collapse;font-size:12px;margin:.4em 0}
.vexlens.wide{max-width:none;overflow-x:auto}
.vexlens th,.vexlens td{padding:2px 9px;text-align:left;border-bottom:1px solid rgba(128,128,128,.3);white-space:nowrap;
max-width:26em;overflow:hidden;text-overflow:ellipsis}
.vexlens .number{text-align:right;font-variant-numeric:tabular-nums}
</style>"""


# Of notebooks, one says by the first that there is no TeX inside, others by the second.
_NO_TEX = "mathjax_ignore tex2jax_ignore"


def plain(text: str) -> str:
    """plain(text) is one line without characters that do not show: of controls, of directions, and of surrogates. Other
    blanks than a space, line feeds among them, become one."""
    return "".join(" " if c.isspace() else c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _escape(text: str) -> str:
    """_escape(text) is somebody's text in HTML. What may begin TeX stands in elements of its own, for what typesets it
    looks for it in the text of one."""
    escaped = html.escape(plain(text))
    return escaped.replace("\\", "<span>&#92;</span>").replace("$", "<span>&#36;</span>")


def _attribute(text: str) -> str:
    return html.escape(plain(text)).replace("\\", "&#92;").replace("$", "&#36;")


def _badge(text: str, colour: str) -> str:
    return f'<span class="badge" style="background:{colour}">{_escape(text)}</span>'


def _chain(entry: Mapping[str, Any]) -> str:
    """_chain(entry) is the factors of a weight that do something, as a product."""
    factors = [f"{factor['name']} {factor['value']:.3g}" for factor in entry["factors"] if factor["value"] != 1]
    return " × ".join(factors) or "full weight"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_WORDS else f"{text[:_LONGEST_WORDS]}…"


def _said(entry: Mapping[str, Any]) -> str:
    """_said(entry) is what the statement behind an entry gives as its reason, and where it stands."""
    lines = [
        f"{name}: {_escape(_cut(entry[name]))}" for name in ("justification", "impact", "action") if entry.get(name)
    ]
    document = entry.get("documentId", "")
    if document:
        version = f" version {_escape(entry['documentVersion'])}" if entry["documentVersion"] else ""
        place = _attribute(f"{entry['documentDigest']} {entry['location']}")
        lines.append(f'<span class="key" title="{place}">{_escape(document)}{version}</span>')
    return f'<div class="said">{"<br>".join(lines)}</div>' if lines else ""


def _voice(entry: Mapping[str, Any]) -> str:
    colour = _COLOURS.get(entry["status"], _GREY) if entry["accepted"] else _GREY
    count = f" · {entry['count']} statements" if entry["count"] > 1 else ""
    reason = "" if entry["accepted"] else f" · no vote: {_escape(_words(entry['reason']))}"
    return (
        f'<div class="row{"" if entry["accepted"] else " refused"}">'
        f'<div class="who"><b>{_escape(entry["issuer"])}</b><br><span style="color:{colour}">'
        f'{_escape(_words(entry["status"]))}</span></div>'
        f'<div class="track"><div class="bar" style="width:{100 * entry["weight"]:.1f}%;background:{colour}"></div></div>'
        f'<div class="figure">{entry["weight"]:.3f}</div>'
        f'<div class="small">{_escape(entry["tier"])}: {_escape(_chain(entry))}{count}{reason}</div>'
        f"{_said(entry)}</div>"
    )


def _conflict(conflict: Mapping[str, Any]) -> str:
    statuses = " against ".join(_words(status) for status in conflict["statuses"])
    return f"{_escape(_words(conflict['reason']))}: {_escape(statuses)} ({_escape(', '.join(conflict['issuers']))})"


def explanation(record: Mapping[str, Any]) -> str:
    """explanation(record) draws a record: its state, each voice with its weight as a bar and what it says, and the
    conflicts."""
    key = " · ".join(
        _escape(record[part]) for part in ("advisoryKey", "artifactKey", "componentKey") if record[part]
    )
    head = (
        f"{_badge(record['state'], _STATE_COLOURS.get(record['state'], _GREY))} treat as "
        f"{_badge(_words(record['status']), _COLOURS.get(record['status'], _GREY))} "
        f"confidence <b>{record['confidence']:.3f}</b>"
    )
    conflicts = "".join(f"<li>{_conflict(conflict)}</li>" for conflict in record["conflicts"])
    return (
        f'{_STYLE}<div class="vexlens {_NO_TEX}"><div>{head}</div><div class="key">{key}</div>'
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
    return "\n".join(plain(line) for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, float):
        return f'<td class="number">{value:.3f}</td>'
    if isinstance(value, int) and not isinstance(value, bool):
        return f'<td class="number">{value}</td>'
    if isinstance(value, list):
        value = ", ".join(_short(str(each)) for each in value)
    return f'<td title="{_attribute(str(value))}">{_escape(_short(str(value)))}</td>'


def _short(text: str) -> str:
    """_short(text) leaves of a digest what tells it from others."""
    return f"{text[:15]}…" if text.startswith("sha256:") and len(text) == 71 else text


def table(rows: List[Dict[str, Any]], caption: str = "") -> str:
    """table(rows, caption) draws rows of equal columns."""
    said = f"<div>{_escape(caption)}</div>" if caption else ""
    if not rows:
        return f'{_STYLE}<div class="vexlens {_NO_TEX}">{said or "no rows"}</div>'
    head = "".join(f"<th>{_escape(name)}</th>" for name in rows[0])
    body = "".join(f"<tr>{''.join(_cell(value) for value in row.values())}</tr>" for row in rows)
    return f'{_STYLE}<div class="vexlens wide {_NO_TEX}">{said}<table><tr>{head}</tr>{body}</table></div>'


def plain_table(rows: List[Dict[str, Any]]) -> str:
    """plain_table(rows) is rows for a terminal, one line for each value of a row."""
    if not rows:
        return "no rows"
    return "\n\n".join("\n".join(f"{name}: {value!r}" for name, value in row.items()) for row in rows)
