"""A questionnaire: what is asked of whom, in what words and in what order. One version of one survey's instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fourfold.ground.kernel.sources import Source
from fourfold.tracker.rules.instrument.conditions import Chosen, Condition, all_of

# Words by language ("en", "cy"). A language that is not there is absent: nothing is translated by a machine.
Text = Mapping[str, str]


class Kind(StrEnum):
    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    NOTE = "note"


CODED = frozenset({Kind.SINGLE, Kind.MULTI, Kind.SCALE})


class Meaning(StrEnum):
    """What a code stands for beside an answer: these are the missing codes of an export."""

    ANSWER = "answer"
    DONT_KNOW = "dont_know"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


class Disclosure(StrEnum):
    """`identifies` never leaves in an open table; `key` leaves in groups that are large enough."""

    PLAIN = "plain"
    KEY = "key"
    IDENTIFIES = "identifies"


class Evidence(StrEnum):
    """How a question of somebody else's survey is known: printed in substance, or built from printed results."""

    PRINTED = "printed"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Origin:
    evidence: Evidence
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """`number` is its value in SAV and Triple-S; one that stands `alone` excludes all others."""

    code: str
    says: Text
    number: int
    meaning: Meaning = Meaning.ANSWER
    alone: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other:
    """The code that is followed by "which?", and the words of that."""

    code: str
    asks: Text


@dataclass(frozen=True, slots=True)
class Question:
    """`kept` is what another system's form says of it that means nothing here."""

    id: str
    kind: Kind
    asks: Text
    choices: tuple[Choice, ...] = ()
    answers: str = ""
    asked_when: Condition | None = None
    required: bool = False
    core: bool = False
    from_frame: bool = False
    at_most: int | None = None
    at_least: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False
    other: Other | None = None
    hint: Text = field(default_factory=dict)
    interviewer: Text = field(default_factory=dict)
    origin: Origin | None = None
    disclosure: Disclosure = Disclosure.PLAIN
    bands: tuple[Decimal, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(choice.code for choice in self.choices)

    @property
    def other_id(self) -> str:
        """Where the words of "other" are kept; empty where there are none."""
        return f"{self.id}_{self.other.code}" if self.other else ""


@dataclass(frozen=True, slots=True)
class Carried:
    """Rows of another system's form that are kept and given back, and never asked here; and why."""

    rows: tuple[Mapping[str, str], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: Text
    items: tuple[Section | Question | Carried, ...]
    asked_when: Condition | None = None
    kept: Mapping[str, str] = field(default_factory=dict)


Item = Section | Question | Carried


@dataclass(frozen=True, slots=True)
class SignOff:
    """A partner's word for one text, told by its fingerprint."""

    partner: str
    on: date
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """The first of the languages is the one that every wording has."""

    id: str
    version: str
    title: Text
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    notice: str = ""
    source: Source | None = None
    partners: tuple[str, ...] = ()
    sign_off: tuple[SignOff, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question where it stands: with the conditions of its sections, and of whom it is asked."""

    question: Question
    when: Condition | None
    sections: tuple[Section, ...] = ()
    other_of: str = ""

    @property
    def id(self) -> str:
        return self.question.id


def every_item(items: tuple[Item, ...]) -> Iterator[Item]:
    """Sections before what they hold."""
    for item in items:
        yield item
        if isinstance(item, Section):
            yield from every_item(item.items)


def questions(instrument: Instrument) -> tuple[Asked, ...]:
    """All questions in order, notes and each "other, which?" included."""
    return tuple(_asked(instrument.items, ()))


def _asked(items: tuple[Item, ...], sections: tuple[Section, ...]) -> Iterator[Asked]:
    for item in items:
        if isinstance(item, Section):
            yield from _asked(item.items, (*sections, item))
        elif isinstance(item, Question):
            above = [section.asked_when for section in sections]
            when = _joined([*above, item.asked_when])
            yield Asked(item, when, sections)
            if item.other:
                yield Asked(
                    Question(item.other_id, Kind.TEXT, item.other.asks, disclosure=item.disclosure),
                    _joined([when, Chosen(item.id, (item.other.code,))]),
                    sections,
                    other_of=item.id,
                )


def _joined(conditions: list[Condition | None]) -> Condition | None:
    given = [each for each in conditions if each is not None]
    return all_of(given) if given else None
