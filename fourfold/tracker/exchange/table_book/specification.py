"""A specification from its file into a plan of the book; what its parts do not say together is refused with line and key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.parameters import parameter
from fourfold.tracker.exchange.strict_file import read_form, refuse_all
from fourfold.tracker.exchange.table_book.checks import faults
from fourfold.tracker.exchange.table_book.form import Specification
from fourfold.tracker.rules.population import Population
from fourfold.tracker.rules.tables.findings import FindingPlan, Said, Where
from fourfold.tracker.rules.tables.plan import (
    Block,
    BookPlan,
    Code,
    Condition,
    Group,
    Net,
    Question,
    Rules,
    TablePlan,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.ground.parameters.strict_yaml import Path, Reading
    from fourfold.tracker.exchange.table_book.form import (
        BlockPart,
        CellPart,
        FindingPart,
        QuestionPart,
        TablePart,
    )

# The smallest count that a table may publish, with its source and date.
FEWEST: Final = "disclosure.smallest_count"


@dataclass(frozen=True, slots=True)
class ReadSpecification:
    """`written` is the file as it stands, `place` its name."""

    written: Specification
    plan: BookPlan
    findings: tuple[FindingPlan, ...]
    place: str
    reading: Reading

    def refuse(self, found: Sequence[tuple[Path, str]]) -> None:
        """Raises FileFault, each with the line of its key."""
        refuse_all(self.place, self.reading, found)


def read_specification(content: bytes, *, place: str) -> ReadSpecification:
    """Raises FileFault."""
    written, reading = read_form(content, place=place, form=Specification, faults=faults)
    findings = tuple(_finding(part) for part in written.findings)
    return ReadSpecification(written, _plan(written), findings, place, reading)


def _finding(part: FindingPart) -> FindingPlan:
    claims = tuple(
        Said(
            each.words,
            _where(each.cell),
            _where(each.than),
            None if each.association is None else (each.association.table, each.association.block),
        )
        for each in part.claims
    )
    cells = {name: Where(cell.table, cell.row, cell.column) for name, cell in part.cells.items()}
    return FindingPlan(part.says, cells, claims, tuple(part.plain))


def _where(cell: CellPart | None) -> Where | None:
    return None if cell is None else Where(cell.table, cell.row, cell.column)


def _plan(written: Specification) -> BookPlan:
    population = written.population
    questions = {key: _question(key, part) for key, part in written.questions.items()}
    return BookPlan(
        title=written.title,
        population=Population(population.target, population.estimand, population.size, population.in_frame),
        questions=questions,
        tables=tuple(_table(written, questions, part) for part in written.tables),
        rules=_rules(written),
        weighted_by=_weighted_by(written),
        design_text=_design_text(written),
        notice=written.notice,
    )


def _question(key: str, part: QuestionPart) -> Question:
    several = bool(part.columns)
    codes = tuple(Code(code, text) for code, text in (part.columns or part.codes).items())
    nets = [Net(name, net.says, frozenset(net.codes)) for name, net in part.nets.items()]
    if part.top:
        top = frozenset(code.key for code in codes[-part.top :])
        nets.append(Net(f"top_{part.top}", say("Top {count}", count=part.top), top))
    if part.bottom:
        bottom = frozenset(code.key for code in codes[: part.bottom])
        nets.append(Net(f"bottom_{part.bottom}", say("Bottom {count}", count=part.bottom), bottom))
    return Question(
        key=key,
        asks=part.asks,
        codes=codes,
        several=several,
        nets=tuple(nets),
        scores=part.scores or None,
        promoters=part.promoters == "yes",
        base=part.base,
        base_text=part.base_text,
    )


def _table(written: Specification, questions: Mapping[str, Question], part: TablePart) -> TablePlan:
    blocks = written.banners[part.banner] if part.banner else []
    return TablePlan(
        key=part.id or part.question,
        question=part.question,
        banner=tuple(_block(questions, block) for block in blocks),
        where=condition(part.where),
        where_text=part.where_text,
        percent=part.percent,
    )


def _block(questions: Mapping[str, Question], part: BlockPart) -> Block:
    groups = [Group(key, each.says, frozenset(each.codes)) for key, each in part.groups.items()]
    if not groups:
        groups = [
            Group(code.key, code.text, frozenset({code.key})) for code in questions[part.question].codes
        ]
    return Block(part.question, part.says, part.question, tuple(groups))


def condition(where: Mapping[str, Sequence[str]]) -> Condition:
    return {name: frozenset(codes) for name, codes in where.items()}


def _rules(written: Specification) -> Rules:
    rules = written.rules
    shipped = parameter(FEWEST)
    usual = shipped.values[max(shipped.values)].value
    return Rules(
        rounding=rules.rounding,
        places=rules.places,
        comparison=rules.comparison,
        multiplicity=rules.multiplicity,
        interval=rules.interval,
        confidence=rules.confidence,
        sure=rules.sure,
        likely=rules.likely,
        too_small=rules.too_small,
        small=rules.small,
        fewest=rules.fewest if rules.fewest is not None else int(usual or 1),
        fewest_because=rules.fewest_because,
    )


def _weighted_by(written: Specification) -> str:
    design = written.design
    raked = ", ".join(margin.column for margin in design.rake)
    if not raked:
        return design.weight
    if not design.weight:
        return say("weights that bring {columns} to known totals", columns=raked)
    return say("{weight}, brought to known totals of {columns}", weight=design.weight, columns=raked)


def _design_text(written: Specification) -> str:
    design = written.design
    parts = [
        say("strata: {column}", column=design.stratum) if design.stratum else say("no strata"),
        say("drawn: {column}", column=design.cluster) if design.cluster else say("drawn: each respondent"),
        (
            say("finite population correction, which takes those who did not answer for a random part")
            if design.sizes
            else say("no finite population correction")
        ),
    ]
    return say("Design: {parts}", parts="; ".join(parts))
