"""What a cell of a published spreadsheet says: a day, an amount in its currency, a number in a register. Read strictly."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.cells import NOTHING, CellFault, Formula, text_in
from fourfold.ground.kernel.periods import parse_day
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number

if TYPE_CHECKING:
    from fourfold.ground.kernel.cells import Cell

PENNY: Final = Decimal("0.01")
MOST_AMOUNT: Final = Decimal(10) ** 13
# What publishers write where they know no day or number.
_NOT_KNOWN: Final = NOTHING | {
    "n/k", "not known", "unknown", "none", "tbc", "tba", "tbd", "ongoing", "rolling", "open ended", "open-ended",
    "not applicable", "nil return", "various",
}  # fmt: skip
_SIGNS: Final = {"£": "GBP", "€": "EUR", "$": "USD"}
_CODE: Final = re.compile(r"\b[A-Z]{3}\b")
_ISO: Final = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.ASCII)
_DAY_AND_TIME: Final = re.compile(
    r"(?P<day>.*[0-9]{4})\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]m)?", re.IGNORECASE
)
_KINDS: Final = {
    "goods": "goods", "supplies": "goods", "supply": "goods", "products": "goods",
    "services": "services", "service": "services",
    "works": "works", "work": "works", "construction": "works",
}  # fmt: skip


def words_in(cell: Cell, longest: int) -> str:
    text = text_in(cell)
    if len(text) > longest:
        raise CellFault(
            say(
                "The text has {number} characters; at most {longest} can be kept",
                number=f"{len(text):,}",
                longest=f"{longest:,}",
            )
        )
    return text


def day_in(cell: Cell) -> date | None:
    """A day, day before month; None where the cell says none, or that it is not known."""
    if isinstance(cell, Formula):
        raise CellFault(
            say("There is a formula where a date belongs. Copy the column and paste it as values")
        )
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return _plausible(cell)
    text = text_in(cell)
    if text.casefold() in _NOT_KNOWN:
        return None
    iso = _ISO.fullmatch(text)
    try:
        if iso is not None:
            return _plausible(date.fromisoformat(iso["day"]))
        timed = _DAY_AND_TIME.fullmatch(text)
        return _plausible(parse_day(timed["day"] if timed else text))
    except NotUnderstood as strange:
        raise CellFault(str(strange)) from strange
    except ValueError as strange:
        raise CellFault(say("“{text}” is not a day that exists", text=text[:40])) from strange


def _plausible(day: date) -> date:
    if not 1980 <= day.year <= 2199:  # noqa: PLR2004  (the years of the register)
        raise CellFault(say("The year {year} is not one of a contract", year=day.year))
    return day


def money_in(cell: Cell, *, currency: str = "") -> tuple[Decimal, str] | None:
    """The amount to the penny, and its currency: what the cell says, else `currency`, else pounds. None for no amount."""
    if isinstance(cell, Formula):
        raise CellFault(
            say("There is a formula where an amount belongs. Copy the column and paste it as values")
        )
    if isinstance(cell, (bool, date)):
        raise CellFault(say("There is no amount, but “{cell}”", cell=text_in(cell)))
    if cell is None or isinstance(cell, Decimal):
        amount, said = cell, ""
    else:
        amount, said = _typed_money(cell)
    if amount is None:
        return None
    if said and currency and said != currency:
        raise CellFault(
            say(
                "The amount is in {said} and the currency column says {currency}. Which is right?",
                said=said,
                currency=currency,
            )
        )
    if not amount.is_finite() or abs(amount) > MOST_AMOUNT:
        raise CellFault(say("“{cell}” is not an amount that a contract can have", cell=str(cell)[:40]))
    return amount.quantize(PENNY), said or currency or "GBP"


def _typed_money(typed: str) -> tuple[Decimal | None, str]:
    text = " ".join(typed.replace("\u00a0", " ").split())
    if text.casefold() in _NOT_KNOWN:
        return None, ""
    found = {_SIGNS[sign] for sign in _SIGNS if sign in text} | set(_CODE.findall(text))
    if len(found) > 1:
        raise CellFault(say("“{typed}” names more than one currency", typed=text[:40]))
    bare = _CODE.sub("", text).translate(dict.fromkeys(map(ord, _SIGNS)))
    bare = bare.replace("p.a.", "").strip()
    in_brackets = bare.startswith("(") and bare.endswith(")")
    if not in_brackets and (bare.startswith("(") or bare.endswith(")")):
        raise CellFault(
            say("“{typed}” has one bracket, so whether it is below zero cannot be seen", typed=text[:40])
        )
    # Ledgers write the minus behind the number as well.
    minus = in_brackets or bare.startswith(("-", "−")) or bare.endswith(("-", "−"))
    bare = bare.strip("() ").strip("-− ")
    try:
        amount = parse_number(bare, example="1,234.50")
    except NotUnderstood as strange:
        raise CellFault(str(strange)) from strange
    return (-amount if minus else amount), next(iter(found), "")


def currency_in(cell: Cell) -> str:
    text = text_in(cell)
    if text.casefold() in _NOT_KNOWN:
        return ""
    code = _SIGNS.get(
        text,
        {"pounds": "GBP", "sterling": "GBP", "pounds sterling": "GBP"}.get(text.casefold(), text.upper()),
    )
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise CellFault(say("“{text}” is not a currency, such as GBP or EUR", text=text[:40]))
    return code


def kind_in(cell: Cell) -> str:
    """Goods, services or works; empty where it is not said or said in other words."""
    return _KINDS.get(text_in(cell).casefold().strip(" ."), "")


def number_in_register(cell: Cell) -> str:
    """A company or charity number. Spreadsheets drop leading noughts: a company number of digits alone gets them back."""
    text = text_in(cell).upper().replace(" ", "")
    if text.casefold() in _NOT_KNOWN or not re.fullmatch(r"[A-Z0-9-]{4,20}", text):
        return ""
    return text


def company_number_in(cell: Cell) -> str:
    number = number_in_register(cell)
    return number.zfill(8) if number.isdigit() and len(number) < 8 else number  # noqa: PLR2004  (they have eight)


def cpv_in(cell: Cell) -> str:
    text = text_in(cell)
    found = re.match(r"[0-9]{8}(?:-[0-9])?", text)
    return found.group(0) if found else ""
