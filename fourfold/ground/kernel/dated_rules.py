"""Rules of law and policy as dated text: from when until when, in which words, read where and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fourfold.ground.kernel.sources import Day, Source, Words


class RuleKind(StrEnum):
    """What binds: an Act or Order, a policy note, a standard of a regulator, good practice; or nothing yet, a proposal."""

    LAW = "law"
    POLICY = "policy"
    STANDARD = "standard"
    GUIDANCE = "guidance"
    PROPOSAL = "proposal"


class AfterLastCheck(StrEnum):
    """What a rule answers for a day after ``still_in_force_on``.

    Nobody knows whether a rule in force still is. One that has ended does not come back by itself: it stays ended.
    """

    NOT_CHECKED = "not-checked"
    ENDED = "ended"


class Provision(BaseModel):
    """A part of a rule: what it says in our words, the days on which it held, and where it was read.

    ``first_day`` and ``last_day`` are None where they are the rule's own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    meaning: Words
    first_day: Day | None = None
    last_day: Day | None = None
    source: Source

    def holds_on(self, day: date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )


class Moment(StrEnum):
    """What a day by which to record or publish is counted from: the ways in which a procurement goes on."""

    BEGINS = "the procurement begins"
    TENDER = "the tender notice"
    AWARD = "the award"
    CONTRACT = "the contract"


class Period(StrEnum):
    """Of an authority that reports: a quarter ends with March, June, September and December, a half year with March and
    September.
    """

    QUARTER = "the quarter"
    HALF_YEAR = "the half year"


class Due(BaseModel):
    """A day that can be reckoned: so many days after a moment, 0 for until then; ``every_months`` where it comes round.
    Where the days are ``beginning_with`` it, the moment's own day is the first of them.

    With ``end_of`` it is counted, in ``months`` or ``days``, from the last day of the quarter or half year in which the moment
    lies, and with ``each_one`` again for each period that follows. A record without any of this has words alone: "Kept up
    to date" has no day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    moment: Moment
    days: int = Field(default=0, ge=0)
    beginning_with: bool = False
    every_months: int | None = Field(default=None, ge=1)
    end_of: Period | None = None
    months: int = Field(default=0, ge=0)
    each_one: bool = False

    @model_validator(mode="after")
    def _is_one_way_of_counting(self) -> Self:
        if self.beginning_with and not self.days:
            raise ValueError("due: say how many days there are, beginning_with the first")
        if self.end_of is None and (self.months or self.each_one):
            raise ValueError("due: months and each_one are counted from the end_of a quarter or a half year")
        if self.end_of is not None and self.every_months is not None:
            raise ValueError("due: say every_months, or each_one with end_of, and not both")
        return self

    @property
    def comes_round(self) -> bool:
        return self.every_months is not None or self.each_one


class Record(BaseModel):
    """What has to be recorded or published where the rule applies, and by when. ``relies_on`` names the provision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Words
    by_when: Words
    relies_on: Words
    due: Due | None = None


def _with_their_sources(tree: Any) -> Any:
    """A provision names its publication; what it ``says`` there makes the source whole."""
    if not isinstance(tree, dict) or not isinstance(tree.get("sources"), dict):
        return tree
    publications, provisions = tree["sources"], tree.get("provisions")
    if not isinstance(provisions, dict):
        return tree
    whole: dict[Any, Any] = {}
    used: set[str] = set()
    for name, provision in provisions.items():
        if not isinstance(provision, dict):
            whole[name] = provision
            continue
        given = dict(provision)
        named, says = given.pop("source", None), given.pop("says", None)
        if not isinstance(named, str) or named not in publications:
            raise ValueError(
                f"provisions: “{name}” names the source {named!r}, which is not among the sources"
            )
        if says is None:
            raise ValueError(f"provisions: “{name}” has no says: write the words that were relied on")
        used.add(named)
        publication = publications[named]
        if not isinstance(publication, dict):
            raise ValueError(f"sources: “{named}” must be keys and values")  # noqa: TRY004  pydantic's own kind of error
        whole[name] = {**given, "source": {**publication, "says": says}}
    unused = sorted(set(publications) - used)
    if unused:
        raise ValueError(f"sources: nothing relies on “{unused[0]}”: take it out, or name it in a provision")
    return {**{key: value for key, value in tree.items() if key != "sources"}, "provisions": whole}


class DatedRule(BaseModel):
    """One rule over time, as one YAML file under ``fourfold/parameters/law/rules`` has it.

    ``key`` is the file's name with hyphens, as "social-value-act-2012"; ``version`` the first twelve digits of its SHA-256.
    ``last_day`` None: no end is known. ``read_again`` is the day by which somebody must read it again, and why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    version: str
    title: Words
    about: Words
    kind: RuleKind
    nations: tuple[Words, ...]
    first_day: Day | None
    last_day: Day | None
    still_in_force_on: Day
    after_last_check: AfterLastCheck
    read_again: Day
    read_again_because: Words
    checked_by: Words
    unsure: Words | None = None
    provisions: Mapping[str, Provision]
    records: Mapping[str, Record] = {}

    _sources = model_validator(mode="before")(_with_their_sources)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.provisions:
            raise ValueError("provisions: at least one is needed")
        if not self.nations:
            raise ValueError("nations: name at least one")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError(f"last_day: {self.last_day} is before the first day, {self.first_day}")
        ended = self.last_day is not None and self.last_day <= self.still_in_force_on
        if (self.after_last_check is AfterLastCheck.ENDED) != ended:
            raise ValueError(
                "after_last_check: write “ended” for a rule whose last day has been seen to pass, and “not-checked” for any other"
            )
        if self.read_again <= self.still_in_force_on:
            raise ValueError(
                f"read_again: {self.read_again} is not after still_in_force_on, {self.still_in_force_on}: "
                "when you move the one on, move the other on as well"
            )
        for name, record in self.records.items():
            if record.relies_on not in self.provisions:
                raise ValueError(
                    f"records: “{name}” relies on “{record.relies_on}”, which is no provision here"
                )
        return self

    @model_validator(mode="after")
    def _days_follow(self) -> Self:
        for name, provision in self.provisions.items():
            first, last = provision.first_day, provision.last_day
            if first and last and last < first:
                raise ValueError(f"provisions: “{name}” ends on {last}, before its first day, {first}")
        return self

    def provision(self, name: str) -> Provision:
        """Raises KeyError with the rule's name."""
        try:
            return self.provisions[name]
        except KeyError:
            raise KeyError(f"The rule “{self.key}” has no provision “{name}”") from None

    @property
    def days(self) -> tuple[date, ...]:
        """Every day on which something begins to be otherwise, in order."""
        return tuple(
            sorted(
                {
                    each
                    for part in self.provisions.values()
                    for each in (part.first_day, part.last_day)
                    if each
                }
                | {each for each in (self.first_day, self.last_day) if each}
            )
        )
