"""What can be done with an account in each of its states, and in what words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.measure.actions import accounts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.measure.models import Account


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is in the address; `state` the one in which it is offered; `words` stand on its button."""

    name: str
    state: str
    words: str
    what_happens: str
    done: str
    check: Callable[[Actor, Account], None]
    take: Callable[[Actor, Account, datetime], object]
    kind: str = ""


# The moment is local: its day is the day on which the step is taken.
STEPS = (
    Step(
        name="assure",
        state="draft",
        words=say("Assure this account"),
        what_happens=say(
            "You say that you have followed its figures to their evidence. They no longer change, and an "
            "approver can sign."
        ),
        done=say("The account is assured. An approver can sign it."),
        check=accounts.check_can_assure,
        take=lambda by, account, at: accounts.assure(by=by, account=account, on=at.date()),
    ),
    Step(
        name="refresh",
        state="draft",
        words=say("Count the figures anew"),
        what_happens=say("Every figure is counted again from the deliveries and values that stand today."),
        done=say("The figures are counted anew."),
        check=accounts.check_can_refresh,
        take=lambda by, account, at: accounts.refresh(by=by, account=account, on=at.date()),
        kind="secondary",
    ),
    Step(
        name="sign",
        state="assured",
        words=say("Sign this account"),
        what_happens=say(
            "You sign for your organisation. It can then be published, and no longer goes back to draft."
        ),
        done=say("The account is signed. It can be published."),
        check=accounts.check_can_sign,
        take=lambda by, account, at: accounts.sign(by=by, account=account, on=at.date()),
    ),
    Step(
        name="send-back",
        state="assured",
        words=say("Send it back to draft"),
        what_happens=say(
            "It is a draft again: its figures can be counted anew, and it is assured again before it is signed."
        ),
        done=say("The account is a draft again."),
        check=accounts.check_can_send_back,
        take=lambda by, account, _: accounts.send_back(by=by, account=account),
        kind="secondary",
    ),
    Step(
        name="publish",
        state="signed",
        words=say("Publish this account"),
        what_happens=say(
            "Anyone can read it, with its figures, suppliers and sources, and it never changes again. "
            "A mistake found later is corrected by a new edition beside it. Evidence files stay private."
        ),
        done=say("The account is published. Anyone can read it now."),
        check=accounts.check_can_publish,
        take=lambda by, account, at: accounts.publish(by=by, account=account, on=at.date(), at=at),
    ),
)


def steps_of(account: Account) -> list[Step]:
    return [step for step in STEPS if step.state == account.state]


def step_named(name: str) -> Step | None:
    return next((step for step in STEPS if step.name == name), None)
