"""Reads the ready words and measures of a policy in one sitting, strictly: a unit that nobody knows is a fault at start."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from fourfold.define.rules.one_sitting import ReadyCommitment, ReadySet, ReadyTheme
from fourfold.define.rules.policy_text import MeasureText, PrincipleText
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.parameters.strict_yaml import read_yaml

FILE = "ready_policies.yaml"


def _known(unit: str) -> str:
    return unit_of(unit).code


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Measure(_Strict):
    title: str = Field(max_length=250)
    unit: Annotated[str, AfterValidator(_known)]
    counts: str
    evidence: str
    once_per_person: Literal["yes", "no"]


class _Source(_Strict):
    title: str
    publisher: str
    read: date
    says: str
    grade: Literal["primary", "secondary"]


class _Theme(_Strict):
    key: str = Field(pattern=r"^[a-z]+$")
    title: str = Field(max_length=200)
    words: str
    outcome: str = Field(max_length=250)
    source: _Source | None = None
    measures: tuple[_Measure, ...] = Field(min_length=1, max_length=3)


class _Value(_Strict):
    title: str
    words: str
    behind: Literal["every outcome", ""] = ""


class _Commitment(_Strict):
    title: str = Field(max_length=300)
    due: Literal["a year", "review", ""]


class _File(_Strict):
    definition: str
    intent: tuple[str, ...]
    leading: str
    values: tuple[_Value, ...]
    commitments: tuple[_Commitment, ...]
    themes: tuple[_Theme, ...] = Field(min_length=3)


@cache
def ready_set() -> ReadySet:
    """What ships with Fourfold. Raises YamlFault or ValidationError where the file is at fault."""
    text = files("fourfold.define.exchange").joinpath(FILE).read_text(encoding="utf-8")
    return read_ready_set(text)


def read_ready_set(text: str) -> ReadySet:
    read = _File.model_validate(read_yaml(text).tree)
    return ReadySet(
        definition=read.definition,
        intent=read.intent,
        leading=read.leading,
        values=tuple(PrincipleText(each.title, each.words) for each in read.values),
        behind=tuple(each.title for each in read.values if each.behind),
        commitments=tuple(ReadyCommitment(each.title, each.due) for each in read.commitments),
        themes=tuple(_theme(each) for each in read.themes),
    )


def _theme(read: _Theme) -> ReadyTheme:
    source = read.source
    return ReadyTheme(
        key=read.key,
        title=read.title,
        words=read.words,
        outcome=read.outcome,
        measures=tuple(
            MeasureText(
                ref="",
                title=each.title,
                unit=each.unit,
                counts=each.counts,
                evidence=each.evidence,
                once_per_person=each.once_per_person == "yes",
            )
            for each in read.measures
        ),
        source="" if source is None else f"{source.title} ({source.publisher}): {source.says}",
    )
