"""What of an organisation others rely on, or the database keeps as written: it stays when the organisation leaves.

Whole roots stay or go, so that nothing is left in halves: a contract that a supplier sees stays with all of its promises,
and with what they point at.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection
from django.db.models import F, ForeignKey, Model

from fourfold.ground.organisations.tenancy import Share
from fourfold.ground.privacy.tables import DisposalEntry
from fourfold.ground.successions.tables import Inheritance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

# What was disposed of, and what was inherited from whom, is what is left to show for it.
_STAYS = (DisposalEntry, Inheritance)


def owned_tables() -> list[type[Model]]:
    """Those whose rows go with their owner, of every storey."""
    return [model for model in apps.get_models() if _is_owned(model) and model not in _STAYS]


def hanging_from_owned() -> list[tuple[type[Model], str]]:
    """Tables without an owner that hang from one with, and by which column: the place of a job in the queue."""
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        if not _is_owned(model)
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and _is_owned(field.related_model)
    ]


def relied_on(*, organisation: int, on: date) -> frozenset[str]:
    """The roots that stay. Only as maintenance."""
    stays = {*_shared(organisation, on), *_kept_as_written(organisation)}
    leads_to: dict[str, set[str]] = defaultdict(set)
    for owner, root, to in _relations_to(organisation):
        if owner == organisation:
            leads_to[root].add(to)
        else:
            stays.add(to)
    todo = list(stays)
    while todo:
        further = leads_to[todo.pop()] - stays
        stays |= further
        todo.extend(further)
    return frozenset(stays)


def _shared(organisation: int, on: date) -> Iterator[str]:
    """What somebody else may see, by name or with everyone."""
    shares = Share.objects.in_force(on).filter(owner=organisation).exclude(organisation=organisation)
    yield from shares.values_list("thing", flat=True)


def _kept_as_written(organisation: int) -> Iterator[str]:
    """What the triggers let nobody delete, maintenance included: the conditions are theirs."""
    for model in owned_tables():
        condition = getattr(model, "kept_while", "")
        if not condition or getattr(model, "may_be_removed", False):
            continue
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT OLD.root FROM {table} AS OLD WHERE OLD.owner_id = %s AND ({condition})",  # noqa: S608  (names and conditions of ours)
                [organisation],
            )
            yield from (root for (root,) in cursor.fetchall())


def _relations_to(organisation: int) -> Iterator[tuple[int, str, str]]:
    """Owner and root of each row that points at one of the organisation's, and the root it points at."""
    for model in owned_tables():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and _is_owned(field.related_model):
                rows: Any = model._base_manager.filter(**{f"{field.name}__owner": organisation})
                yield from rows.values_list("owner", "root", F(f"{field.name}__root")).distinct().order_by()


def _is_owned(model: Any) -> bool:
    return getattr(model, "wall", "") == "owned"
