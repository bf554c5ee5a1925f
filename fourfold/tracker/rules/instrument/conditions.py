"""When a question is asked: a condition on the answers given before it.

An answer that is missing, or that was given off the route, meets no condition on what it says. Conditions are kept in one
form (what is joined twice is joined once), so that two files that say the same are equal.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

Answer = str | tuple[str, ...] | Decimal | date
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Chosen:
    """At least one of the codes is chosen."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A number stands in that relation to another: =, <, <=, > or >=. What is not equal is a `Not`."""

    question: str
    sign: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Answered:
    question: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A formula of another system that is kept as written and that nothing here can tell true from false."""

    formula: str


Condition = Chosen | Compared | Answered | Not | AllOf | AnyOf | Foreign
SIGNS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class CannotTell(ValueError):
    """The condition is a formula of another system."""


def all_of(parts: Iterable[Condition]) -> Condition:
    """Raises ValueError where there is no part."""
    flat = tuple(one for part in parts for one in (part.parts if isinstance(part, AllOf) else (part,)))
    if not flat:
        raise ValueError("a condition without parts")
    return flat[0] if len(flat) == 1 else AllOf(flat)


def any_of(parts: Iterable[Condition]) -> Condition:
    """Codes of one question that stand side by side become one list. Raises ValueError where there is no part."""
    flat: list[Condition] = []
    for part in parts:
        for one in part.parts if isinstance(part, AnyOf) else (part,):
            last = flat[-1] if flat else None
            if isinstance(one, Chosen) and isinstance(last, Chosen) and last.question == one.question:
                flat[-1] = Chosen(one.question, tuple(dict.fromkeys((*last.codes, *one.codes))))
            else:
                flat.append(one)
    if not flat:
        raise ValueError("a condition without parts")
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def negated(part: Condition) -> Condition:
    return part.part if isinstance(part, Not) else Not(part)


def holds(condition: Condition, answers: Answers) -> bool:
    """Raises CannotTell."""
    match condition:
        case Chosen(question, codes):
            return any(code in codes for code in chosen(answers.get(question)))
        case Compared(question, sign, number):
            given = answers.get(question)
            return isinstance(given, Decimal) and SIGNS[sign](given, number)
        case Answered(question):
            return question in answers
        case Not(part):
            return not holds(part, answers)
        case AllOf(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Foreign(formula):
            raise CannotTell(formula)


def chosen(answer: Answer | None) -> tuple[str, ...]:
    """The codes of an answer, one or several."""
    if isinstance(answer, str):
        return (answer,)
    return answer if isinstance(answer, tuple) else ()


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Its smallest parts, in order."""
    match condition:
        case Not(part):
            yield from parts_of(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from parts_of(part)
        case _:
            yield condition


def questions_of(condition: Condition) -> tuple[str, ...]:
    """The questions that it looks at, each once."""
    named = (part.question for part in parts_of(condition) if isinstance(part, Chosen | Compared | Answered))
    return tuple(dict.fromkeys(named))
