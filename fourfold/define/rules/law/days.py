"""What every rule asks first: whether it was in force on the day, and whether anybody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.figures import VAT_RATE
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.steps import LawRule
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both inclusive, None for no bound, on which the day alone answers."""

    first: date | None
    last: date | None
    answer: Answer
    says: str

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def spans(rule: LawRule, law: LawBook) -> tuple[Span, ...]:
    """In the order in which they are asked. A rule without a first day is not in force on any."""
    dated = law.rules[rule.key]
    if dated.first_day is None:
        return (
            *_unchecked(dated.still_in_force_on),
            Span(None, None, Answer.DOES_NOT_APPLY, say("It is not in force: no day is set for it.")),
        )
    found = [
        Span(
            None,
            _day_before(dated.first_day),
            Answer.DOES_NOT_APPLY,
            say("It was not in force on that day: it begins on {day}.", day=day_text(dated.first_day)),
        )
    ]
    if dated.last_day is not None:
        found.append(
            Span(
                _day_after(dated.last_day),
                None,
                Answer.DOES_NOT_APPLY,
                say("It had ended on that day: its last day was {day}.", day=day_text(dated.last_day)),
            )
        )
    found += _unchecked(last_checked(rule, law))
    return tuple(found)


def last_checked(rule: LawRule, law: LawBook) -> date:
    """A rule is known for as long as its text and every figure that it compares with."""
    keys = (*rule.figures, VAT_RATE) if rule.figures else ()
    return min(
        law.rules[rule.key].still_in_force_on, *(law.figures[key].still_in_force_on for key in keys), date.max
    )


def _unchecked(last: date) -> tuple[Span, ...]:
    says = say(
        "Not checked since {day}. Whether it still holds as read then, nobody has looked up.",
        day=day_text(last),
    )
    return (Span(_day_after(last), None, Answer.NOT_CHECKED, says),)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
