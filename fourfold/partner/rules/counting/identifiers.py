"""What a key is made of: one identifier of a known type, brought to one form first, so that two ways of writing it meet."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say, say_joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class PersonBy(StrEnum):
    """How a person is told from others."""

    NATIONAL_INSURANCE_NUMBER = "national insurance number"
    LEARNER_NUMBER = "unique learner number"
    PAYROLL_NUMBER = "payroll number"
    EMAIL = "e-mail"
    NAME_AND_BIRTH = "name and date of birth"


class EventBy(StrEnum):
    """How an amount of money or a piece of work is told from others."""

    INVOICE = "invoice"
    PAYMENT = "payment"
    ACTIVITY = "activity"


# The suffix may be left out when the number is given, so it tells nobody apart.
_NATIONAL_INSURANCE: Final = re.compile(r"([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6})[A-D]?")
_LEARNER: Final = re.compile(r"[0-9]{10}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PENNIES: Final = re.compile(r"£?([0-9][0-9,]*)(?:\.([0-9]{1,2}))?")


def normalised(by: PersonBy | EventBy, parts: Mapping[str, str]) -> tuple[str, ...]:
    """The parts of an identifier in the form in which they are keyed, in a fixed order.

    Raises NotUnderstood, which never repeats what was given: it may name a person.
    """
    fields = FIELDS[by]
    if set(parts) != set(fields):
        raise NotUnderstood(
            say("A key by {by} is made of {fields}, each once", by=by, fields=say_joined(list(fields)))
        )
    return tuple(read(parts[name]) for name, read in fields.items())


def _national_insurance(text: str) -> str:
    found = _NATIONAL_INSURANCE.fullmatch(_signs(text))
    if found is None:
        raise NotUnderstood(say("A National Insurance number is two letters, six digits and a letter"))
    return found[1]


def _learner(text: str) -> str:
    plain = _signs(text)
    if _LEARNER.fullmatch(plain) is None:
        raise NotUnderstood(say("A unique learner number is ten digits"))
    return plain


def _email(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if _EMAIL.fullmatch(plain) is None:
        raise NotUnderstood(say("An e-mail address is like name@example.org"))
    return plain


def _name(text: str) -> str:
    """Accents, case, apostrophes and hyphens tell nobody apart; nor does a space inside a family name."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in plain if sign.isalpha())
    if not letters:
        raise NotUnderstood(say("A name has letters"))
    return letters


def _title(text: str) -> str:
    found = matched_as(text)
    if not found:
        raise NotUnderstood(say("A name of a body or an activity has letters or digits"))
    return found


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise NotUnderstood(say("Write the day as 2026-11-28")) from None


def _number(text: str) -> str:
    """Of an invoice, a payroll, a company or a place: zeros in front are lost by spreadsheets, so they tell nothing apart."""
    plain = _signs(text).lstrip("0")
    if not plain:
        raise NotUnderstood(say("A number of an invoice, a payroll, a company or a postcode is not empty"))
    return plain


def _amount(text: str) -> str:
    found = _PENNIES.fullmatch("".join(text.split()))
    if found is None:
        raise NotUnderstood(say("Write the amount in pounds, as 1,234.50"))
    return str(int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0")))


def _signs(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())


FIELDS: Final[Mapping[PersonBy | EventBy, Mapping[str, Callable[[str], str]]]] = {
    PersonBy.NATIONAL_INSURANCE_NUMBER: {"number": _national_insurance},
    PersonBy.LEARNER_NUMBER: {"number": _learner},
    PersonBy.PAYROLL_NUMBER: {"employer": _number, "number": _number},
    PersonBy.EMAIL: {"address": _email},
    PersonBy.NAME_AND_BIRTH: {"given": _name, "family": _name, "born": _day},
    EventBy.INVOICE: {"payee": _number, "number": _number},
    EventBy.PAYMENT: {"payer": _title, "payee": _title, "day": _day, "pounds": _amount},
    EventBy.ACTIVITY: {"title": _title, "day": _day, "postcode": _number},
}
