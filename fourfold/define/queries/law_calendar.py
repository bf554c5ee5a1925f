"""What of the law must be read again, by when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.law.law_book import LawBook
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from fourfold.ground.kernel.parameters import DatedParameter

_LAW: Final = "law."
_NOT_OURS: Final = ("law.uk_gdpr.",)


@dataclass(frozen=True, slots=True)
class ToRead:
    """`by` is the day by which it must be read; `checked_on` the last day for which it was; `address` where it was read."""

    by: date
    key: str
    title: str
    why: str
    checked_on: date
    checked_by: str
    address: str


def calendar(law: LawBook) -> tuple[ToRead, ...]:
    """The soonest first: every rule, and every figure that is set anew on known days."""
    rules = [
        ToRead(
            rule.read_again,
            rule.key,
            rule.title,
            rule.read_again_because,
            rule.still_in_force_on,
            rule.checked_by,
            next(iter(rule.provisions.values())).source.href,
        )
        for rule in law.rules.values()
    ]
    figures = [
        ToRead(
            by,
            key,
            figure.description,
            say("The figure is set anew on that day"),
            figure.still_in_force_on,
            figure.checked_by,
            figure.values[max(figure.values)].source.href,
        )
        for key, figure in law_figures(law)
        for by in _next(figure)
    ]
    return tuple(sorted([*rules, *figures], key=lambda each: (each.by, each.key)))


def law_figures(law: LawBook) -> tuple[tuple[str, DatedParameter], ...]:
    """The figures of procurement law, in order of key."""
    return tuple(
        (key, figure)
        for key, figure in sorted(law.figures.items())
        if key.startswith(_LAW) and not key.startswith(_NOT_OURS)
    )


def _next(figure: DatedParameter) -> tuple[date, ...]:
    if figure.cadence is None:
        return ()
    first, checked = min(figure.values), figure.still_in_force_on
    far = checked.replace(year=checked.year + figure.cadence.years + 1, day=1)
    return tuple(day for day in figure.cadence.days(first, far) if day > checked)[:1]
