"""A publication's figures from a YAML file, read strictly: what cannot be right is refused with its line and key.

The format is described in docs/how-to/audit-published-figures.md; `schema` is the same as JSON Schema.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Source
from fourfold.tracker.exchange.strict_file import FileFault, read_form
from fourfold.tracker.exchange.verbal_claims import verbal_claims
from fourfold.tracker.rules.figures.published import (
    AtMost,
    Base,
    Claim,
    Figure,
    FigureSet,
    Order,
    Printed,
    Question,
    Routing,
    Share,
    Strata,
    condition,
)
from fourfold.tracker.rules.figures.rounding import Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fourfold.ground.parameters.strict_yaml import Path

Words = Annotated[str, Field(min_length=1)]
Codes = dict[str, Annotated[list[str], Field(min_length=1)]]
Percent = Annotated[Decimal, Field(ge=0)]

Each = TypeVar("Each")


class FigureFileFault(FileFault):
    """A file of figures that cannot be audited: each line names file, line and key, and what is wrong."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionPart(_Part):
    """One answer for each respondent. A question with several answers is one of yes and no for each answer."""

    says: Words
    codes: Annotated[list[Words], Field(min_length=2)]


class StrataPart(_Part):
    question: Words
    sizes: Annotated[dict[str, Annotated[int, Field(gt=0)]], Field(min_length=1)]


class RoutingPart(_Part):
    when: Codes
    then: Codes


class AtMostPart(_Part):
    of: Annotated[list[Codes], Field(min_length=2)]
    most: Annotated[int, Field(ge=0)]


class BasePart(_Part):
    says: Words
    where: Codes = {}


class FigurePart(_Part):
    """Exactly one of `percent`, `count` and `between`, or `words` alone that the list of verbal claims reads."""

    id: Words
    where: Words
    says: Words
    base: Words
    counts: Annotated[Codes, Field(min_length=1)]
    percent: Percent | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    between: Annotated[list[Percent], Field(min_length=2, max_length=2)] | None = None
    words: str = ""
    table: str = ""
    weight: Annotated[int, Field(gt=0)] = 1
    note: str = ""

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        given = [each for each in (self.percent, self.count, self.between) if each is not None]
        if not given and self.words:
            if _ends(self.words) is None:
                raise ValueError(
                    say("nothing says what “{words}” may be said of: give between", words=self.words)
                )
        elif len(given) != 1:
            raise ValueError(say("give one of percent, count and between"))
        return self


def _ends(words: str) -> tuple[Decimal, Decimal] | None:
    """Between which shares the words may be said, both included; None for words without two such ends."""
    claim = verbal_claims().get(words.lower())
    if claim is None or claim.low is None or claim.high is None or claim.low_open or claim.high_open:
        return None
    return claim.low, claim.high


class SharePart(_Part):
    base: Words
    counts: Annotated[Codes, Field(min_length=1)]


class ClaimPart(_Part):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Words
    where: Words
    says: Words
    left: SharePart
    order: Annotated[Literal["more", "fewer"], Field(alias="is")]
    right: SharePart
    weight: Annotated[int, Field(gt=0)] = 1
    note: str = ""


class BeyondPart(_Part):
    """What is printed beside the figures and no answer of a respondent can confirm."""

    id: Words
    where: Words
    says: Words
    value: Words
    unit: Words
    kind: Words


class FigureFile(_Part):
    """A whole file."""

    title: Words
    source: Source | None = None
    notice: str = ""
    rounding: Rounding = Rounding.HALF_UP
    respondents: Annotated[int, Field(gt=0)]
    strata: StrataPart | None = None
    questions: Annotated[dict[str, QuestionPart], Field(min_length=1)]
    routing: list[RoutingPart] = []
    at_most: list[AtMostPart] = []
    bases: Annotated[dict[str, BasePart], Field(min_length=1)]
    figures: Annotated[list[FigurePart], Field(min_length=1)]
    claims: list[ClaimPart] = []
    beyond: list[BeyondPart] = []


def schema() -> dict[str, Any]:
    """The format as JSON Schema, for editors. YAML gives every number in quotes."""
    return FigureFile.model_json_schema()


def read_figures(content: bytes, *, place: str) -> FigureSet:
    """The figures of a file; ``place`` names it in what is refused. Raises FigureFileFault."""
    return figure_set(parse_file(content, place=place))


def parse_file(content: bytes, *, place: str) -> FigureFile:
    """The file as it was written, checked. Raises FigureFileFault."""
    try:
        return read_form(content, place=place, form=FigureFile, faults=_faults)[0]
    except FileFault as fault:
        raise FigureFileFault(str(fault)) from None


def figure_set(file: FigureFile) -> FigureSet:
    """What the rules audit of a checked file."""
    return FigureSet(
        title=file.title,
        respondents=file.respondents,
        rounding=file.rounding,
        questions={
            name: Question(name, each.says, tuple(each.codes)) for name, each in file.questions.items()
        },
        bases={name: Base(name, each.says, condition(each.where)) for name, each in file.bases.items()},
        statements=(*map(_figure, file.figures), *map(_claim, file.claims)),
        strata=Strata(file.strata.question, tuple(file.strata.sizes.items())) if file.strata else None,
        routing=tuple(Routing(condition(each.when), condition(each.then)) for each in file.routing),
        at_most=tuple(AtMost(tuple(map(condition, each.of)), each.most) for each in file.at_most),
    )


def _figure(part: FigurePart) -> Figure:
    if part.percent is not None:
        kind, low, high = Printed.PERCENT, part.percent, part.percent
    elif part.count is not None:
        kind, low, high = Printed.COUNT, Decimal(part.count), Decimal(part.count)
    else:
        kind, (low, high) = Printed.WORDS, part.between or _ends(part.words) or (Decimal(0), Decimal(0))
    return Figure(
        part.id, part.where, part.says, part.base, condition(part.counts), kind, low, high,
        part.words, part.table, part.weight, part.note,
    )  # fmt: skip


def _claim(part: ClaimPart) -> Claim:
    left, right = (Share(each.base, condition(each.counts)) for each in (part.left, part.right))
    return Claim(part.id, part.where, part.says, left, Order(part.order), right, part.weight, part.note)


def _faults(file: FigureFile) -> Iterator[tuple[Path, str]]:
    """What each part says well by itself and the parts do not say together."""
    for name, question in file.questions.items():
        if len(set(question.codes)) < len(question.codes):
            yield ("questions", name, "codes"), say("a code is given twice")
    yield from _faults_of_strata(file)
    for path, codes in _conditions(file):
        yield from _faults_of_codes(file, path, codes)
    met: set[str] = set()
    figures = ((path, each.id) for path, each in _numbered("figures", file.figures))
    claims = ((path, each.id) for path, each in _numbered("claims", file.claims))
    for path, name in chain(figures, claims):
        if name in met:
            yield (*path, "id"), say("{id} is the id of another one", id=name)
        met.add(name)
    for path, each in _numbered("figures", file.figures):
        yield from _faults_of_figure(file, path, each)
    for path, claim in _numbered("claims", file.claims):
        for side, share in (("left", claim.left), ("right", claim.right)):
            if share.base not in file.bases:
                yield (*path, side, "base"), say("there is no base {name}", name=share.base)


def _faults_of_strata(file: FigureFile) -> Iterator[tuple[Path, str]]:
    if file.strata is None:
        return
    question = file.questions.get(file.strata.question)
    if question is None:
        yield ("strata", "question"), say("there is no question {name}", name=file.strata.question)
    elif set(file.strata.sizes) != set(question.codes):
        yield ("strata", "sizes"), say("give a size for each code of {name}", name=file.strata.question)
    total = sum(file.strata.sizes.values())
    if total != file.respondents:
        yield (
            ("strata", "sizes"),
            say(
                "the sizes add up to {total}, and there are {all} respondents",
                total=total,
                all=file.respondents,
            ),
        )


def _faults_of_figure(file: FigureFile, path: Path, figure: FigurePart) -> Iterator[tuple[Path, str]]:
    if figure.base not in file.bases:
        yield (*path, "base"), say("there is no base {name}", name=figure.base)
    for name, percent in (("percent", figure.percent), *(("between", each) for each in figure.between or ())):
        if percent is not None and percent > 100:  # noqa: PLR2004
            yield (
                (*path, name),
                say(
                    "{percent} is above 100: each respondent counts once (of several answers, each is a question of its own)",
                    percent=percent,
                ),
            )
    if figure.between is not None and figure.between[0] > figure.between[1]:
        yield (*path, "between"), say("the first must be the smaller")
    if figure.count is not None and figure.count > file.respondents:
        yield (
            (*path, "count"),
            say("{count} is more than all {all} respondents", count=figure.count, all=file.respondents),
        )


def _conditions(file: FigureFile) -> Iterator[tuple[Path, Mapping[str, list[str]]]]:
    for name, base in file.bases.items():
        yield ("bases", name, "where"), base.where
    for number, rule in enumerate(file.routing):
        yield ("routing", str(number), "when"), rule.when
        yield ("routing", str(number), "then"), rule.then
    for number, limit in enumerate(file.at_most):
        for place, one in enumerate(limit.of):
            yield ("at_most", str(number), "of", str(place)), one
    for number, figure in enumerate(file.figures):
        yield ("figures", str(number), "counts"), figure.counts
    for number, claim in enumerate(file.claims):
        yield ("claims", str(number), "left", "counts"), claim.left.counts
        yield ("claims", str(number), "right", "counts"), claim.right.counts


def _faults_of_codes(
    file: FigureFile, path: Path, codes: Mapping[str, list[str]]
) -> Iterator[tuple[Path, str]]:
    for name, wanted in codes.items():
        if name not in file.questions:
            yield (*path, name), say("there is no question {name}", name=name)
            continue
        for code in wanted:
            if code not in file.questions[name].codes:
                yield (*path, name), say("{name} has no code {code}", name=name, code=code)


def _numbered(key: str, parts: Sequence[Each]) -> Iterator[tuple[Path, Each]]:
    for number, part in enumerate(parts):
        yield (key, str(number)), part
