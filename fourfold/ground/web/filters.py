"""What a figure, a day or an amount looks like on a page. Each filter takes the value as it is stored."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.periods import MONTHS, day_text
from fourfold.ground.kernel.quantities import UNITS, Quantity, Unit
from fourfold.ground.kernel.said import plural, say
from fourfold.ground.kernel.unknown import Absence
from fourfold.ground.web.language import in_page_words

if TYPE_CHECKING:
    from collections.abc import Callable

LONDON: Final = ZoneInfo("Europe/London")
NOT_KNOWN: Final = Absence.UNKNOWN.text
_NOON: Final = 12
MONEY_UNITS: Final = frozenset({"pounds", "£", "GBP"})


def day(value: date | None) -> str:
    """As "23 November 2026"; a moment is the day it falls on in London."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return day_text(value)


def month_year(value: date | None) -> str:
    if value is None:
        return NOT_KNOWN
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return say("{month} {year}", month=MONTHS[value.month - 1], year=value.year)


def moment(value: datetime | None) -> str:
    """As "23 November 2026 at 2:05pm", London time; noon and midnight in words, which "12am" is not."""
    if value is None:
        return NOT_KNOWN
    there = value.astimezone(LONDON)
    if (there.hour, there.minute) in {(0, 0), (_NOON, 0)}:
        clock = say("noon" if there.hour else "midnight")
    else:
        clock = say(
            "{hour}:{minute}am" if there.hour < _NOON else "{hour}:{minute}pm",
            hour=there.hour % _NOON or _NOON,
            minute=f"{there.minute:02}",
        )
    return say("{day} at {time}", day=day_text(there.date()), time=clock)


def money(value: Money | Decimal | int | Absence | None) -> str:
    """As "£1,234.56", to the penny."""
    if value is None or isinstance(value, Absence):
        return figure(value)
    return _as_money(value).exact()


def money_short(value: Money | Decimal | int | Absence | None) -> str | Markup:
    """As "£6.8 million", with the exact amount as the title where something was rounded away."""
    if value is None or isinstance(value, Absence):
        return figure(value)
    amount = _as_money(value)
    short, exact = amount.short(), amount.exact()
    if short == exact.removesuffix(".00"):
        return short
    return Markup('<data value="{}" title="{}">{}</data>').format(
        f"{amount.amount:f}", exact, in_page_words(short)
    )


def quantity(value: Quantity | Decimal | int | Absence | None, unit: Unit | str = "") -> str:
    """As "1,234.5 hours". `unit` is a code of `kernel.quantities.UNITS` or words; none where the value has its own."""
    if value is None or isinstance(value, Absence):
        return figure(value)
    if isinstance(value, Quantity):
        return value.text
    number = Decimal(value)
    if isinstance(unit, str) and unit in MONEY_UNITS:
        return _pounds(number)
    words = unit_words(unit, one=number == 1)
    return say("{number} {unit}", number=digits(number), unit=words) if words else digits(number)


def percent(value: Decimal | float | Absence | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as "12.5%"; exact halves are rounded away from zero."""
    if value is None or isinstance(value, Absence):
        return figure(value)
    shown = (Decimal(str(value)) * 100).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{_minus(shown)}{abs(shown):,f}%"


def figure(value: object, unit: Unit | str = "") -> str:  # noqa: PLR0911  (a table of types)
    """Any figure by its type; what is absent in its own words, and None as "not known yet"."""
    match value:
        case None:
            return NOT_KNOWN
        case Absence():
            return value.text
        case Money():
            return value.exact()
        case Quantity():
            return value.text
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case bool():
            return say("yes" if value else "no")
        case Decimal() | int():
            return quantity(Decimal(value), unit)
        case float():
            return quantity(Decimal(str(value)), unit)
        case _:
            return str(value)


def lines(text: str) -> Markup:
    """Typed text as typed: escaped, one paragraph per empty line, its line breaks kept."""
    normal = text.replace("\r\n", "\n").strip()
    paragraphs = [part for part in normal.split("\n\n") if part.strip()]
    return Markup("\n").join(
        Markup('<p class="govuk-body">{}</p>').format(
            Markup("<br>").join(escape(line) for line in part.strip("\n").split("\n"))
        )
        for part in paragraphs
    )


def digits(number: Decimal) -> str:
    """As "1,550", "2.5": no zeros that say nothing, a true minus sign."""
    shown = f"{abs(number):,f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return f"{_minus(number)}{shown}"


def unit_words(unit: Unit | str, *, one: bool = False) -> str:
    if isinstance(unit, str):
        if unit not in UNITS:
            return unit
        unit = UNITS[unit]
    return unit.singular if one else unit.plural


def _pounds(number: Decimal) -> str:
    return Money(number).exact() if number % 1 else f"{_minus(number)}£{abs(number):,.0f}"


def _minus(number: Decimal) -> str:
    return "\u2212" if number < 0 else ""


def _as_money(value: Money | Decimal | int) -> Money:
    return value if isinstance(value, Money) else Money(Decimal(value))


FILTERS: Final[dict[str, Callable[..., object]]] = {
    "day": day,
    "month_year": month_year,
    "moment": moment,
    "money": money,
    "money_short": money_short,
    "quantity": quantity,
    "percent": percent,
    "plural": plural,
    "figure": figure,
    "lines": lines,
    "unit_words": unit_words,
}
