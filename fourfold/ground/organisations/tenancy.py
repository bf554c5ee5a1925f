"""Who sees which rows: the owner, those a Share names, and everyone where a Share names nobody.

One predicate serves both walls. `visible_to` is its form for querysets, through `TenantManager`, on both engines;
`fourfold/ground/trail/postgresql.py` writes the same one as row-level security. Without a tenant set, owned rows can
neither be read nor written: the queryset refuses, it does not come back empty. Only the owner writes a row; on the
embedded database its triggers see to that.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django_scopes import get_scope, scope
from django_scopes.manager import DisabledQuerySet

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.trail.transaction import a_transaction, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = TypeVar("Row", bound=models.Model)

# The tenant of pages that anyone may read: sees what is shared with everyone, owns nothing.
EVERYONE = 0
# The tenant of maintenance (import of reference data, chaining the trail): sees all. A page never sets it, but for
# handing on what was another's (`fourfold.ground.successions.actions.handing_on`), which the database holds to its records; for a
# link by mail; and for whether a fingerprint is on a receipt of ours, which tells nothing of whose it is.
MAINTENANCE = -1


class Right(models.TextChoices):
    SEE = "see", say("read it")
    REPORT = "report", say("report deliveries against it")
    CONFIRM = "confirm", say("confirm or dispute it")
    BID = "bid", say("bid for it")
    AUDIT = "audit", say("audit it")


class ShareQuerySet(models.QuerySet["Share"]):
    def in_force(self, on: date) -> ShareQuerySet:
        return self.filter(
            Q(revoked_at=None),
            Q(from_day__lte=on),
            Q(until_day=None) | Q(until_day__gte=on),
        )

    def of_tenant(self, tenant: int) -> ShareQuerySet:
        return self.filter(Q(organisation_id=tenant) | Q(organisation=None))


class Share(models.Model):
    """Opens the rows whose `root` is `thing` to another organisation, or (organisation empty) to everyone."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    thing = models.CharField(max_length=12)
    kind = models.CharField(
        max_length=40, help_text="What the thing is, in words: contract, delivery, policy …"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    right = models.CharField(max_length=8, choices=Right.choices)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=250)

    objects = ShareQuerySet.as_manager()

    # The other side of a Share reads its trail as well; row-level security has a rule of its own for this table.
    trail_other_owner = "organisation_id"
    wall = "share"

    class Meta:
        indexes = (
            # By thing and owner together: with the one on `owner` alone the embedded database would go through everything
            # that an organisation ever shared, for each row of a list.
            models.Index(fields=("thing", "owner", "organisation"), name="share_thing_of_owner"),
            models.Index(fields=("organisation", "thing"), name="share_organisation"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="share_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(right=Right.SEE),
                name="share_with_everyone_is_to_see",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}: {self.organisation or 'everyone'} may {self.get_right_display()}"


@lru_cache(maxsize=256)
def visible_to(tenant: int, on: date) -> Q:
    """A Share opens only rows of the organisation that gave it, whatever reference it names.

    Every reading of every owned table asks for it, and it says nothing of the rows: so it is built once a day for each.
    """
    opened = (
        Share.objects.in_force(on)
        .of_tenant(tenant)
        .filter(thing=OuterRef("root"), owner_id=OuterRef("owner_id"))
    )
    return Q(owner_id=tenant) | Q(Exists(opened))


class RefusedQuerySet(DisabledQuerySet):  # type: ignore[misc]  # django-scopes has no types
    """Refuses the few questions and writes that django-scopes lets through as well."""

    exists = DisabledQuerySet.error
    exclude = DisabledQuerySet.error
    contains = DisabledQuerySet.error
    explain = DisabledQuerySet.error
    create = DisabledQuerySet.error
    bulk_create = DisabledQuerySet.error
    bulk_update = DisabledQuerySet.error
    in_bulk = DisabledQuerySet.error
    _update = DisabledQuerySet.error
    _insert = DisabledQuerySet.error
    _raw_delete = DisabledQuerySet.error


class TenantQuerySet(models.QuerySet[Row]):
    """What a Share shows can be read and not changed: only the owner's rows are updated or deleted."""

    def update(self, **values: Any) -> int:
        return super(TenantQuerySet, self._own()).update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        return super(TenantQuerySet, self._own()).delete()

    def _own(self) -> TenantQuerySet[Row]:
        tenant = current_tenant()
        return self if tenant == MAINTENANCE else self.filter(owner_id=tenant)


class TenantManager(models.Manager[Row]):
    """Rows that the tenant of the moment may see; an error where no tenant is set."""

    def get_queryset(self) -> models.QuerySet[Row]:
        tenant = current_tenant()
        if tenant is None:
            refused: models.QuerySet[Row] = RefusedQuerySet(
                self.model,
                using=self._db,
                missing_scopes=("tenant",),
            )
            return refused
        rows: TenantQuerySet[Row] = TenantQuerySet(self.model, using=self._db)
        if tenant == MAINTENANCE:
            return rows
        return rows.filter(visible_to(tenant, timezone.localdate()))


class Owned(models.Model):
    """A row with one owner. `root` is the `ref` of the thing whose Shares open it too: its own, or its whole's."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    root = models.CharField(max_length=12, db_index=True, editable=False)
    # Counts the changes, so that the second of two editors is told (see `fourfold.ground.people.changes`).
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TenantManager()

    # Row-level security, and the trail's triggers, treat the table by this name.
    wall = "owned"

    class Meta:
        abstract = True
        base_manager_name = "objects"


def current_tenant() -> int | None:
    current: dict[str, Any] = get_scope()
    tenant: int | None = current.get("tenant")
    return tenant


@contextmanager
def as_tenant(tenant: int) -> Iterator[None]:
    """Within, owned rows are those that `tenant` may see. On PostgreSQL this is one transaction, with the second wall.

    Answers that are streamed are made after a view has returned, so outside of this: they cannot read owned rows.
    """
    before = current_tenant()
    with a_transaction(), scope(tenant=tenant):
        # The second wall lets a question look so dear that PostgreSQL compiles it first, which takes longer than the answer.
        tell({"fourfold.tenant": str(tenant), "jit": "off"})
        try:
            yield
        finally:
            tell({"fourfold.tenant": "" if before is None else str(before)})


def share(
    *,
    owner: Organisation,
    thing: str,
    kind: str,
    organisation: Organisation | None,
    right: Right,
    on: date,
    reason: str,
) -> Share:
    """Opens `thing`; the caller stands in `change(...)` of the owner. Sharing again what is shared changes nothing."""
    existing = (
        Share.objects.in_force(on)
        .filter(
            owner=owner,
            thing=thing,
            organisation=organisation,
            right=right,
        )
        .first()
    )
    return existing or Share.objects.create(
        owner=owner,
        thing=thing,
        kind=kind,
        organisation=organisation,
        right=right,
        from_day=on,
        reason=reason,
    )


def has_right(*, tenant: int, thing: str, right: Right, on: date) -> bool:
    return Share.objects.in_force(on).filter(organisation_id=tenant, thing=thing, right=right).exists()
