"""How bids are judged under each criterion that is judged itself, in words, as letters and the award report say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import MOST_POINTS, Family
from fourfold.integrate.queries.criteria import scored_by_formula, titled_leaves
from fourfold.integrate.queries.method import ask_said, method_of
from fourfold.integrate.rules.method_document import formula_words
from fourfold.integrate.rules.price_formulas import FORMULA_WORDS

if TYPE_CHECKING:
    from fourfold.integrate.models import Criterion, Procurement

POINTS_ASSESSED = say("Evaluators agreed 0 to {most} points; the weight in proportion.", most=MOST_POINTS)


@dataclass(frozen=True, slots=True)
class Assessed:
    """`title` is that of a part after its whole's; `how` says it in words."""

    criterion: Criterion
    title: str
    how: str


def assessed(procurement: Procurement) -> list[Assessed]:
    """Each part, and each criterion without parts, in the order of the tender; by the method that was chosen."""
    formulas = scored_by_formula(procurement)
    price = FORMULA_WORDS[method_of(procurement).formula]
    found = []
    for title, leaf in titled_leaves(procurement):
        ask = formulas.get(leaf.pk)
        if leaf.family == Family.PRICE:
            found.append(Assessed(leaf, title, price))
        elif ask is not None:
            words = say(
                "{title}: {words}", title=ask.measure.title, words=formula_words(ask_said(ask), MOST_POINTS)
            )
            found.append(Assessed(leaf, title, words))
        else:
            found.append(Assessed(leaf, title, POINTS_ASSESSED))
    return found
