"""The tenant that sees the whole trail, for the trail's own work: chaining, checking, erasing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django_scopes import get_scope, scope

from fourfold.ground.trail.transaction import a_transaction, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

# The same number as organisations.tenancy.MAINTENANCE, which stands a room above.
_MAINTENANCE = -1


@contextmanager
def as_maintenance() -> Iterator[None]:
    before = get_scope().get("tenant")
    with a_transaction(), scope(tenant=_MAINTENANCE):
        tell({"fourfold.tenant": str(_MAINTENANCE)})
        try:
            yield
        finally:
            tell({"fourfold.tenant": "" if before is None else str(before)})
