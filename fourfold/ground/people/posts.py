"""The codes by which posts and seniority are counted, so that a register of leads answers the survey's question B3a by itself."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from fourfold.ground.parameters.strict_yaml import read_yaml

FILE = "posts.yaml"


class CodeFault(ValueError):
    """The bundled codes cannot be trusted; the message says what is wrong."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Code(_Strict):
    """`basis` says whether the report prints the answer or it is our own."""

    code: str
    name: str
    basis: Literal["printed", "ours"]


class CodesSource(_Strict):
    title: str
    publisher: str
    href: str
    licence: str
    read_on: date
    grade: Literal["primary", "secondary"]


class Codes(_Strict):
    source: CodesSource
    posts: tuple[Code, ...]
    seniorities: tuple[Code, ...]


@cache
def codes() -> Codes:
    """Raises CodeFault for a code given twice; pydantic's and YAML's own faults come as they are."""
    read = Codes.model_validate(read_yaml(files(__package__).joinpath(FILE).read_text(encoding="utf-8")).tree)
    for listed in (read.posts, read.seniorities):
        if len({each.code for each in listed}) != len(listed):
            message = f"{FILE}: a code stands twice."
            raise CodeFault(message)
    return read


def post_choices() -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in codes().posts]


def seniority_choices() -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in codes().seniorities]


def post_name(code: str) -> str:
    """The code itself where the list has it no longer."""
    return dict(post_choices()).get(code, code)


def seniority_name(code: str) -> str:
    return dict(seniority_choices()).get(code, code)
