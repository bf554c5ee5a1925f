"""Records as pages of plain HTML: no style sheet, no script, nothing from elsewhere, so that any browser shows them in years."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from fourfold.integrate.rules.record import Facts, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fourfold.integrate.rules.record import Block, Record


def record_page(record: Record) -> bytes:
    parts = [f"<p>{escape(record.owner)}. {escape(record.subtitle)}</p>"]
    for part in record.parts:
        parts.append(f"<h2>{escape(part.heading)}</h2>")
        parts += [_block(block) for block in part.blocks]
    return _page(record.title, parts)


def rows_page(title: str, rows: Sequence[Mapping[str, object]]) -> bytes:
    """Every row of a table, each as a list of its fields."""
    parts = [f"<p>{len(rows)} records.</p>"]
    for row in rows:
        facts = "".join(
            f"<tr><th scope='row'>{escape(name)}</th><td>{_lines(value)}</td></tr>"
            for name, value in row.items()
        )
        parts.append(f"<h2>{escape(str(row.get('ref', '')))}</h2><table>{facts}</table>")
    return _page(title, parts)


def index_page(title: str, subtitle: str, paths: Iterable[tuple[str, str]]) -> bytes:
    """Where to begin reading: each page with what it is."""
    items = "".join(f"<li><a href='{escape(path)}'>{escape(words)}</a></li>" for path, words in paths)
    return _page(title, [f"<p>{escape(subtitle)}</p>", f"<ul>{items}</ul>"])


def _block(block: Block) -> str:
    if isinstance(block, Words):
        return f"<p>{_lines(block.text)}</p>"
    if isinstance(block, Facts):
        rows = "".join(
            f"<tr><th scope='row'>{escape(name)}</th><td>{_lines(value)}</td></tr>"
            for name, value in block.rows
        )
        return f"<table>{rows}</table>"
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in block.header)
    body = "".join(f"<tr>{''.join(f'<td>{_lines(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
    return f"<table><caption>{escape(block.caption)}</caption><tr>{head}</tr>{body}</table>"


def _lines(value: object) -> str:
    return escape("" if value is None else str(value)).replace("\n", "<br>")


def _page(title: str, parts: Sequence[str]) -> bytes:
    return (
        "<!doctype html>\n<html lang='en-GB'><head><meta charset='utf-8'>"
        f"<title>{escape(title)}</title></head>\n<body><h1>{escape(title)}</h1>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    ).encode()
