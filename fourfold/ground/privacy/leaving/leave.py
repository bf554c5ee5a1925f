"""An organisation leaves: after an export, its data here is erased but for what others rely on.

One transaction. The chain of the trail still verifies: of what is gone it keeps that it was, and no values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from fourfold.ground.identity.tables import (
    ClaimedDomain,
    IdentityProvider,
    ProviderAccount,
    ProviderFailure,
)
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, Share, as_tenant
from fourfold.ground.people.actions.roles import close
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Membership, Person, RequiredSecondStep
from fourfold.ground.people.token_table import AccessToken
from fourfold.ground.privacy.erasure import erase_account, is_erased
from fourfold.ground.privacy.held import is_held
from fourfold.ground.privacy.leaving.reliance import hanging_from_owned, owned_tables, relied_on
from fourfold.ground.privacy.obstacles import obstacles
from fourfold.ground.privacy.queries import standing_holds
from fourfold.ground.privacy.record import processing
from fourfold.ground.privacy.tables import DisposalEntry
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.erasure import erase_entries, erase_values_of
from fourfold.ground.trail.tables import TrailEntry
from fourfold.ground.trail.trailed import trailed_models

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import Model

ACCOUNTS = "accounts"
# How the disposal log calls it; the other ways are those of `Disposal`.
LEFT = "left"
_AT_ONCE = 500
# Of the organisation without being owned: how its people come in.
_WAYS_IN = (
    AccessToken,
    ProviderAccount,
    ProviderFailure,
    ClaimedDomain,
    IdentityProvider,
    RequiredSecondStep,
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Rows by table: what goes, and what stays because others rely on it. `people` are those whose accounts end."""

    organisation: str
    goes: dict[str, int] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)
    people: int = 0


def look(*, organisation: Organisation, on: date) -> Leaving:
    """What would go, changing nothing."""
    with as_tenant(MAINTENANCE):
        staying = relied_on(organisation=organisation.pk, on=on)
        found = Leaving(organisation.name, people=len(_people_of_nobody_else(organisation, on)))
        for model in owned_tables():
            rows = _roots(model, organisation)
            _count(found, model, sum(root not in staying for root in rows), len(rows))
        return found


def last_entry(*, organisation: Organisation) -> int:
    """The number of the last change of anything of the organisation's: an export that ends with it is up to date."""
    with as_tenant(MAINTENANCE):
        entries = TrailEntry.objects.filter(Q(owner=organisation.pk) | Q(other_owner=organisation.pk))
        return entries.order_by("-pk").values_list("pk", flat=True).first() or 0


def check_can_leave(*, organisation: Organisation, on: date) -> None:
    """Once; and not while something is held, or bids still wait for the keys of its people."""
    if organisation.left_on is not None and not organisation.takes_part:
        raise Refused(say("{name} has left already", name=organisation.name))
    with as_tenant(MAINTENANCE):
        if standing_holds(owner=organisation.pk).exists():
            raise Refused(
                say("{name} holds records back. Lift its holds first, or wait", name=organisation.name)
            )
        for person in _people_of_nobody_else(organisation, on):
            for reason in obstacles(person.pk):
                raise Refused(f"{person.name}: {reason.rstrip('.')}")


def leave(*, organisation: Organisation, exported_up_to: int, reason: str, on: date, at: datetime) -> Leaving:
    """Erases. Raises Refused where something changed after the export, and where `check_can_leave` does."""
    if not reason.strip():
        raise Refused(say("Say why: it stays in the trail"))
    why = say("{name} left: {reason}", name=organisation.name, reason=reason.strip())
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=why),
        as_tenant(MAINTENANCE),
    ):
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        check_can_leave(organisation=organisation, on=on)
        if last_entry(organisation=organisation) != exported_up_to:
            raise Refused(
                say("Something changed after that export. Export {name} again", name=organisation.name)
            )
        done = _erase(organisation, on, at)
        Organisation.objects.filter(pk=organisation.pk).update(takes_part=False, left_on=on)
    return done


def _erase(organisation: Organisation, on: date, at: datetime) -> Leaving:
    staying = relied_on(organisation=organisation.pk, on=on)
    people = _people_of_nobody_else(organisation, on)
    done = Leaving(organisation.name, people=len(people))
    by_table = {model: _roots(model, organisation) for model in owned_tables()}
    going = sorted({root for rows in by_table.values() for root in rows if root not in staying})
    for model, column in hanging_from_owned():
        _delete(model, going, organisation, through=f"{column}__")
    for model, rows in by_table.items():
        _delete(model, going, organisation)
        _count(done, model, sum(root not in staying for root in rows), len(rows))
    Share.objects.filter(owner=organisation).exclude(thing__in=staying).delete()
    for table in _WAYS_IN:
        mine = table._base_manager.filter(organisation=organisation)
        keys = list(mine.values_list("pk", flat=True))
        mine.delete()
        erase_values_of(table=table._meta.db_table, rows=keys, at=at)
    _end_roles(organisation, on)
    _erase_trail(organisation, at)
    for person in people:
        erase_account(person=person.pk, at=at)
    _log(organisation, done, at)
    return done


def _delete(model: type[Model], roots: list[str], organisation: Organisation, *, through: str = "") -> None:
    """Not one by one: what protects a row from another that goes too would stop it. The foreign keys are looked at when the
    transaction ends.
    """
    for first in range(0, len(roots), _AT_ONCE):
        of = {f"{through}owner": organisation, f"{through}root__in": roots[first : first + _AT_ONCE]}
        keys = list(model._base_manager.filter(**of).order_by().values_list("pk", flat=True))
        for some in range(0, len(keys), _AT_ONCE):
            rows: Any = model._base_manager.filter(pk__in=keys[some : some + _AT_ONCE])
            rows._raw_delete(rows.db)  # noqa: SLF001


def _roots(model: type[Model], organisation: Organisation) -> list[str]:
    """One for each row."""
    rows: Any = model._base_manager.filter(owner=organisation)
    return list(rows.order_by().values_list("root", flat=True))


def _count(done: Leaving, model: type[Model], going: int, of: int) -> None:
    if going:
        done.goes[model._meta.db_table] = going
    if of > going:
        done.stays[model._meta.db_table] = of - going


def _people_of_nobody_else(organisation: Organisation, on: date) -> list[Person]:
    """Whoever has or had a role here and holds none anywhere else, but for accounts that another organisation holds."""
    here = Membership.objects.filter(organisation=organisation).values("person")
    elsewhere = (
        Membership.objects.filter(Q(until_day=None) | Q(until_day__gte=on))
        .exclude(organisation=organisation)
        .values("person")
    )
    found = Person.objects.filter(pk__in=here).exclude(pk__in=elsewhere).order_by("pk")
    accounts = processing()[ACCOUNTS]
    return [
        person
        for person in found
        if not is_erased(person) and not is_held(person=person.pk, accounts=accounts)
    ]


def _end_roles(organisation: Organisation, on: date) -> None:
    held = Membership.objects.filter(Q(until_day=None) | Q(until_day__gte=on), organisation=organisation)
    for membership in held:
        close(membership, last_day=on - timedelta(days=1), on=on)


def _erase_trail(organisation: Organisation, at: datetime) -> None:
    """Of whatever is there no more, also of what was deleted long before."""
    still_there: dict[str, set[int]] = {
        model._meta.db_table: set(_keys_still_there(model, organisation)) for model in trailed_models()
    }
    entries = (
        TrailEntry.objects.filter(owner=organisation.pk, values__erased_at=None)
        .filter(Q(other_owner=None) | Q(other_owner=organisation.pk))
        .exclude(operation="erase")
    )
    gone = [
        entry
        for entry, table, row in entries.order_by()
        .values_list("pk", "table", "row")
        .iterator(chunk_size=2_000)
        if row not in still_there.get(table, set())
    ]
    erase_entries(entries=gone, at=at)


def _keys_still_there(model: type[Model], organisation: Organisation) -> Iterator[int]:
    names = {field.name for field in model._meta.concrete_fields}
    if "owner" in names:
        rows: Any = model._base_manager.filter(owner=organisation)
        yield from rows.order_by().values_list("pk", flat=True)


def _log(organisation: Organisation, done: Leaving, at: datetime) -> None:
    """In the log of disposals, by the lines of the record of processing: how many of which kind, never whose."""
    tables = {model._meta.label: model._meta.db_table for model in owned_tables()}
    for line in processing().values():
        rows = sum(done.goes.get(tables.get(label, ""), 0) for label in line.tables)
        if rows:
            ref = new_reference()
            DisposalEntry.objects.create(
                owner=organisation,
                ref=ref,
                root=ref,
                record=line.key,
                disposal=LEFT,
                rule=say("The organisation left"),
                rows=rows,
                at=at,
            )
