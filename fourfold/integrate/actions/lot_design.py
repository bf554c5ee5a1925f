"""A lot that begins as the whole was designed: its criteria with their parts, the measures under them, and the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.references import new_reference
from fourfold.integrate.models import Ask, Criterion, ScaleStep, TenderMethod

if TYPE_CHECKING:
    from fourfold.ground.organisations.tenancy import Owned
    from fourfold.integrate.models import Procurement

_OF_THE_ROW = frozenset({"id", "ref", "root", "version", "procurement", "part_of", "criterion"})
# Rows that hang on the procurement alone. Neither was published: the whole is not open.
_ALONE = (ScaleStep, TenderMethod)


def copy_design(whole: Procurement, lot: Procurement) -> None:
    """Within the caller's change, for a lot that has no design yet. From then on each is changed by itself."""
    again: dict[int, Criterion] = {}
    rows = list(Criterion.objects.filter(procurement=whole))
    for row in sorted(rows, key=lambda each: each.part_of_id is not None):
        part_of = None if row.part_of_id is None else again[row.part_of_id]
        again[row.pk] = Criterion.objects.create(**_values(row, lot), part_of=part_of)
    for ask in Ask.objects.filter(procurement=whole).order_by("pk"):
        under = None if ask.criterion_id is None else again[ask.criterion_id]
        Ask.objects.create(**_values(ask, lot), criterion=under)
    for model in _ALONE:
        for each in model.objects.filter(procurement=whole):
            model.objects.create(**_values(each, lot))


def _values(row: Owned, lot: Procurement) -> dict[str, Any]:
    fields = [each for each in row._meta.concrete_fields if each.name not in _OF_THE_ROW]
    values: dict[str, Any] = {each.attname: getattr(row, each.attname) for each in fields}
    return {**values, "ref": new_reference(), "root": lot.root, "procurement": lot}
