"""Which contracts a policy asks for which priorities, and how many at most: written in a version like the rest of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions.drafts import writing_in
from fourfold.define.models import ContractStep, Priority, PriorityDefault
from fourfold.define.queries.leadership import service_with
from fourfold.define.rules.suggestions import CLASS_WORDS, Step, asks_more_of_the_small
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, update

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.define.models import PolicyVersion, Service
    from fourfold.ground.people.actor import Actor

MOST_LINES = 120
MOST_STEPS = 8
MOST_AMOUNT = 10**12


def add_line(
    *,
    by: Actor,
    version: PolicyVersion,
    priority: str,
    kind: str,
    service: str,
    from_amount: Decimal,
    because: str,
) -> PriorityDefault:
    """`priority` and `service` are references; an empty `kind` or `service` is any. Refuses what stands there already."""
    with writing_in(
        version, by=by, reason=say("Said in which contracts a priority is asked for")
    ) as standing:
        asked = Priority.objects.filter(policy_version=standing, ref=priority).first()
        if asked is None:
            raise Refused(say("Choose one of the priorities of this version"), field="priority")
        if kind not in CLASS_WORDS:
            raise Refused(say("Choose services, works, goods or any contract"), field="kind")
        chosen = _service(standing, service)
        _check_amount(from_amount)
        lines = PriorityDefault.objects.filter(priority__policy_version=standing)
        if lines.filter(priority=asked, kind=kind, service=chosen, from_amount=from_amount).exists():
            raise Refused(say("This is asked for already"), field="priority")
        if lines.count() >= MOST_LINES:
            message = say(
                "This version has {most} lines, which is the most. Remove one first", most=MOST_LINES
            )
            raise Refused(message, field="priority")
        return PriorityDefault.objects.create(
            owner_id=standing.owner_id,
            root=standing.root,
            priority=asked,
            kind=kind,
            service=chosen,
            service_name="" if chosen is None else chosen.name,
            from_amount=from_amount,
            because=because.strip(),
        )


def remove_line(*, by: Actor, line: PriorityDefault, seen: int) -> None:
    with writing_in(
        line.priority.policy_version, by=by, reason=say("No longer asks for a priority in such contracts")
    ):
        update(line, version=seen)
        line.delete()


def set_step(*, by: Actor, version: PolicyVersion, from_amount: Decimal, most: int | None) -> ContractStep:
    """From this value on at most so many are asked for, None for all. Takes the place of a step at the same value.

    Refused where a larger contract would be asked for fewer than a smaller one.
    """
    with writing_in(
        version, by=by, reason=say("Said how many priorities a contract is asked for at most")
    ) as standing:
        _check_amount(from_amount)
        there = standing.contract_steps.filter(from_amount=from_amount).first()
        others = [step for step in standing.contract_steps.all() if step.from_amount != from_amount]
        if len(others) >= MOST_STEPS:
            message = say(
                "This version has {most} steps, which is the most. Remove one first", most=MOST_STEPS
            )
            raise Refused(message, field="from_amount")
        whole = [Step(step.from_amount, step.most) for step in others]
        if asks_more_of_the_small([*whole, Step(from_amount, most)]):
            message = say("A larger contract cannot be asked for fewer priorities than a smaller one")
            raise Refused(message, field="most")
        if there is not None:
            return update(there, version=there.version, most=most)
        return ContractStep.objects.create(
            owner_id=standing.owner_id,
            root=standing.root,
            policy_version=standing,
            from_amount=from_amount,
            most=most,
        )


def remove_step(*, by: Actor, step: ContractStep, seen: int) -> None:
    version = step.policy_version
    with writing_in(version, by=by, reason=say("Removed a limit on what contracts are asked for")):
        update(step, version=seen)
        step.delete()


def _service(version: PolicyVersion, ref: str) -> Service | None:
    if not ref:
        return None
    known = service_with(owner=version.owner_id, ref=ref)
    if known is None or known.closed_on is not None:
        raise Refused(say("Choose one of your services"), field="service")
    return known


def _check_amount(amount: Decimal) -> None:
    if not 0 <= amount <= MOST_AMOUNT:
        raise Refused(say("Enter a value from nothing to a million million pounds"), field="from_amount")
