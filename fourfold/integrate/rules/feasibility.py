"""Whether a contract's staff, length and value make a pledge feasible. The arithmetic is shown; nobody is excluded by it.

A bound, not an estimate: money is set against the least that an hour costs by law, and time against everyone's whole working
year. What lies beyond it cannot be done out of the contract alone; what lies within may still be too much.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEKS_OF_A_YEAR: Final = 52
DAYS_OF_A_WEEK: Final = 5
MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """Dated figures from outside: hours of a full-time week, days of leave, pounds an hour, months. None: not known."""

    week: Decimal
    leave_days: Decimal
    wage: Decimal
    apprentice_wage: Decimal | None
    apprenticeship_months: Decimal | None

    @property
    def working_year(self) -> Fraction:
        """Hours that a full-time worker works in a year."""
        return Fraction(self.week) * (WEEKS_OF_A_YEAR - Fraction(self.leave_days) / DAYS_OF_A_WEEK)


@dataclass(frozen=True, slots=True)
class Size:
    """What is known of the contract: its value in pounds without VAT, its length in years, its staff in full-time equivalents."""

    value: Decimal | None
    years: Fraction | None
    staff: Decimal | None


@dataclass(frozen=True, slots=True)
class Pledge:
    """`unit` is a code of the kernel's units; the quantity is for the whole contract."""

    ref: str
    title: str
    unit: str
    quantity: Decimal


class Verdict(StrEnum):
    BEYOND = "beyond"
    WITHIN = "within"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Finding:
    """`most` is the least of the bounds that could be worked out. `cost`: what the whole pledge costs at least, in pounds.

    `steps` is the arithmetic, one sentence each.
    """

    pledge: Pledge
    verdict: Verdict
    most: Fraction | None
    cost: Fraction | None
    share_of_value: Fraction | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """One of what is pledged: hours of work in it, pounds it costs at least, and how that comes about."""

    hours: Fraction | None
    cost: Fraction
    step: str


def feasibility(pledge: Pledge, size: Size, figures: Figures) -> Finding:
    one = _unit(pledge.unit, size, figures)
    if one is None:
        return Finding(
            pledge,
            Verdict.NOT_KNOWN,
            None,
            None,
            None,
            (say("What one of these costs or takes is not known, so it is not compared with anything."),),
        )
    steps, bounds = [one.step] if one.step else [], []
    if size.value is not None and one.cost:
        most = Fraction(size.value) / one.cost
        bounds.append(most)
        steps.append(
            say(
                "The contract is worth {value} at most: {value} ÷ {cost} = {most}.",
                value=pounds(Fraction(size.value)),
                cost=pounds(one.cost),
                most=number(most),
            )
        )
    if size.staff is not None and size.years is not None and one.hours:
        hours = Fraction(size.staff) * figures.working_year * size.years
        most = hours / one.hours
        bounds.append(most)
        steps.append(
            say(
                "Its staff: {staff} full-time × {year} hours a year × {years} years = {hours} hours; ÷ {each} hours = {most}.",
                staff=number(Fraction(size.staff)),
                year=number(figures.working_year),
                years=number(size.years),
                hours=number(hours),
                each=number(one.hours),
                most=number(most),
            )
        )
    cost = one.cost * Fraction(pledge.quantity)
    if not bounds:
        steps.append(
            say("Neither the value of the contract nor its staff and length are known, so there is no bound.")
        )
        return Finding(pledge, Verdict.NOT_KNOWN, None, cost, None, tuple(steps))
    beyond = Fraction(pledge.quantity) > min(bounds)
    pledged = number(Fraction(pledge.quantity))
    if beyond:
        steps.append(
            say(
                "Pledged: {quantity}, and at most {most} are feasible.",
                quantity=pledged,
                most=number(min(bounds)),
            )
        )
    else:
        steps.append(say("Pledged: {quantity}.", quantity=pledged))
    return Finding(
        pledge,
        Verdict.BEYOND if beyond else Verdict.WITHIN,
        min(bounds),
        cost,
        cost / Fraction(size.value) if size.value else None,
        tuple(steps),
    )


def _unit(unit: str, size: Size, figures: Figures) -> _Unit | None:
    wage, week = Fraction(figures.wage), Fraction(figures.week)
    match unit:
        case "pounds":
            return _Unit(None, Fraction(1), "")
        case "hours" | "days" | "weeks":
            hours = {"hours": Fraction(1), "days": week / DAYS_OF_A_WEEK, "weeks": week}[unit]
            step = say(
                "One takes {hours} hours of work, at {wage} an hour at least: {cost}.",
                hours=number(hours),
                wage=pounds(wage),
                cost=pounds(hours * wage),
            )
            return _Unit(hours, hours * wage, step)
        case "jobs" | "fte":
            years = min(Fraction(1), size.years) if size.years is not None else Fraction(1)
            return _employment(years, wage, figures)
        case "apprenticeships" if figures.apprentice_wage and figures.apprenticeship_months:
            years = Fraction(figures.apprenticeship_months) / MONTHS_OF_A_YEAR
            return _employment(years, Fraction(figures.apprentice_wage), figures)
        case "apprenticeship_weeks" if figures.apprentice_wage:
            return _employment(Fraction(1, WEEKS_OF_A_YEAR), Fraction(figures.apprentice_wage), figures)
        case _:
            return None


def _employment(years: Fraction, wage: Fraction, figures: Figures) -> _Unit:
    """Paid for every week, leave included; at work for those of the working year."""
    paid = Fraction(figures.week) * WEEKS_OF_A_YEAR * years
    step = say(
        "One is paid for {week} hours × {weeks} weeks at {wage} an hour at least: {cost}.",
        week=number(Fraction(figures.week)),
        weeks=number(WEEKS_OF_A_YEAR * years),
        wage=pounds(wage),
        cost=pounds(paid * wage),
    )
    return _Unit(figures.working_year * years, paid * wage, step)


def years_of(first: date, last: date) -> Fraction:
    """The length from the first to the last day, both included: whole years by the calendar, and days of the year after."""
    after = last + timedelta(days=1)
    whole = after.year - first.year
    while _anniversary(first, whole) > after:
        whole -= 1
    begun = _anniversary(first, whole)
    return whole + Fraction((after - begun).days, (_anniversary(first, whole + 1) - begun).days)


def _anniversary(day: date, years: int) -> date:
    """The same day so many years on; of 29 February, 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def together(findings: Sequence[Finding]) -> Fraction:
    """What all pledges whose cost is known cost at least."""
    return sum((each.cost for each in findings if each.cost is not None), Fraction(0))


def number(value: Fraction) -> str:
    """At most two decimal places, half up, with thousands set apart."""
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    text = f"{Decimal(hundredths).scaleb(-2):,f}"
    return text.rstrip("0").rstrip(".")


def pounds(value: Fraction) -> str:
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    return f"£{Decimal(hundredths).scaleb(-2):,.2f}"
