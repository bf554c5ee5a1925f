"""The form of a specification of survey tables, as its file has it. Numbers stand in quotes.

The docstrings and descriptions are published: the reference and the JSON Schema are made of them.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.table_book.wave_form import Part, WavePart, Words
from fourfold.tracker.rules.estimation.column_tests import Comparison
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity
from fourfold.tracker.rules.figures.rounding import Rounding
from fourfold.tracker.rules.population import Estimand
from fourfold.tracker.rules.tables.plan import Base, IntervalMethod, Percent

Codes = Annotated[list[Words], Field(min_length=1)]
Where = dict[Words, Codes]
Level = Annotated[float, Field(gt=0, lt=1)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")]


class PopulationPart(Part):
    """Whom the survey is about. `size` and `in_frame` are left out where they are not known."""

    target: Annotated[Words, Field(description="The target population in words.")]
    estimand: Annotated[Estimand, Field(description="What is counted once.")]
    size: Annotated[int | None, Field(gt=0, description="How many there are.")] = None
    in_frame: Annotated[int | None, Field(gt=0, description="How many of them could have been asked.")] = None


class MarginPart(Part):
    """A column whose groups have known totals."""

    column: Words
    totals: Annotated[dict[Words, Annotated[float, Field(gt=0)]], Field(min_length=1)]


class DesignPart(Part):
    """How the sample came about. Everything may be left out: then each respondent was drawn alone and stands for one."""

    weight: Annotated[str, Field(description="The column of weights.")] = ""
    stratum: Annotated[str, Field(description="The column of strata.")] = ""
    cluster: Annotated[
        str,
        Field(
            description="The column of what was drawn, as the organisation that several people answer for."
        ),
    ] = ""
    sizes: Annotated[
        dict[Words, Annotated[int, Field(gt=0)]],
        Field(
            description="How many the population has in each stratum: makes the finite population correction."
        ),
    ] = {}
    rake: Annotated[list[MarginPart], Field(description="Known totals that weights are brought to.")] = []


class NetPart(Part):
    """Codes taken together."""

    says: Words
    codes: Codes


class QuestionPart(Part):
    """A question of one answer has `codes`; one of several answers has `columns`, a column of the data for each answer."""

    asks: Annotated[Words, Field(description="The question as it was asked.")]
    column: Annotated[
        str, Field(description="Its column in the data; the question's own name if left out.")
    ] = ""
    codes: Annotated[
        dict[Words, Words], Field(description="Each code and what it means, from lowest to highest.")
    ] = {}
    columns: Annotated[
        dict[Words, Words], Field(description="Each column and the answer it stands for.")
    ] = {}
    ticked: Annotated[
        list[Words], Field(description="What says in these columns that an answer was given.")
    ] = [
        "1",
        "yes",
    ]
    unticked: Annotated[list[Words], Field(description="What says that it was not.")] = ["0", "no"]
    no_answer: Annotated[
        list[Words], Field(description="Codes that count as no answer, beside an empty cell.")
    ] = []
    not_asked: Annotated[
        list[Words], Field(description="Codes that say that the question was not asked.")
    ] = []
    asked_when: Annotated[
        Where, Field(description="Who was asked: one of these codes in each of these questions.")
    ] = {}
    base: Annotated[Base, Field(description="Whether those who gave no answer belong to the base.")] = (
        Base.ANSWERED
    )
    base_text: Annotated[str, Field(description="Whom the figures are shares of, in words.")] = ""
    nets: Annotated[dict[Name, NetPart], Field(description="Codes taken together, by a key.")] = {}
    top: Annotated[int | None, Field(gt=0, description="A net of so many codes at the top of the scale.")] = (
        None
    )
    bottom: Annotated[int | None, Field(gt=0, description="A net of so many at its bottom.")] = None
    scores: Annotated[
        dict[Words, float], Field(description="What codes are worth: makes a mean and a standard deviation.")
    ] = {}
    promoters: Annotated[
        Literal["no", "yes"], Field(description="Whether codes 0 to 10 make a net promoter score.")
    ] = "no"

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.codes) == bool(self.columns):
            raise ValueError(say("give either codes or columns"))
        return self


class GroupPart(Part):
    """A column of the banner."""

    says: Words
    codes: Codes


class BlockPart(Part):
    """Columns made by one question, compared with each other. Without `groups` each code is a column."""

    question: Words
    says: Words
    groups: dict[Name, GroupPart] = {}


class TablePart(Part):
    """A table. Its `id` is the question's name if left out."""

    question: Words
    banner: Annotated[str, Field(description="Which banner; the total alone if left out.")] = ""
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]*$")] = ""
    percent: Percent = Percent.COLUMN
    where: Annotated[Where, Field(description="Only respondents with these codes.")] = {}
    where_text: Annotated[str, Field(description="The same in words; needed with `where`.")] = ""

    @model_validator(mode="after")
    def _says_whom(self) -> Self:
        if bool(self.where) != bool(self.where_text):
            raise ValueError(say("where and where_text go together: say in words whom the table is about"))
        return self


class RulesPart(Part):
    """What holds for all tables."""

    rounding: Rounding = Rounding.HALF_UP
    places: Annotated[int, Field(ge=0, le=3, description="Decimals of percentages; means have one more.")] = 0
    comparison: Annotated[Comparison, Field(description="How columns are compared.")] = Comparison.DESIGN
    multiplicity: Annotated[
        Multiplicity, Field(description="How many comparisons at once are allowed for.")
    ] = Multiplicity.BENJAMINI_HOCHBERG
    interval: IntervalMethod = IntervalMethod.KORN_GRAUBARD
    confidence: Level = 0.95
    sure: Annotated[Level, Field(description="Capital letters: p below this.")] = 0.05
    likely: Annotated[Level, Field(description="Small letters: p below this.")] = 0.10
    too_small: Annotated[float, Field(ge=0, description="Effective bases below this show no figures.")] = 30
    small: Annotated[float, Field(ge=0, description="Effective bases below this are marked.")] = 100
    fewest: Annotated[
        int | None,
        Field(
            gt=0, description="The fewest organisations that a printed count may be of; 1 withholds nothing."
        ),
    ] = None
    fewest_because: Annotated[
        str, Field(description="Why another number than the one that ships; needed with it.")
    ] = ""

    @model_validator(mode="after")
    def _a_reason(self) -> Self:
        if self.fewest is not None and not self.fewest_because:
            raise ValueError(say("fewest needs fewest_because: say why another number may do"))
        if self.likely < self.sure:
            raise ValueError(say("likely is at least sure"))
        return self


class CellPart(Part):
    """A cell of a table. Without a column it is the total's."""

    table: Words
    row: Words
    column: Annotated[str, Field(description="As block.column, both by their keys.")] = ""


class AssociationPart(Part):
    """How strongly a table's question goes with that of a block."""

    table: Words
    block: Words


class ClaimPart(Part):
    """Words that are checked against a cell, as they stand in the sentence. Of two columns (`more likely`) the second is
    `than`.
    """

    words: Words
    cell: CellPart | None = None
    than: CellPart | None = None
    association: AssociationPart | None = None

    @model_validator(mode="after")
    def _about_one(self) -> Self:
        if (self.cell is None) == (self.association is None):
            raise ValueError(say("give either cell or association"))
        return self


class FindingPart(Part):
    """A sentence with a name in braces for each figure. No other number may stand in it but those that are `plain`."""

    says: Words
    cells: dict[Name, CellPart] = {}
    claims: list[ClaimPart] = []
    plain: Annotated[list[Words], Field(description="Numbers that are no figures, as a year.")] = []


class Specification(Part):
    """A book of survey tables."""

    title: Words
    population: PopulationPart
    notice: Annotated[str, Field(description="A warning that every reader has to see.")] = ""
    design: DesignPart = DesignPart()
    questions: Annotated[dict[Name, QuestionPart], Field(min_length=1)]
    banners: Annotated[
        dict[Name, Annotated[list[BlockPart], Field(min_length=1)]], Field(description="Lists of blocks.")
    ] = {}
    tables: Annotated[list[TablePart], Field(min_length=1)]
    rules: RulesPart = RulesPart()
    findings: list[FindingPart] = []
    wave: WavePart | None = None
