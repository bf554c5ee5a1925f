"""Which rows of which table are one organisation's, decided from the tables themselves: a new one is covered when it is
made, or shows in a test as one that nobody decided about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, ForeignKey, Model, OuterRef, Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Share
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.tables import TrailEntry, TrailLink, TrailValue
from fourfold.ground.trail.trailed import trailed_models

if TYPE_CHECKING:
    from django.db.models import Field


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the database's: a key is exported as such, and the row it names stands in another table."""

    name: str
    label: str
    help: str


def own_rows(model: type[Model], organisation: int) -> Q | None:
    """The rows that are the organisation's own; None where rows of this table are nobody's or a person's alone."""
    ways = _WAYS.get(model) or _ways_of(model)
    reached = Q()
    for way in ways:
        reached |= Q(**{way: organisation})
    return reached if ways else None


# Tables that do not say it by a column named owner, or by more than that.
_WAYS: dict[type[Model], tuple[str, ...]] = {
    Organisation: ("pk",),
    Person: ("memberships__organisation",),
    Share: ("owner", "organisation"),
    TrailEntry: ("owner", "other_owner"),
    TrailValue: ("entry__owner", "entry__other_owner"),
    TrailLink: ("owner",),
}


def _ways_of(model: type[Model]) -> tuple[str, ...]:
    """An owned row is its owner's alone, whoever else it names; any other is of every organisation that it names."""
    to_organisations = tuple(
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Organisation
    )
    return ("owner",) if "owner" in to_organisations else to_organisations


def tables() -> list[type[Model]]:
    """Every table that leaves a trail, and the trail itself."""
    return [*trailed_models(), TrailEntry, TrailValue, TrailLink]


def shared_rows(model: type[Model], organisation: int, on: date) -> Q | None:
    """Rows that a Share of their own owner opens to this organisation by name; None where the table is not opened so."""
    if getattr(model, "wall", "") != "owned":
        return None
    by_name = Share.objects.in_force(on).filter(
        organisation=organisation, thing=OuterRef("root"), owner_id=OuterRef("owner_id")
    )
    return Q(Exists(by_name)) & ~Q(owner=organisation)


def columns(model: type[Model]) -> list[Column]:
    """All but what lets someone in: what the trail leaves out of tables without a wall (a password's hash, a link's digest)."""
    secret = set() if getattr(model, "wall", "") else set(getattr(model, "trail_leaves_out", ()))
    return [
        Column(str(field.column), str(field.verbose_name), str(field.help_text))
        for field in model._meta.concrete_fields
        if field.column and field.column not in secret
    ]


def keys_of_people(model: type[Model]) -> list[str]:
    """The columns that name a person by key."""
    fields: list[Field[object, object]] = list(model._meta.concrete_fields)
    found = [
        str(field.column)
        for field in fields
        if isinstance(field, ForeignKey) and field.related_model is Person and field.column
    ]
    return [*found, "person"] if model is TrailEntry else found


def unreached() -> list[str]:
    """The tables of which no row is any organisation's own."""
    return [model._meta.label for model in tables() if own_rows(model, 0) is None]


def title(model: type[Model]) -> str:
    """In words: the storey, and what one row is."""
    storey = apps.get_app_config(model._meta.app_label).verbose_name
    return f"{storey}: {model._meta.verbose_name}"
