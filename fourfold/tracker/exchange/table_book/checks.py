"""What the parts of a specification do not say together: names that are not there, codes of another question, letters run out."""

from __future__ import annotations

from collections import Counter
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.column_tests import Comparison
from fourfold.tracker.rules.estimation.scores import LEAST, MOST
from fourfold.tracker.rules.tables.lines import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fourfold.ground.parameters.strict_yaml import Path
    from fourfold.tracker.exchange.table_book.form import BlockPart, QuestionPart, Specification

# Numbers of answers are kept in a byte, with two for no answer and not asked.
MOST_CODES: Final = 250
_OWN_LINES: Final = frozenset(kind.value for kind in Kind)


def faults(written: Specification) -> Iterator[tuple[Path, str]]:
    for key, part in written.questions.items():
        yield from _question(written, ("questions", key), part)
    for key, blocks in written.banners.items():
        for at, block in enumerate(blocks):
            yield from _block(written, ("banners", key, str(at)), block)
        for name, count in Counter(block.question for block in blocks).items():
            if count > 1:
                yield ("banners", key), say("{question} is in the banner twice", question=name)
    yield from _tables(written)
    design = written.design
    if design.sizes and not design.stratum and len(design.sizes) > 1:
        yield ("design", "sizes"), say("sizes are by stratum: name the column of strata")


def codes_of(part: QuestionPart) -> frozenset[str]:
    return frozenset(part.columns or part.codes)


def _question(written: Specification, path: Path, part: QuestionPart) -> Iterator[tuple[Path, str]]:
    known = codes_of(part)
    if len(known) > MOST_CODES:
        yield (*path, "codes"), say("a question has at most {most} codes", most=MOST_CODES)
    for name in {*part.no_answer, *part.not_asked} & set(part.codes):
        yield (*path, "codes", name), say("{code} is also said to be no answer", code=name)
    for name in set(part.ticked) & set(part.unticked):
        yield (*path, "ticked"), say("{code} is also unticked", code=name)
    yield from _where(written, (*path, "asked_when"), part.asked_when)
    if path[-1] in part.asked_when:
        yield (*path, "asked_when"), say("a question cannot decide whether it is asked itself")
    yield from _lines(path, part, known)


def _lines(path: Path, part: QuestionPart, known: frozenset[str]) -> Iterator[tuple[Path, str]]:
    for name, net in part.nets.items():
        yield from _known((*path, "nets", name, "codes"), net.codes, known, path[-1])
        if name in known or name in _OWN_LINES:
            yield (*path, "nets", name), say("there is a line {name} already", name=name)
    for name in set(part.scores) - known:
        yield (*path, "scores", name), say("{question} has no code {code}", question=path[-1], code=name)
    for end in ("top", "bottom"):
        count = getattr(part, end)
        if count is not None and (part.columns or count >= len(known)):
            yield (*path, end), say("a question of {count} codes has no such net", count=len(known))
    promoters = part.promoters == "yes"
    if part.columns and (part.scores or promoters):
        yield path, say("scores belong to questions of one answer")
    if promoters and known != {str(each) for each in range(LEAST, MOST + 1)}:
        yield (*path, "promoters"), say("the codes must be 0 to 10")


def _block(written: Specification, path: Path, block: BlockPart) -> Iterator[tuple[Path, str]]:
    question = written.questions.get(block.question)
    if question is None:
        yield (*path, "question"), say("there is no question {name}", name=block.question)
        return
    known = codes_of(question)
    for name, group in block.groups.items():
        yield from _known((*path, "groups", name, "codes"), group.codes, known, block.question)
    if len(block.groups or known) > len(ascii_uppercase):
        yield path, say("a block has at most {most} columns, a letter each", most=len(ascii_uppercase))
    members = [code for group in block.groups.values() for code in set(group.codes)]
    shared = bool(question.columns) or len(members) > len(set(members))
    if shared and written.rules.comparison is not Comparison.DESIGN:
        yield (
            path,
            say("columns that share respondents can only be compared by the design: set rules.comparison"),
        )


def _tables(written: Specification) -> Iterator[tuple[Path, str]]:
    met: set[str] = set()
    for at, part in enumerate(written.tables):
        path = ("tables", str(at))
        if part.question not in written.questions:
            yield (*path, "question"), say("there is no question {name}", name=part.question)
        if part.banner and part.banner not in written.banners:
            yield (*path, "banner"), say("there is no banner {name}", name=part.banner)
        key = part.id or part.question
        if key in met:
            yield (*path, "id"), say("{id} is the id of another table", id=key)
        met.add(key)
        yield from _where(written, (*path, "where"), part.where)


def _where(written: Specification, path: Path, where: dict[str, list[str]]) -> Iterator[tuple[Path, str]]:
    for name, codes in where.items():
        question = written.questions.get(name)
        if question is None:
            yield (*path, name), say("there is no question {name}", name=name)
        else:
            yield from _known((*path, name), codes, codes_of(question), name)


def _known(
    path: Path, codes: Iterable[str], known: frozenset[str], question: str
) -> Iterator[tuple[Path, str]]:
    for code in codes:
        if code not in known:
            yield path, say("{question} has no code {code}", question=question, code=code)
