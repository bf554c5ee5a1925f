"""Writing down that one body follows another: the body that ends says so and each successor agrees, or the operator does.

Who would gain cannot write it down, and who would be burdened is not followed into against its will. Until all agreed
nothing has happened: the directory does not tell it, no day ends, nothing moves.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.organisations.queries import exists
from fourfold.ground.organisations.tables import Organisation, Succession, SuccessionKind
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.ground.successions.queries import Passing


def check_can_record(by: Actor) -> None:
    """An administrator, of the end of their own organisation: nobody can write themselves into another's place."""
    check_role(by, Role.ADMINISTRATOR, to=say("say who follows it"))


def can_record(by: Actor) -> bool:
    return _allows(lambda: check_can_record(by))


def record(
    *,
    by: Actor | None,
    predecessor: Organisation,
    successors: Sequence[Organisation],
    kind: str,
    first_day: date,
    source: str,
    source_href: str = "",
) -> list[Succession]:
    """From `first_day` the successors stand in for `predecessor`, whose last day is the one before.

    `by` None is the operator, whose word needs nobody's agreement; a person's waits for that of each successor. What is
    written down already and the same is left alone, but that the operator agrees to it. Raises Refused, with the
    field, where the bodies or the day cannot be so, or where something else is written down.
    """
    if by is not None:
        check_can_record(by)
        if predecessor.pk != by.organisation_id:
            raise NotAllowed(
                say("Only the organisation that ends, or whoever runs this site, says who follows it.")
            )
    source = " ".join(source.split())
    _check(successors, kind, source)
    reason = say(
        "Wrote down that {name} is {label} by law: {source}",
        name=predecessor.name,
        label=SuccessionKind(kind).label,
        source=source,
    )
    with (
        transaction.atomic(),
        declared(
            person=by.person_id if by else None,
            organisation=by.organisation_id if by else None,
            reason=reason,
        ),
    ):
        # Under the write lock, so that two who say different things do not both succeed.
        ending = Organisation.objects.select_for_update().get(pk=predecessor.pk)
        known = list(Succession.objects.filter(predecessor=ending))
        if known:
            _check_same(known, successors, kind, first_day)
            if by is None:
                _agree(Succession.objects.waiting().filter(predecessor=ending), None, timezone.localdate())
                _end(ending, first_day)
            return list(Succession.objects.filter(predecessor=ending))
        _check_days(ending, successors, first_day)
        if by is None:
            _end(ending, first_day)
        return [
            Succession.objects.create(
                predecessor=ending,
                successor=successor,
                kind=kind,
                on=first_day,
                source=source,
                source_href=source_href.strip(),
                entered_by_id=by.person_id if by else None,
            )
            for successor in successors
        ]


def check_can_agree(by: Actor, passing: Passing) -> None:
    """An administrator of a successor that has not said yes yet."""
    check_role(by, Role.ADMINISTRATOR, to=say("agree to follow another body"))
    mine = passing.of(by.organisation_id)
    if mine is None:
        raise NotAllowed(say("Only who is to follow can agree to it."))
    if mine not in passing.waiting:
        raise NotAllowed(
            say("{organisation_name} has nothing to agree to here.", organisation_name=by.organisation_name)
        )


def can_agree(by: Actor, passing: Passing) -> bool:
    return _allows(lambda: check_can_agree(by, passing))


def agree(*, by: Actor, passing: Passing, on: date) -> None:
    """`by`'s organisation takes its place. With the last agreement the body's last day is set and the directory tells it."""
    check_can_agree(by, passing)
    with _declared(by, say("Agreed to follow {name}", name=passing.predecessor.name)):
        ending = Organisation.objects.select_for_update().get(pk=passing.predecessor.pk)
        waiting = Succession.objects.waiting().filter(predecessor=ending)
        if not _agree(waiting.filter(successor=by.organisation_id), by, on):
            raise Refused(say("It was taken back, or agreed to, meanwhile. Look at it again"))
        if not waiting.exists():
            first_day = passing.on
            _check_days(ending, passing.successors, first_day)
            _end(ending, first_day)


def check_can_take_back(by: Actor, passing: Passing) -> None:
    """Either side may say no for as long as somebody's agreement is wanting."""
    check_role(by, Role.ADMINISTRATOR, to=say("say no to a succession"))
    if by.organisation_id not in {passing.predecessor.pk, *(one.pk for one in passing.successors)}:
        raise NotAllowed(say("This is between other organisations."))
    if not passing.waiting:
        raise NotAllowed(say("It stands. Only whoever runs this site can correct it."))


def can_take_back(by: Actor, passing: Passing) -> bool:
    return _allows(lambda: check_can_take_back(by, passing))


def take_back(*, by: Actor, passing: Passing) -> None:
    """Nothing is written down any more, as if it had not been; the trail keeps that it was, and who said no."""
    check_can_take_back(by, passing)
    with _declared(
        by, say("Said no to what was written down about the end of {name}", name=passing.predecessor.name)
    ):
        ending = Organisation.objects.select_for_update().get(pk=passing.predecessor.pk)
        if not Succession.objects.waiting().filter(predecessor=ending).exists():
            raise Refused(say("It was agreed to, or taken back, meanwhile. Look at it again"))
        # Nothing was inherited by it, which the table of inheritances asks a tenant to see.
        with as_tenant(by.organisation_id):
            Succession.objects.filter(predecessor=ending).delete()


def _agree(waiting: QuerySet[Succession], by: Actor | None, on: date) -> int:
    return waiting.update(agreed_by=by.person_id if by else None, agreed_on=on)


def _end(ending: Organisation, first_day: date) -> None:
    if ending.exists_until is None:
        ending.exists_until = first_day - timedelta(days=1)
        ending.save(update_fields=["exists_until"])


@contextmanager
def _declared(by: Actor, reason: str) -> Iterator[None]:
    with (
        transaction.atomic(),
        declared(person=by.person_id, organisation=by.organisation_id, reason=reason),
    ):
        yield


def _allows(check: Callable[[], None]) -> bool:
    try:
        check()
    except NotAllowed:
        return False
    return True


def _check(successors: Sequence[Organisation], kind: str, source: str) -> None:
    if kind not in SuccessionKind.values:
        raise Refused(say("Choose what happened"), field="kind")
    if not source:
        raise Refused(
            say("Name what makes it law: the statutory instrument, or the registrar’s certificate"),
            field="source",
        )
    if len({one.pk for one in successors}) != len(successors):
        raise Refused(say("Name each successor once"), field="successor")
    if not successors:
        raise Refused(say("Name who follows"), field="successor")
    if kind == SuccessionKind.SPLIT and len(successors) < 2:  # noqa: PLR2004  (a split is into two or more)
        raise Refused(
            say("A body that is split has two successors or more. Name the second, or choose “replaced by”"),
            field="second",
        )
    if kind != SuccessionKind.SPLIT and len(successors) > 1:
        raise Refused(
            say("Only a body that is split has more than one successor. Choose “split into”, or name one"),
            field="kind",
        )


def _check_same(known: list[Succession], successors: Sequence[Organisation], kind: str, day: date) -> None:
    same = {one.successor_id for one in known} == {one.pk for one in successors}
    if same and all(one.kind == kind and one.on == day for one in known):
        return
    names = say_joined([one.successor.name for one in known])
    raise Refused(
        say(
            "It is written down already: {label} {names} on {on}. Ask whoever runs this site where "
            "that is wrong",
            label=SuccessionKind(known[0].kind).label,
            names=names,
            on=day_text(known[0].on),
        ),
        field="successor",
    )


def _check_days(ending: Organisation, successors: Sequence[Organisation], day: date) -> None:
    if ending.exists_from is not None and ending.exists_from >= day:
        raise Refused(
            say(
                "{name} began only on {exists_from}",
                name=ending.name,
                exists_from=day_text(ending.exists_from),
            ),
            field="on",
        )
    if ending.exists_until is not None and ending.exists_until != day - timedelta(days=1):
        raise Refused(
            say(
                "The last day of {name} is {exists_until} in the directory, so its successor stands in "
                "from the day after",
                name=ending.name,
                exists_until=day_text(ending.exists_until),
            ),
            field="on",
        )
    for successor in successors:
        if successor.pk == ending.pk:
            raise Refused(say("A body cannot follow itself"), field="successor")
        if not exists(successor, day):
            raise Refused(
                say(
                    "{name} does not exist on {when}. Look at its days in the directory",
                    name=successor.name,
                    when=day_text(day),
                ),
                field="successor",
            )
        if _came_before(successor, ending):
            raise Refused(
                say(
                    "{name} was itself followed by {ending_name}",
                    name=successor.name,
                    ending_name=ending.name,
                ),
                field="successor",
            )


def _came_before(one: Organisation, other: Organisation) -> bool:
    """Whether `other` stands anywhere among those that followed `one`."""
    seen: set[int] = set()
    waiting = {one.pk}
    while waiting:
        seen |= waiting
        waiting = (
            set(Succession.objects.filter(predecessor__in=waiting).values_list("successor", flat=True)) - seen
        )
    return other.pk in seen
