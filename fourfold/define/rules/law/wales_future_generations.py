"""Well-being of Future Generations (Wales) Act 2015: the seven goals and the sustainable development principle."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law import who
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority
from fourfold.define.rules.law.steps import Contract, LawRule, Step, Truth, no, yes
from fourfold.ground.kernel.said import say


def welsh(c: Contract) -> Truth:
    return c.by(Authority.WELSH_DEVOLVED) | who.perhaps_welsh(c)


NOT_WELSH: Final = Step(
    when=lambda c: no(welsh(c)),
    answer=Answer.DOES_NOT_APPLY,
    says=say("It is for public bodies of Wales."),
)

RULE: Final = LawRule(
    key="wales-future-generations",
    steps=(
        NOT_WELSH,
        Step(
            when=yes,
            answer=Answer.UNCERTAIN,
            says=say(
                "It binds the public bodies that its section 6 lists; whether this authority is one is not among "
                "the facts. If it is, it sets well-being objectives for the seven goals and takes all reasonable "
                "steps to meet them, in its procurement too."
            ),
            relies_on=("duty", "bodies"),
        ),
    ),
)
