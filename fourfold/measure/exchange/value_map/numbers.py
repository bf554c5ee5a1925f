"""Numbers of the form: decimals in quotes, read exactly; a JSON number is taken by its digits too and never through binary."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, WithJsonSchema

from fourfold.ground.kernel.said import say

LARGEST: Final = Decimal(10) ** 15
MOST_DIGITS: Final = 34
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_PERCENT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\s*%")

PATTERN: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,33})?$"
NUMBER_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [{"type": "string", "pattern": PATTERN}, {"type": "number"}],
    "description": "a decimal in quotes, exactly; a JSON number is read by its digits",
}


def read_number(value: object) -> Decimal:
    """Raises ValueError that says what stands there and what to write."""
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, int) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, str):
        number = _from_text(value.strip())
    else:
        raise ValueError(  # noqa: TRY004  pydantic turns only ValueError into a message with its place
            say(
                "{value} stands where a number belongs: write a decimal such as \u201c12.5\u201d",
                value=_shown(value),
            )
        )
    if not number.is_finite():
        raise ValueError(
            say(
                "{value} is not a finite number: leave it out where a figure is not known",
                value=_shown(value),
            )
        )
    if abs(number) > LARGEST:
        raise ValueError(say("{value} is larger than any figure that is taken", value=_shown(value)))
    digits = number.as_tuple()
    if len(digits.digits) > MOST_DIGITS or (
        isinstance(digits.exponent, int) and -digits.exponent > MOST_DIGITS
    ):
        raise ValueError(
            say("more than {most} digits: give the figure as its source prints it", most=MOST_DIGITS)
        )
    return number


def _from_text(text: str) -> Decimal:
    if _PLAIN.fullmatch(text) is not None:
        return Decimal(text) if len(text) <= 2 * MOST_DIGITS else Decimal(10) ** 16
    if text[:1] in {"=", "+", "@"}:
        raise ValueError(
            say(
                "\u201c{text}\u201d is a formula where a number belongs: write the number it gives",
                text=text[:40],
            )
        )
    if _PERCENT.fullmatch(text) is not None:
        share = Decimal(text.rstrip("% ")) / 100
        raise ValueError(
            say(
                "\u201c{text}\u201d is a percentage: write the fraction, \u201c{share}\u201d",
                text=text,
                share=str(share),
            )
        )
    if text.lower().lstrip("-") in {"nan", "inf", "infinity", "#n/a", "#div/0!", "#value!", "#ref!"}:
        raise ValueError(
            say("\u201c{text}\u201d is not a number: leave it out where a figure is not known", text=text)
        )
    raise ValueError(
        say(
            "\u201c{text}\u201d is not a plain decimal: digits and a point only, without commas, signs of currency or units",
            text=text[:40],
        )
    )


def _shown(value: object) -> str:
    words = {True: "true", False: "false", None: "null"}
    if value is None or isinstance(value, bool):
        return words[value]
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "an object"
    return str(value)[:40]


Number = Annotated[Decimal, BeforeValidator(read_number), WithJsonSchema(NUMBER_SCHEMA)]


def read_share(value: object) -> Decimal:
    number = read_number(value)
    if not 0 <= number <= 1:
        said = str(value)
        if number < 0:
            raise ValueError(say("{said} is below 0: a fraction is from 0 to 1", said=said))
        raise ValueError(
            say(
                "{said} is above 1: a fraction is from 0 to 1, and 20% is \u201c0.20\u201d",
                said=said,
            )
        )
    return number


Share = Annotated[
    Decimal,
    BeforeValidator(read_share),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^(0(\.[0-9]{1,33})?|1(\.0{1,33})?)$"},
                {"type": "number", "minimum": 0, "maximum": 1},
            ],
            "description": 'a fraction from 0 to 1, as a decimal in quotes: 20% is "0.20"',
        }
    ),
]
