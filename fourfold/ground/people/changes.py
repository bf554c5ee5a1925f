"""How every action changes anything: one transaction, for one owner, by a named person, for a stated reason."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned, as_tenant
from fourfold.ground.people.actor import check_still_there
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

Thing = TypeVar("Thing", bound=Owned)


class Refused(Exception):
    """What was asked cannot be done; the sentence says what to do. `field` names the form field it belongs to."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhile(Exception):
    """Somebody else saved first. `current` is what stands now; nothing of the second change was kept."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(say("Someone else changed this while you were writing."))
        self.current = current


@contextmanager
def change(*, by: Actor, owner: int, reason: str, winding_up: bool = False) -> Iterator[None]:
    """One transaction in which `by` changes rows of the organisation with key `owner`.

    Where that is not the actor's own organisation (a supplier reports on the buyer's contract), the action has checked
    the Share that allows it before it opens this. The database's triggers take who and why from here; without it a
    connection can read and not write. In the name of an organisation that has ended and is followed nothing is changed any
    more, but for what is `winding_up`: its people and their sign-ins, what it holds of persons, and copies of its records.
    """
    if not winding_up:
        check_still_there(by)
    with transaction.atomic(), declared(person=by.person_id, organisation=by.organisation_id, reason=reason):  # noqa: SIM117  (the tenant is told inside the transaction)
        with as_tenant(owner):
            yield


def update(thing: Thing, *, version: int, **values: Any) -> Thing:
    """Writes `values` if `thing` still stands at `version`, else raises ChangedMeanwhile with what stands."""
    model = type(thing)
    changed = model.objects.filter(pk=thing.pk, version=version).update(version=version + 1, **values)
    current: Thing = model.objects.get(pk=thing.pk)
    if not changed:
        raise ChangedMeanwhile(current)
    return current
