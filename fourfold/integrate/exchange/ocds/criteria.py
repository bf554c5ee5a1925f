"""Award criteria and their weights, which publishers write as numbers, as text, or inside a sentence."""

from __future__ import annotations

import re
from decimal import Decimal

from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.ocds.node import Node
from fourfold.integrate.exchange.ocds.shapes import ReadCriterion
from fourfold.integrate.rules.weights import WHOLE, difference

_NUMBER = r"\d{1,3}(?:\.\d{1,6})?"
_ALONE = re.compile(
    rf"\s*(?:weight(?:ing)?\s*:?\s*)?({_NUMBER})\s*(?:%|per ?cent|points?)?\s*", re.IGNORECASE | re.ASCII
)
_PERCENT = re.compile(rf"(?<![\d.,-])({_NUMBER})\s*(?:%|per ?cent\b)", re.IGNORECASE | re.ASCII)
# "Price 40", "Quality: 60": one number after a few words without other digits, unless the number is a name ("Lot 2").
_AT_END = re.compile(rf"(?P<words>[^\d]{{1,60}}[\s:=(–]){_NUMBER}\)?\s*", re.ASCII)
_NUMBERED = re.compile(
    r"\b(?:annex|appendix|article|criteri(?:on|a)|document|envelope|level|lot|no|part|phase|question|schedule|section|stage"
    r"|tier|year)\W*$",
    re.IGNORECASE,
)
# A percentage in a longer text is as likely a condition ("20% of the spend") as a weight.
LONGEST_LABEL = 40


def read_weight(text: str) -> Decimal | None:
    """The one weight that the text states, 0 to 100; None where it states none, several, or something else."""
    match = _ALONE.fullmatch(text)
    if match:
        return _within(Decimal(match[1]))
    match = _AT_END.fullmatch(text)
    if match and not _NUMBERED.search(match["words"]):
        return _within(Decimal(text[match.end("words") :].rstrip(") \t\r\n")))
    return _read_percentage(text)


def _read_percentage(text: str) -> Decimal | None:
    found = _PERCENT.findall(text) if len(text) <= LONGEST_LABEL else []
    return _within(Decimal(found[0])) if len(found) == 1 else None


def _within(weight: Decimal) -> Decimal | None:
    return weight if weight <= WHOLE else None


def read_criteria(place: Node) -> tuple[ReadCriterion, ...]:
    """The criteria of a lot's or a tender's ``awardCriteria``, which in OCDS 1.1 may also be a code alone."""
    if not isinstance(place.value, dict):
        if place and not isinstance(place.value, str):
            place.remark("wrong_kind", say("Award criteria belong here, as an object or a code"))
        return ()
    criteria = tuple(_read_criterion(node) for node in place.each_of("criteria"))
    _remark_sum(place, criteria)
    return criteria


def _read_criterion(node: Node) -> ReadCriterion:
    family, name = node.text_of("type"), node.text_of("name")
    description = node.text_of("description")
    weight_text, weight = _weight_of(node, name, description)
    if weight is None and weight_text:
        node.remark(
            "weight_unreadable",
            say(
                "“{weight_text}” cannot be read as one weight between 0 and 100", weight_text=weight_text[:80]
            ),
        )
    elif weight is not None and not weight:
        node.remark("weight_zero", say("{name} has weight 0", name=name or family or "This criterion"))
    return ReadCriterion(family, name, description, weight_text, weight, node.pointer)


def _weight_of(node: Node, name: str, description: str) -> tuple[str, Decimal | None]:
    """From the field meant for it first, then from the description, then from the name."""
    for number in node.each_of("numbers"):
        kind, text = number.text_of("weight"), number.text_of("number")
        if kind:
            # Points, decimals, ranges and orders of importance are not percentages; no one says how many points there are.
            return (text, read_weight(text)) if kind == "percentageExact" else (f"{text} ({kind})", None)
    for field in ("weight", "weighting"):
        if published := node.text_of(field):
            return published, read_weight(published)
    if (weight := read_weight(description)) is not None:
        return description, weight
    # A bare number in a name is part of the name; a percentage is not.
    if (weight := _read_percentage(name)) is not None:
        return name, weight
    # A short description with a digit in it was meant as a weight ("1.3.5", "60/40"); a sentence was not.
    unread = next((text for text in (description, name) if _may_be_weight(text)), "")
    return unread, None


def _may_be_weight(text: str) -> bool:
    return (
        len(text) <= LONGEST_LABEL
        and re.search(r"\d", text) is not None
        and not _NUMBERED.search(text.rstrip("0123456789"))
    )


def _remark_sum(place: Node, criteria: tuple[ReadCriterion, ...]) -> None:
    weights = [criterion.weight for criterion in criteria if criterion.weight is not None]
    if len(weights) < len(criteria):
        without = len(criteria) - len(weights)
        words = say(
            "{without} of the {number} criteria here have no weight that can be read",
            without=without,
            number=len(criteria),
        )
        if len(criteria) == 1:
            words = say("The only criterion here has no weight that can be read")
        place.remark("weights_not_given", words)
        return
    gap = difference(weights) if weights else None
    if gap is not None:
        place.remark("weights_do_not_add_up", say("The weights here do not add to 100. {gap}", gap=gap))
