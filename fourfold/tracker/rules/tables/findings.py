"""Sentences whose figures are taken from cells, so that a number in the text cannot differ from its table; and claims in
words held to the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.tables.claims import NUMBER_WORDS, Sort, claims_in, without
from fourfold.tracker.rules.tables.table import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.tracker.rules.tables.claims import VerbalClaim
    from fourfold.tracker.rules.tables.table import Book, Cell, Table, Test

_BRACES: Final = re.compile(r"\{([A-Za-z0-9_]+)\}")
_SURE: Final = 0.05

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """A cell: row and column by their keys, the column as block.column or empty for the total."""

    table: str
    row: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a sentence, and the cell (or the block of a table, for how strongly two questions go together) they are about."""

    words: str
    cell: Where | None
    than: Where | None = None
    block: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FindingPlan:
    says: str
    cells: Mapping[str, Where]
    claims: tuple[Said, ...]
    plain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    table: Table
    at: int
    row: str
    cell: Cell

    @property
    def text(self) -> str:
        column = self.table.columns[self.at]
        return say(
            "{figure} (table {table}, row {row}, column {column}, {base} respondents)",
            figure=self.cell.text,
            table=self.table.number,
            row=self.row,
            column=column.text,
            base=column.respondents,
        )


def finding(
    book: Book, plan: FindingPlan, known: Mapping[str, VerbalClaim]
) -> tuple[str, list[tuple[Path, str]]]:
    """The sentence with its figures, and everything that is wrong with it, by key. A sentence with faults is not to be
    printed.
    """
    faults = [*_unbound(plan, known)]
    figures: dict[str, str] = {}
    tables: set[int] = set()
    for name, where in plan.cells.items():
        found = _find(book, where)
        if isinstance(found, str):
            faults.append((("cells", name), found))
        else:
            figures[name] = found.cell.text
            tables.add(found.table.number)
    cautions = []
    for at, each in enumerate(plan.claims):
        claim = known.get(each.words.lower())
        if claim is None:
            continue
        judged = _judge(book, each, claim)
        if judged.fault:
            faults.append((("claims", str(at)), judged.fault))
        cautions += [judged.caution] if judged.caution else []
        tables |= judged.tables
    text = _BRACES.sub(lambda match: figures.get(match[1], match[0]), plan.says)
    named = ", ".join(str(number) for number in sorted(tables))
    ends = [*cautions, say("table {numbers}", numbers=named)]
    return say("{text} [{ends}]", text=text, ends="; ".join(ends)), faults


def _unbound(plan: FindingPlan, known: Mapping[str, VerbalClaim]) -> Iterator[tuple[Path, str]]:
    """Numbers and claims of the sentence that are tied to no cell."""
    named = set(_BRACES.findall(plan.says))
    for name in sorted(named - plan.cells.keys()):
        yield ("says",), say("{name} is in the sentence and has no cell", name=name)
    for name in sorted(plan.cells.keys() - named):
        yield ("cells", name), say("{name} is not in the sentence", name=name)
    bare = without(_BRACES.sub(" ", plan.says), plan.plain)
    said = claims_in(bare, known)
    bound = [each.words.lower() for each in plan.claims]
    for words in said:
        if words not in bound:
            yield ("says",), say("“{words}” is a claim: name its cell under claims", words=words)
    for at, words in enumerate(bound):
        if words not in known:
            yield ("claims", str(at)), say("nothing says what “{words}” may be said of", words=words)
        elif words not in said:
            yield ("claims", str(at)), say("“{words}” is not in the sentence", words=words)
    rest = without(bare, said)
    for number in [*re.findall(r"\d[\d.,]*", rest), *(match[0] for match in NUMBER_WORDS.finditer(rest))]:
        yield (
            ("says",),
            say("{number} is tied to no cell: put a name in braces, or list it under plain", number=number),
        )


@dataclass(frozen=True, slots=True)
class _Judged:
    fault: str = ""
    caution: str = ""
    tables: frozenset[int] = frozenset()


def _judge(book: Book, said: Said, claim: VerbalClaim) -> _Judged:
    if claim.sort is Sort.STRENGTH:
        return _judge_strength(book, said, claim)
    if said.cell is None:
        return _Judged(say("name the cell that “{words}” is about", words=said.words))
    found = _find(book, said.cell)
    if isinstance(found, str):
        return _Judged(found)
    if claim.sort is Sort.SHARE:
        return _judge_share(said, found, claim)
    return _Judged(_compared(book, said, found, claim), "", frozenset({found.table.number}))


def _judge_share(said: Said, found: _Cell, claim: VerbalClaim) -> _Judged:
    cell, row = found.cell, found.table.row(found.row)
    if row is None or not row.kind.is_share or cell.exact is None:
        return _Judged(say("“{words}” can only be said of a share", words=said.words))
    tables = frozenset({found.table.number})
    if not claim.holds(cell.exact):
        return _Judged(_refused(said.words, found.text, claim), "", tables)
    ends = [end for end in (cell.low, cell.high) if end is not None]
    if not claim.is_one_sided or all(claim.holds(float(end)) for end in ends):
        return _Judged("", "", tables)
    caution = say(
        "“{words}” is not sure: the interval is {interval}", words=said.words, interval=cell.interval
    )
    return _Judged("", caution, tables)


def _compared(book: Book, said: Said, found: _Cell, claim: VerbalClaim) -> str:
    other = say("name the other cell under than") if said.than is None else _find(book, said.than)
    if isinstance(other, str):
        return other
    columns = (found.table.columns[found.at], other.table.columns[other.at])
    same = (found.table.key, found.row, columns[0].block) == (other.table.key, other.row, columns[1].block)
    if not same or not columns[0].block:
        return say("“{words}” compares two columns of one block in one row", words=said.words)
    higher, lower = (found, other) if claim.sort is Sort.HIGHER else (other, found)
    if lower.table.columns[lower.at].letter in higher.cell.letters:
        return ""
    return say(
        "“{words}” is said of {one} against {other}: the table's test does not bear it out",
        words=said.words,
        one=found.text,
        other=other.text,
    )


def _judge_strength(book: Book, said: Said, claim: VerbalClaim) -> _Judged:
    table = None if said.block is None else book.table(said.block[0])
    test: Test | None = None
    if table is not None and said.block is not None:
        test = next((each for each in table.tests if each.block == said.block[1]), None)
    if table is None or test is None:
        return _Judged(say("name the table and block that “{words}” is about", words=said.words))
    if test.strength is None or test.exact_p is None:
        return _Judged(test.text)
    tables = frozenset({table.number})
    if claim.holds(float(test.strength)) and test.exact_p < _SURE:
        return _Judged("", "", tables)
    return _Judged(_refused(said.words, test.text, claim), "", tables)


def _refused(words: str, figure: str, claim: VerbalClaim) -> str:
    return say(
        "“{words}” is said of {figure}: since {day} it may be said {range}, because: {reason}",
        words=words,
        figure=figure,
        day=day_text(claim.since),
        range=claim.range_text,
        reason=claim.reason,
    )


def _find(book: Book, where: Where) -> _Cell | str:
    """The cell, or why there is none to speak of."""
    table = book.table(where.table)
    if table is None:
        return say("there is no table {name}", name=where.table)
    row = table.row(where.row)
    if row is None:
        return say("table {table} has no row {row}", table=where.table, row=where.row)
    block, _, key = where.column.partition(".")
    at = table.column(block, key)
    if at is None:
        return say("table {table} has no column {column}", table=where.table, column=where.column)
    cell = row.cells[at]
    if cell.status not in {Status.SHOWN, Status.NEARLY_NOTHING}:
        return say(
            "the cell {row}, {column} of table {table} holds no figure: {why}",
            row=where.row,
            column=where.column or say("total"),
            table=where.table,
            why=cell.status.text,
        )
    return _Cell(table, at, row.key, cell)
