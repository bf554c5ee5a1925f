"""Numbers of companies and charities as files of payments hold them: what spreadsheets did to them is put right and said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from fourfold.ground.kernel.said import say, say_counted

COMPANIES: Final = "GB-COH"
CHARITIES: Final = "GB-CHC"
CHARITIES_OF_SCOTLAND: Final = "GB-SC"
CHARITIES_OF_NORTHERN_IRELAND: Final = "GB-NIC"
# Companies House numbers with eight signs: digits, or two letters of a register of its own before six.
_COMPANY_DIGITS: Final = 8
_AFTER_LETTERS: Final = 6
_FEWEST_DIGITS: Final = 5
_VAT_DIGITS: Final = 9
# Companies, partnerships, societies and charitable organisations.
_OF_BRITAIN: Final = "AC|CE|CS|FC|FE|GE|GS|IC|IP|LP|OC|OE|PC|RC|RS|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC"
_OF_NORTHERN_IRELAND: Final = "GN|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|R0"
_LETTERED: Final = re.compile(rf"(?P<letters>{_OF_BRITAIN}|{_OF_NORTHERN_IRELAND})(?P<digits>[0-9]{{1,6}})")
_NATIONAL_INSURANCE: Final = re.compile(r"[A-Z]{2}[0-9]{6}[A-D]")
_ROUNDED: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?E\+?[0-9]+")
_NOTHING: Final = frozenset({"", "-", "0", "N/A", "NA", "NONE", "NULL", "N/K", "UNKNOWN", "NOTKNOWN", "TBC"})
_CHARITY: Final = re.compile(r"[0-9]{6,7}(?:-[0-9]{1,3})?")
_SCOTTISH: Final = re.compile(r"SCO?(?P<digits>[0-9]{1,6})")
_NORTHERN: Final = re.compile(r"NIC?(?P<digits>[0-9]{6})")


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """`code` as the register writes it; empty where the cell holds none. `remark`: what was put right, or why it is left out."""

    scheme: str
    code: str
    remark: str = ""


def company_number(text: str) -> ReadNumber:
    typed = _plain(text)
    if typed in _NOTHING:
        return ReadNumber(COMPANIES, "")
    if typed.isdigit() and _FEWEST_DIGITS <= len(typed) <= _COMPANY_DIGITS:
        return _filled(COMPANIES, "", typed, _COMPANY_DIGITS)
    if found := _LETTERED.fullmatch(typed):
        return _filled(COMPANIES, found["letters"], found["digits"], _AFTER_LETTERS)
    return _left_out(COMPANIES, _no_company(typed))


def _no_company(typed: str) -> str:
    if _NATIONAL_INSURANCE.fullmatch(typed):
        return say(
            "it has the shape of a National Insurance number, which is a person’s. It is neither read nor shown; "
            "tell whoever published the file"
        )
    if _ROUNDED.fullmatch(typed):
        return _was_rounded(typed)
    if typed.isdigit() and len(typed) == _VAT_DIGITS:
        return say("“{text}” has nine digits, as VAT numbers have; a company number has eight", text=typed)
    return say("“{text}” is not a company number, such as 01234567 or OC301234", text=typed[:20])


def charity_number(text: str) -> ReadNumber:
    """Of whichever of the three registers it is by its shape. Those of England and Wales never begin with a nought."""
    typed = _plain(text)
    if typed in _NOTHING:
        return ReadNumber(CHARITIES, "")
    if _ROUNDED.fullmatch(typed):
        return _left_out(CHARITIES, _was_rounded(typed))
    if _CHARITY.fullmatch(typed):
        return ReadNumber(CHARITIES, typed)
    if found := _SCOTTISH.fullmatch(typed):
        return _filled(CHARITIES_OF_SCOTLAND, "SC", found["digits"], _AFTER_LETTERS)
    if found := _NORTHERN.fullmatch(typed):
        return ReadNumber(CHARITIES_OF_NORTHERN_IRELAND, found["digits"])
    return _left_out(
        CHARITIES, say("“{text}” is not a charity number, such as 1000003 or SC012345", text=typed[:20])
    )


def _plain(text: str) -> str:
    """Capitals without spaces; a whole number that a spreadsheet wrote with decimals is whole again."""
    return re.sub(r"\.0+$", "", re.sub(r"\s", "", text).upper())


def _filled(scheme: str, letters: str, digits: str, length: int) -> ReadNumber:
    code = letters + digits.zfill(length)
    lost = length - len(digits)
    if not lost:
        return ReadNumber(scheme, code)
    said = say_counted(
        lost,
        "“{text}” has lost {count} nought, as numbers do in spreadsheets, and is read as {code}",
        "“{text}” has lost {count} noughts, as numbers do in spreadsheets, and is read as {code}",
        text=letters + digits,
        code=code,
    )
    return ReadNumber(scheme, code, said)


def _was_rounded(text: str) -> str:
    return say(
        "“{text}” was rounded by a spreadsheet, and its last digits are lost. Save the file anew with the column as text",
        text=text[:20],
    )


def _left_out(scheme: str, remark: str) -> ReadNumber:
    return ReadNumber(scheme, "", remark)
