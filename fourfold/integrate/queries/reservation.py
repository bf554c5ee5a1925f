"""What the rules say of reserving a competition, for this procurement on a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from fourfold.define.queries.law import law_version, rulings_on
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import FactRefused
from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.integrate.models import ProcurementKind, Reservation
from fourfold.integrate.queries.rulings import begins_with, latest_ruling
from fourfold.integrate.rules.reservation import BY_THE_ORDER, Reserved, section_32, section_33

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.rules.law.answers import Ruling
    from fourfold.define.rules.law.facts import Facts
    from fourfold.integrate.models import Procurement

THE_ORDER = "below-threshold-reservation"
LOTS = "lots"


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """What one rule says. `answer` is its code, `version` that of the dated rules where it is one of them."""

    rule: str
    answer: str
    words: str
    source: str
    href: str
    version: str = ""

    def plain(self) -> dict[str, str]:
        return asdict(self)


def what_the_rules_say(procurement: Procurement, kind: Reserved, *, on: date) -> list[RuleSaid]:
    """Of the kind of reservation that is meant; nothing where it is not reserved."""
    if kind == Reserved.SUPPORTED_EMPLOYMENT:
        read = section_32()
    elif kind == Reserved.MUTUALS:
        read = section_33(
            services=procurement.kind == ProcurementKind.SERVICES,
            starts_on=procurement.starts_on,
            ends_on=procurement.ends_on,
        )
    elif kind in BY_THE_ORDER:
        return [_dated(procurement, THE_ORDER, on=on)]
    else:
        return []
    return [RuleSaid(read.source, read.finding.value, read.words, read.source, read.href)]


def every_rule_on_reserving(procurement: Procurement, *, on: date) -> list[RuleSaid]:
    return [
        said
        for kind in (Reserved.SUPPORTED_EMPLOYMENT, Reserved.MUTUALS, Reserved.LOCAL)
        for said in what_the_rules_say(procurement, kind, on=on)
    ]


def what_the_rules_say_of_lots(procurement: Procurement, *, on: date) -> RuleSaid:
    return _dated(procurement, LOTS, on=on)


def reservation_of(procurement: Procurement) -> Reservation | None:
    found: Reservation | None = (
        Reservation.objects.filter(procurement=procurement).select_related("decided_by").first()
    )
    return found


def _ruling(facts: Facts, rule: str) -> tuple[Ruling, str]:
    """The answer for the day; where the rule was not read for that day, what it says besides of the day of its last check."""
    ruling = next(each for each in rulings_on(facts) if each.rule == rule)
    if ruling.answer != Answer.NOT_CHECKED:
        return ruling, ruling.deciding.says
    then = next(each for each in rulings_on(replace(facts, on=ruling.checked_on)) if each.rule == rule)
    words = say(
        "It was last read for {day}. For that day: {words}",
        day=day_text(ruling.checked_on),
        words=then.deciding.says,
    )
    return replace(ruling, reasons=then.reasons), words


def _dated(procurement: Procurement, rule: str, *, on: date) -> RuleSaid:
    """By the facts that the law was asked about last, or by what is known of the procurement."""
    try:
        facts = read_facts({**begins_with(procurement, latest_ruling(procurement)), "on": on.isoformat()})
    except FactRefused:
        words = say("Not known yet: ask first which rules apply, and say there what is missing.")
        return RuleSaid(rule, "uncertain", words, "", "")
    ruling, words = _ruling(facts, rule)
    source = next(iter(ruling.deciding.sources), None)
    return RuleSaid(
        ruling.title,
        ruling.answer.value,
        words,
        "" if source is None else source.title,
        "" if source is None else source.href,
        law_version(),
    )
