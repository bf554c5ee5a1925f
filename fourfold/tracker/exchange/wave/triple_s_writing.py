"""A wave as Triple-S 2.0: the description as XML by the standard's DTD, and the data in fixed columns.

Data that fit into ISO-8859-1 are written in it, where a letter is a byte and no program can count columns in another way;
others in UTF-8, columns counted in letters. The description is ASCII with references either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import refuse
from fourfold.tracker.rules.wave.multiples import multiple_names
from fourfold.tracker.rules.wave.table import Cell, Column, Gap, Holds, numbers

if TYPE_CHECKING:
    from fourfold.tracker.rules.wave.table import Table

MOST_BITS: Final = 32
_DOCTYPE: Final = '<!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey Interchange v2.0//EN" "http://www.triple-s.org/dtd/sss_v20.dtd">'
# Letters that XML 1.0 cannot hold, and those that would break a line of data.
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class TripleS:
    description: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class _Variable:
    """`texts` are its cells, one a respondent, of one width; `within` what stands in its element after the position."""

    name: str
    label: str
    kind: str
    use: str
    width: int
    texts: tuple[str, ...]
    within: str


def triple_s(table: Table, *, href: str) -> TripleS:
    """`href` is the name of the data's file. Breaks of lines in words become spaces. Raises BadSurvey."""
    variables = list(_variables(table))
    lines = ["".join(cells) for cells in zip(*(each.texts for each in variables), strict=True)]
    text = "".join(f"{line}\r\n" for line in lines)
    try:
        data, encoding = text.encode("iso-8859-1"), "ISO-8859-1"
    except UnicodeEncodeError:
        data, encoding = text.encode(), "UTF-8"
    body = "\n".join(_described(table, variables, href))
    description = f'<?xml version="1.0" encoding="{encoding}"?>\n{_DOCTYPE}\n{body}\n'
    return TripleS(description.encode("ascii", "xmlcharrefreplace"), data)


def _described(table: Table, variables: Sequence[_Variable], href: str) -> Iterator[str]:
    yield '<sss version="2.0">'
    yield "<origin>Fourfold</origin>"
    yield "<survey>"
    title = " ".join(each for each in (table.title, table.notice) if each)
    yield f"<title>{_text(title)}</title>"
    yield f'<record ident="A" href="{_text(href)}" format="fixed">'
    start = 1
    for ident, each in enumerate(variables, start=1):
        use = f' use="{each.use}"' if each.use else ""
        finish = f' finish="{start + each.width - 1}"' if each.width > 1 else ""
        yield f'<variable ident="{ident}" type="{each.kind}"{use}>'
        yield f"<name>{_text(each.name)}</name>"
        yield f"<label>{_text(each.label)}</label>"
        yield f'<position start="{start}"{finish}/>'
        yield f"{each.within}</variable>"
        start += each.width
    yield "</record>"
    yield "</survey>"
    yield "</sss>"


def _text(words: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", words))


def _variables(table: Table) -> Iterator[_Variable]:
    names = multiple_names(table.columns)
    done: set[str] = set()
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        match column.holds:
            case Holds.FLAG:
                if column.question not in done:
                    done.add(column.question)
                    yield _multiple(table, column.question, names[column.question])
            case Holds.CODE:
                yield _single(table, column, cells)
            case Holds.NUMBER | Holds.WEIGHT:
                yield _quantity(column, cells)
            case Holds.DAY:
                days = [cell.strftime("%Y%m%d") if isinstance(cell, date) else "" for cell in cells]
                yield _padded(column, "date", days, 8, "")
            case Holds.WORDS | Holds.SERIAL:
                yield _words(column, cells)


def _padded(
    column: Column, kind: str, texts: Sequence[str], width: int, within: str, use: str = ""
) -> _Variable:
    """Words begin at the left of their columns, numbers end at the right."""
    filled = (each.ljust(width) if kind == "character" else each.rjust(width) for each in texts)
    return _Variable(column.name, column.label, kind, use, width, tuple(filled), within)


def _words(column: Column, cells: Sequence[Cell]) -> _Variable:
    texts = ["" if isinstance(cell, Gap) else _BREAKS.sub(" ", str(cell)) for cell in cells]
    width = max([1, *map(len, texts)])
    use = "serial" if column.holds is Holds.SERIAL else ""
    return _padded(column, "character", texts, width, f"<size>{width}</size>", use)


def _single(table: Table, column: Column, cells: Sequence[Cell]) -> _Variable:
    known = numbers(column)
    texts = ["" if isinstance(cell, Gap) else str(known[str(cell)]) for cell in cells]
    width = max(len(str(number)) for number in known.values())
    return _padded(column, "single", texts, width, _values(table, column))


def _values(table: Table, column: Column) -> str:
    for choice in column.choices:
        if choice.number < 0:
            raise refuse(
                say("Triple-S has no code below nought: {number}", number=choice.number), column=column.name
            )
    each = "".join(
        f'<value code="{choice.number}">{_text(choice.says.get(table.language, choice.code))}</value>'
        for choice in column.choices
    )
    return f"<values>{each}</values>"


def _quantity(column: Column, cells: Sequence[Cell]) -> _Variable:
    given = [Decimal(cell) for cell in cells if isinstance(cell, Decimal | int)]
    places = max([0, *(max(0, -_exponent(number)) for number in given)])
    texts = ["" if isinstance(cell, Gap) else f"{cell:.{places}f}" for cell in cells]
    low, high = min(given, default=Decimal(0)), max(given, default=Decimal(0))
    bounds = f'<values><range from="{low:.{places}f}" to="{high:.{places}f}"/></values>'
    use = "weight" if column.holds is Holds.WEIGHT else ""
    return _padded(column, "quantity", texts, max([1, *map(len, texts)]), bounds, use)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _multiple(table: Table, question: str, name: str) -> _Variable:
    """A mark for each code from 1 to the highest; where that is long, the codes one after the other."""
    places = [place for place, column in enumerate(table.columns) if column.question == question]
    first = table.columns[places[0]]
    known = numbers(first)
    values = _values(table, first)
    highest, width = max(known.values()), max(len(str(number)) for number in known.values())
    bits = min(known.values()) > 0 and highest <= MOST_BITS
    texts: list[str] = []
    for row in table.rows:
        flags = {known[table.columns[place].code]: row[place] for place in places}
        if any(isinstance(flag, Gap) for flag in flags.values()):
            texts.append("")
        elif bits:
            texts.append("".join(str(flags.get(number, 0)) for number in range(1, highest + 1)))
        else:
            texts.append("".join(str(number).rjust(width) for number, flag in sorted(flags.items()) if flag))
    label, _, _ = first.label.rpartition(" — ")
    spread = "" if bits else f'<spread subfields="{len(places)}" width="{width}"/>'
    filled = tuple(text.ljust(highest if bits else width * len(places)) for text in texts)
    return _Variable(name, label, "multiple", "", len(filled[0]) if filled else 1, filled, spread + values)
