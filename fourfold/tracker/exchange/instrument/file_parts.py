"""The parts of an instrument's YAML file, as they are written; docs/reference/instrument.md describes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Source
from fourfold.tracker.rules.instrument.conditions import SIGNS
from fourfold.tracker.rules.instrument.questionnaire import CODED, Disclosure, Evidence, Kind, Meaning

Words = Annotated[str, Field(min_length=1)]
# What a variable may be called in every format that data leave in.
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]*$")]
# A code stands in lists with spaces between.
Code = Annotated[str, StringConstraints(pattern=r"^\S+$")]
Texts = dict[Words, Words]
Whole = Annotated[int, Field(ge=0)]
Rows = list[list[str]]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ConditionPart(Part):
    """One of: `question` with one of `has`, `answered` and the signs of comparison; `all`; `any`; `not`; `formula`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    question: str = ""
    has: list[Code] = []
    answered: bool | None = None
    compared: Annotated[dict[str, Decimal], Field(max_length=1)] = {}
    all_parts: Annotated[list[ConditionPart], Field(alias="all")] = []
    any_parts: Annotated[list[ConditionPart], Field(alias="any")] = []
    not_part: Annotated[ConditionPart | None, Field(alias="not")] = None
    formula: str = ""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        on_question = [bool(self.has), self.answered is not None, bool(self.compared)]
        given = [bool(self.question), bool(self.all_parts), bool(self.any_parts), bool(self.formula)]
        given.append(self.not_part is not None)
        if sum(given) != 1 or sum(on_question) != bool(self.question):
            raise ValueError(
                say("a condition is one of: question with has, answered or compared; all; any; not; formula")
            )
        if not set(self.compared) <= set(SIGNS):
            raise ValueError(say("a number is compared with one of {signs}", signs=" ".join(SIGNS)))
        return self


class ChoicePart(Part):
    code: Code
    says: Texts = {}
    number: int | None = None
    meaning: Meaning = Meaning.ANSWER
    alone: bool = False
    kept: dict[str, str] = {}


class OtherPart(Part):
    code: Code
    asks: Texts


class OriginPart(Part):
    evidence: Evidence
    where: Words
    note: str = ""


class QuestionPart(Part):
    kind: Literal["single", "multi", "scale", "number", "text", "date", "note"]
    id: Id
    asks: Texts = {}
    answers: str = ""
    asked_when: ConditionPart | None = None
    required: bool = False
    core: bool = False
    from_frame: bool = False
    at_most: Annotated[int | None, Field(ge=1)] = None
    at_least: Annotated[int | None, Field(ge=1)] = None
    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False
    other: OtherPart | None = None
    hint: Texts = {}
    interviewer: Texts = {}
    origin: OriginPart | None = None
    disclosure: Disclosure = Disclosure.PLAIN
    bands: list[Decimal] = []
    kept: dict[str, str] = {}

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        kind = Kind(self.kind)
        if bool(self.answers) != (kind in CODED):
            raise ValueError(
                say("name a list of answers") if kind in CODED else say("a {kind} has no answers", kind=kind)
            )
        if (self.at_most is not None or self.at_least is not None) and kind is not Kind.MULTI:
            raise ValueError(say("only a multi takes several answers"))
        if kind is not Kind.NUMBER and (
            self.least is not None or self.most is not None or self.whole or self.bands
        ):
            raise ValueError(say("only a number has a least, a most, bands, or is whole"))
        if self.other is not None and kind not in {Kind.SINGLE, Kind.MULTI}:
            raise ValueError(say("only a single or a multi has “other, which?”"))
        for low, high in ((self.at_least, self.at_most), (self.least, self.most)):
            if low is not None and high is not None and low > high:
                raise ValueError(say("the least is more than the most"))
        if sorted(set(self.bands)) != self.bands:
            raise ValueError(say("bands begin at numbers that rise"))
        return self


class CarriedPart(Part):
    kind: Literal["carried"]
    why: Words
    rows: Annotated[list[dict[str, str]], Field(min_length=1)]


class SectionPart(Part):
    kind: Literal["section"]
    id: Id
    title: Texts = {}
    asked_when: ConditionPart | None = None
    kept: dict[str, str] = {}
    items: list[ItemPart] = []


ItemPart = Annotated[SectionPart | QuestionPart | CarriedPart, Field(discriminator="kind")]


class SignOffPart(Part):
    partner: Words
    on: date
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class InstrumentFile(Part):
    id: Id
    version: Words
    title: Texts
    languages: Annotated[list[Words], Field(min_length=1)]
    notice: str = ""
    source: Source | None = None
    partners: list[Words] = []
    sign_off: list[SignOffPart] = []
    answers: dict[Words, Annotated[list[ChoicePart], Field(min_length=1)]] = {}
    items: Annotated[list[ItemPart], Field(min_length=1)]
    kept: dict[str, str] = {}
    sheets: dict[str, Rows] = {}


def schema() -> dict[str, Any]:
    """The format as JSON Schema, for editors. YAML gives every number, and every yes and no, in quotes."""
    return InstrumentFile.model_json_schema()


SectionPart.model_rebuild()
InstrumentFile.model_rebuild()
