"""Numbers as people type them: "1,550", "1 550", "1.2m", "3 million", "£1,234.50" without its pound sign."""

from __future__ import annotations

import re
from decimal import Decimal

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say

# No more digits than Decimal keeps, so that nothing typed is rounded unseen.
MOST_CHARACTERS = 28

_MULTIPLIERS = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
}
_NUMBER = re.compile(r"(?P<sign>[-+\u2212]?)\s*(?P<digits>[0-9.][0-9., ]*)(?P<word>[a-z]*)", re.ASCII)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[, ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")


def parse_number(text: str, *, example: str) -> Decimal:
    """The number that ``text`` writes, exactly; ``example`` is what an error tells the person to write.

    Thousands may be set apart by commas or by spaces, in groups of three only: "1,23" is refused, because it
    may be 1.23 or a slip for 1,230. The words thousand, million and billion, and k, m and bn, multiply.
    """
    typed = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    if not typed:
        raise NotUnderstood(say("Enter a number, such as {example}", example=example))
    if len(typed) > MOST_CHARACTERS:
        raise NotUnderstood(
            say("That is too long to be a number. Enter a number, such as {example}", example=example)
        )
    match = _NUMBER.fullmatch(typed.lower())
    if match is None or match["word"] not in _MULTIPLIERS:
        raise NotUnderstood(
            say(
                "\u201c{typed}\u201d is not a number. Enter a number, such as {example}",
                typed=typed,
                example=example,
            )
        )
    digits = match["digits"].strip()
    if _PLAIN.fullmatch(digits) is None and _GROUPED.fullmatch(digits) is None:
        raise NotUnderstood(
            say(
                "\u201c{typed}\u201d could be read in more than one way. Put commas between thousands and a point "
                "before decimals, such as {example}",
                typed=typed,
                example=example,
            )
        )
    number = Decimal(digits.replace(",", "").replace(" ", "")) * _MULTIPLIERS[match["word"]]
    return -number if match["sign"] in {"-", "\u2212"} else number


def decimal_places(number: Decimal) -> int:
    """How many decimal places the number needs: 0 for 1.00, 2 for 1.250."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
