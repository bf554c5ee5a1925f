"""The record of processing, as data: each storey says in its `processing.yaml` what its tables hold of people.

UK GDPR Article 30 asks for such a record. Here it also decides what happens: the disposal of what is past its time, what a
person is given who asks, and what an erasure takes away all go by its lines.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Self

from django.apps import apps
from django.conf import settings
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from fourfold.ground.kernel.keeping import Keeping, KeepingUnit
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Words
from fourfold.ground.parameters.strict_yaml import YamlFault, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FILE = "processing.yaml"
# In the place of a column that names a person: what is held of people who do not sign in.
OTHERS = "others"
# In the same place: the row itself is the person's.
SELF = "self"


class Basis(StrEnum):
    """The grounds of UK GDPR Article 6(1) that are used here. Consent is none of them: nobody refuses a council freely."""

    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal obligation"
    PUBLIC_TASK = "public task"
    LEGITIMATE_INTERESTS = "legitimate interests"

    @property
    def label(self) -> str:
        return {
            Basis.CONTRACT: say("contract"),
            Basis.LEGAL_OBLIGATION: say("legal obligation"),
            Basis.PUBLIC_TASK: say("public task"),
            Basis.LEGITIMATE_INTERESTS: say("legitimate interests"),
        }[self]

    @property
    def article(self) -> str:
        letter = {
            Basis.CONTRACT: "b",
            Basis.LEGAL_OBLIGATION: "c",
            Basis.PUBLIC_TASK: "e",
            Basis.LEGITIMATE_INTERESTS: "f",
        }[self]
        return say("UK GDPR Article 6(1)({letter})", letter=letter)


class Controller(StrEnum):
    OWNER = "owner"
    INSTALLATION = "installation"

    @property
    def words(self) -> str:
        if self is Controller.OWNER:
            return say("The organisation whose record it is. Whoever runs the site is its processor.")
        return say("Whoever runs the site, for all organisations on it.")


class Disposal(StrEnum):
    """What is done when the time is over."""

    DELETED = "deleted"
    EMPTIED = "emptied"
    ACCOUNT_ERASED = "account erased"
    TRAIL_ERASED = "trail erased"
    HOUSEKEEPING = "housekeeping"
    FOLLOWS = "follows"

    @property
    def label(self) -> str:
        return {
            Disposal.DELETED: say("deleted"),
            Disposal.EMPTIED: say("emptied"),
            Disposal.ACCOUNT_ERASED: say("account erased"),
            Disposal.TRAIL_ERASED: say("trail erased"),
            Disposal.HOUSEKEEPING: say("housekeeping"),
            Disposal.FOLLOWS: say("follows"),
        }[self]

    @property
    def words(self) -> str:
        return {
            Disposal.DELETED: say("The rows are deleted, and their values in the trail erased."),
            Disposal.EMPTIED: say(
                "What people wrote becomes “[removed]”, in the trail too. That there was a record stays."
            ),
            Disposal.ACCOUNT_ERASED: say(
                "Name, e-mail address and job title are erased; a pseudonym stands in their place."
            ),
            Disposal.TRAIL_ERASED: say(
                "The values before and after are erased with their salt. The chain still verifies."
            ),
            Disposal.HOUSEKEEPING: say("By its own housekeeping, without a choice of the organisation."),
            Disposal.FOLLOWS: say(
                "The record stays as long as what it belongs to; the person's name goes with their account."
            ),
        }[self]


def _keeping(value: object) -> object:
    return Keeping.parse(value) if isinstance(value, str) else value


Kept = Annotated[Keeping | None, BeforeValidator(_keeping)]


class Line(BaseModel):
    """One kind of record.

    `tables` says by table and by the column that names the person which columns beside it are that person's; `self` stands
    for a row that is itself a person's, `others` for columns about people who do not sign in. A line with a clock is kept
    for `kept` from the day in the column `since` of its (one) table; an organisation may choose between `least` and `most`.
    What housekeeping disposes of is kept for the days in its `setting`.
    `on_request` says whether an erasure that a person asks for takes these columns too, and `on_request_why` why (not).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    key: Words
    title: Words
    tables: dict[str, dict[str, list[str]]]
    whose: Words
    what: Words
    purpose: Words
    basis: Basis
    basis_of_others: Basis
    basis_why: Words
    controller: Controller = Controller.OWNER
    disposal: Disposal
    kept: Kept = None
    least: Kept = None
    most: Kept = None
    setting: str = ""
    since: str = ""
    since_words: Words
    kept_why: Words
    on_request: bool
    on_request_why: Words

    @model_validator(mode="before")
    @classmethod
    def _yes_and_no(cls, given: dict[str, object]) -> dict[str, object]:
        answers = {"yes": True, "no": False}
        word = str(given.get("on_request"))
        if word not in answers:
            raise ValueError('on_request: write "yes" or "no"')
        return {**given, "on_request": answers[word]}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        spans = (self.kept, self.least, self.most)
        if (self.disposal is Disposal.HOUSEKEEPING) != bool(self.setting):
            raise ValueError("setting: name it where housekeeping disposes, and only there")
        if self.disposal in {Disposal.FOLLOWS, Disposal.HOUSEKEEPING}:
            if any(spans) or self.since:
                raise ValueError(f"{self.disposal}: this record has no time of its own here")
            return self
        if self.kept is None or self.least is None or self.most is None:
            raise ValueError("say how long it is kept, and the least and the most that may be chosen")
        if not self.least.in_days <= self.kept.in_days <= self.most.in_days:
            raise ValueError("kept: not between least and most")
        if self.disposal in {Disposal.DELETED, Disposal.EMPTIED} and (
            not self.since or len(self.tables) != 1
        ):
            raise ValueError("since: name the column, of the one table, from which the time runs")
        return self

    def allows(self, kept: Keeping) -> bool:
        return (
            self.least is not None
            and self.most is not None
            and self.least.in_days <= kept.in_days <= self.most.in_days
        )

    @property
    def may_be_chosen(self) -> bool:
        return (
            self.disposal is not Disposal.HOUSEKEEPING
            and self.controller is Controller.OWNER
            and self.kept is not None
        )

    @property
    def table(self) -> str:
        """The label of the one table of a line with a clock."""
        return next(iter(self.tables))


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    records: list[Line]
    # Text and keys that say nothing of a person unless someone types it in the wrong place.
    nothing_of_a_person: dict[str, list[str]]


class ProcessingFault(ValueError):
    """A file of the record that cannot be trusted: the message names the file and what is wrong."""


@cache
def _files() -> tuple[_File, ...]:
    found = []
    for config in apps.get_app_configs():
        if not config.name.startswith("fourfold."):
            continue
        place = files(config.name).joinpath(FILE)
        if place.is_file():
            found.append(read(place.read_text(encoding="utf-8"), place=f"{config.label}/{FILE}"))
    return tuple(found)


def read(text: str, *, place: str) -> _File:
    """Raises ProcessingFault."""
    try:
        return _File.model_validate(read_yaml(text).tree)
    except YamlFault as fault:
        raise ProcessingFault(f"{place}, line {fault.line}: {fault.what}") from None
    except ValidationError as error:
        faults = (
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors(include_url=False)
        )
        raise ProcessingFault("\n".join(f"{place}: {fault}" for fault in faults)) from None


@cache
def processing() -> Mapping[str, Line]:
    """Every line by key, in the order of the storeys and of their files. Raises ProcessingFault."""
    lines: dict[str, Line] = {}
    for file in _files():
        for line in file.records:
            if line.key in lines:
                raise ProcessingFault(f"{line.key}: two lines have this key")
            lines[line.key] = line.model_copy(update={"kept": _set(line)}) if line.setting else line
    return MappingProxyType(lines)


def _set(line: Line) -> Keeping:
    return Keeping(getattr(settings, line.setting), KeepingUnit.DAYS)


def line_named(key: str) -> Line | None:
    return processing().get(key)


def of_people_who_sign_in() -> list[Line]:
    """The lines that name people by their account: what an erasure touches, or leaves under a pseudonym."""
    return [
        line
        for line in processing().values()
        if any(column != OTHERS for columns in line.tables.values() for column in columns)
    ]


def columns_of_people() -> Iterator[tuple[Line, str, str, list[str]]]:
    """Line, table, column that names the person, and the columns that are theirs."""
    for line in processing().values():
        for table, by_person in line.tables.items():
            for person, columns in by_person.items():
                yield line, table, person, columns


def decided() -> set[tuple[str, str]]:
    """Table and column of everything that some line or list of the record speaks of."""
    found = {
        (table, column)
        for _, table, person, columns in columns_of_people()
        for column in (person, *columns)
        if column not in {OTHERS, SELF}
    }
    for file in _files():
        found |= {
            (table, column) for table, columns in file.nothing_of_a_person.items() for column in columns
        }
    return found


def decided_twice() -> list[str]:
    """Columns that are said to hold something of a person and to hold nothing."""
    of_people = {(table, column) for _, table, _, columns in columns_of_people() for column in columns}
    of_nobody = {
        (table, column)
        for file in _files()
        for table, columns in file.nothing_of_a_person.items()
        for column in columns
    }
    return _written(of_people & of_nobody)


def _written(columns: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(f"{table}.{column}" for table, column in columns)
