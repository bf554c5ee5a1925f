"""What the facts and answers of the law are called on pages."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Health, Kind, MainPart, Nation, Regime, Route, Vat
from fourfold.ground.kernel.dated_rules import RuleKind
from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, say_counted, say_joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.rules.law.answers import Ruling
    from fourfold.define.rules.law.facts import Facts

AUTHORITIES: Final = {
    Authority.CENTRAL: say("UK government department, agency or non-departmental public body"),
    Authority.BEST_VALUE: say("Council, or combined, fire, police, waste or national park authority"),
    Authority.PARISH: say("Parish or town council"),
    Authority.HOUSING_ASSOCIATION: say("Housing association"),
    Authority.NHS_TRUST: say("NHS trust"),
    Authority.NHS_FOUNDATION_TRUST: say("NHS foundation trust"),
    Authority.SCHOOL: say("School or academy"),
    Authority.SUB_CENTRAL: say("Another public body that is not central government"),
    Authority.WELSH_DEVOLVED: say("Devolved Welsh authority"),
    Authority.SCOTTISH: say("Devolved Scottish authority"),
    Authority.NI_DEPARTMENT: say("Northern Ireland department or one of its bodies"),
    Authority.NI_OTHER: say("Another Northern Ireland authority"),
    Authority.PRIVATE_UTILITY: say("Private utility"),
}
NATIONS: Final = {
    Nation.ENGLAND: say("England"),
    Nation.WALES: say("Wales"),
    Nation.SCOTLAND: say("Scotland"),
    Nation.NORTHERN_IRELAND: say("Northern Ireland"),
}
KINDS: Final = {
    Kind.SERVICES: say("Services"),
    Kind.GOODS: say("Goods"),
    Kind.WORKS: say("Works"),
    Kind.MIXED: say("A mixture of these"),
    Kind.PLANNING: say("Nothing: a planning decision"),
    Kind.ASSET_DISPOSAL: say("Nothing: an asset is disposed of"),
}
MAIN_PARTS: Final = {
    MainPart.NOT_SAID: say("Not a mixture, or not known"),
    MainPart.SERVICES: say("Mainly services"),
    MainPart.GOODS: say("Mainly goods"),
    MainPart.WORKS: say("Mainly works"),
}
ROUTES: Final = {
    Route.CONTRACT: say("A contract by itself"),
    Route.FRAMEWORK: say("A framework"),
    Route.CALL_OFF: say("A call-off under a framework"),
}
REGIMES: Final = {
    Regime.ORDINARY: say("Ordinary"),
    Regime.LIGHT_TOUCH: say("Light touch: social, care, health, education and some other services"),
    Regime.CONCESSION: say("Concession: the supplier is paid by those who use it"),
    Regime.UTILITIES: say("Utilities"),
    Regime.DEFENCE: say("Defence and security"),
}
HEALTH: Final = {
    Health.NOT_SAID: say("Not known"),
    Health.YES: say("Yes"),
    Health.NO: say("No"),
}
VAT: Final = {
    Vat.INCLUDED: say("With VAT"),
    Vat.EXCLUDED: say("Without VAT"),
}
ANSWERS: Final = {
    Answer.APPLIES: (say("Applies"), "green"),
    Answer.UNCERTAIN: (say("Uncertain"), "yellow"),
    Answer.GOOD_PRACTICE: (say("Good practice"), "blue"),
    Answer.NOT_CHECKED: (say("Not checked"), "orange"),
    Answer.DOES_NOT_APPLY: (say("Does not apply"), "grey"),
}
# Told in full, in this order; the others are listed.
IN_FULL: Final = (Answer.APPLIES, Answer.UNCERTAIN, Answer.GOOD_PRACTICE)
RULE_KINDS: Final = {
    RuleKind.LAW: say("Law"),
    RuleKind.POLICY: say("Government policy"),
    RuleKind.STANDARD: say("Standard of a regulator"),
    RuleKind.GUIDANCE: say("Good practice"),
    RuleKind.PROPOSAL: say("Proposal, not law"),
}
FACT_NAMES: Final = {
    "authority": say("Who buys"),
    "nation": say("Mainly works in"),
    "kind": say("What is bought"),
    "main": say("Main part"),
    "route": say("By"),
    "regime": say("Kind of contract"),
    "health": say("Health care services"),
    "value": say("Estimated value"),
    "vat": say("With or without VAT"),
    "vat_rate": say("Rate of VAT"),
    "on": say("Procurement begins on"),
}


def facts_in_words(facts: Facts) -> list[tuple[str, str]]:
    """For a summary list: what was asked, without what was left as usual."""
    value = Money(facts.value)
    rows = [
        (FACT_NAMES["authority"], AUTHORITIES[facts.authority]),
        (FACT_NAMES["nation"], NATIONS[facts.nation]),
        (FACT_NAMES["kind"], KINDS[facts.kind]),
        (FACT_NAMES["main"], MAIN_PARTS[facts.main] if facts.main is not MainPart.NOT_SAID else ""),
        (FACT_NAMES["route"], ROUTES[facts.route]),
        (FACT_NAMES["regime"], REGIMES[facts.regime]),
        (FACT_NAMES["health"], HEALTH[facts.health] if facts.health is not Health.NOT_SAID else ""),
        (
            FACT_NAMES["value"],
            say("{value} with VAT", value=value)
            if facts.vat is Vat.INCLUDED
            else say("{value} without VAT", value=value),
        ),
        (
            FACT_NAMES["vat_rate"],
            "" if facts.vat_rate is None else f"{(facts.vat_rate * 100).normalize():f}%",
        ),
        (FACT_NAMES["on"], day_text(facts.on)),
    ]
    return [(key, value) for key, value in rows if value]


def fact_in_words(name: str, typed: str) -> str:
    """One fact as it was typed, in the words of the form; empty for one that was left as usual."""
    words: dict[str, dict[Any, Any]] = {
        "authority": AUTHORITIES,
        "nation": NATIONS,
        "kind": KINDS,
        "main": MAIN_PARTS,
        "route": ROUTES,
        "regime": REGIMES,
        "health": HEALTH,
        "vat": VAT,
    }
    if not typed:
        return say("As usual")
    if name in words:
        return str(words[name][typed])
    if name == "value":
        return str(Money(Decimal(typed)))
    return day_text(date.fromisoformat(typed)) if name == "on" else say("{share}%", share=typed)


def how_the_rest_stands(rulings: Sequence[Ruling]) -> str:
    """Of the rules that do not apply for certain: one sentence, in which only those stand of which there are any."""
    of = Counter(each.answer for each in rulings)
    unsure, good = of[Answer.UNCERTAIN], of[Answer.GOOD_PRACTICE]
    unread, outside = of[Answer.NOT_CHECKED], of[Answer.DOES_NOT_APPLY]
    every = [
        (unsure, say_counted(unsure, "{count} is uncertain", "{count} are uncertain")),
        (good, say_counted(good, "{count} is good practice", "{count} are good practice")),
        (
            unread,
            say_counted(
                unread, "{count} was not checked for that day", "{count} were not checked for that day"
            ),
        ),
        (outside, say_counted(outside, "{count} does not apply", "{count} do not apply")),
    ]
    there = [words for count, words in every if count]
    if not there:
        return ""
    if of[Answer.APPLIES]:
        return say("Of the others, {counts}.", counts=say_joined(there))
    return say("Of {all} rules, {counts}.", all=len(rulings), counts=say_joined(there))


def in_groups(rulings: Sequence[Ruling]) -> dict[str, Any]:
    """What `ruling.jinja` shows: those told in full by their answer, the others in a list, and how many there are of each."""
    law = [each for each in rulings if not each.hypothetical]
    by_answer = {answer: [each for each in law if each.answer is answer] for answer in Answer}
    return {
        "in_full": [(answer, by_answer[answer]) for answer in IN_FULL],
        "hypothetical": [each for each in rulings if each.hypothetical],
        "not_checked": by_answer[Answer.NOT_CHECKED],
        "outside": by_answer[Answer.DOES_NOT_APPLY],
        "counts": {answer.value: len(those) for answer, those in by_answer.items()},
        "the_rest": how_the_rest_stands(law),
        "answers": ANSWERS,
        "kinds": RULE_KINDS,
    }


def last_checked(rulings: Sequence[Ruling]) -> date | None:
    """Where rules were not checked for the day that was asked about: the last day for which all of them were."""
    return min((each.checked_on for each in rulings if each.answer is Answer.NOT_CHECKED), default=None)
