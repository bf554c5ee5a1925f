"""For how much of what was bought social value was considered, by service, kind, size or year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import (
    Consideration,
    Procurement,
    ProcurementKind,
    ProcurementState,
)
from fourfold.integrate.queries.joint_counted import bought_jointly
from fourfold.integrate.queries.lots import without_divided
from fourfold.integrate.queries.register_totals import totals_by
from fourfold.integrate.rules.share_considered import BANDS, By, Counted, Fate, Line, band_words, by_group

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.integrate.queries.joint_counted import JointlyBought


def share_considered_by(owner: int, by: By) -> list[Line]:
    """The lines in their order: the largest first for services, else kinds, bands and years as they follow each other.

    A procurement that was abandoned before anything was weighed is not counted, nor one that is divided: its lots are. Of
    one that several authorities buy together each counts its own part, the lead as well. A year is that in which bids
    closed or, of a notice, it was published; where that is not known, that in which the contract begins.
    """
    jointly = [each for each in bought_jointly(owner) if each.counts]
    alone = _run_here(owner).exclude(pk__in=[each.procurement.pk for each in jointly])
    counted = [
        *_counted(alone, by),
        *((_group(each, by), _one(each)) for each in jointly),
        *_imported(owner, by),
    ]
    if by is By.SERVICE:
        lines = by_group(_named(counted, by))
        return sorted(
            lines, key=lambda line: (not line.group, -(line.run_here + line.read).count, line.group)
        )
    ordered = sorted(counted, key=lambda pair: _rank(pair[0], by))
    return by_group(_named(ordered, by))


def _run_here(owner: int) -> QuerySet[Any]:
    considered = Exists(Consideration.objects.filter(procurement=OuterRef("pk")))
    return (
        without_divided(Procurement.objects.filter(owner_id=owner))
        .annotate(considered=considered)
        .exclude(state=ProcurementState.ABANDONED, considered=False)
        .annotate(
            fate=Case(
                When(considered=True, then=Value(Fate.CONSIDERED.value)),
                default=Value(Fate.NOT_CONSIDERED.value),
                output_field=CharField(),
            ),
            pounds=F("amount"),
            service_here=Coalesce(F("for_service__service__name"), Value("")),
            year=Coalesce(ExtractYear("bids_close_at"), ExtractYear("starts_on")),
        )
    )


def _imported(owner: int, by: By) -> list[tuple[Any, Counted]]:
    """From the sums that are kept as the register changes; a band and a year as numbers, as they are of what is run here."""
    numbers = by in {By.SIZE, By.YEAR}
    return [
        (
            (int(row.group) if row.group else None) if numbers else row.group,
            Counted("", Fate(row.fate), row.entries, row.amount, row.without_amount),
        )
        for row in totals_by(owner, by)
    ]


def _counted(rows: QuerySet[Any], by: By) -> list[tuple[Any, Counted]]:
    band = Case(
        *(When(pounds__gte=lower, then=Value(lower)) for lower in reversed(BANDS)),
        default=None,
        output_field=IntegerField(),
    )
    group = {By.SERVICE: F("service_here"), By.KIND: F("kind"), By.SIZE: band, By.YEAR: F("year")}[by]
    found = (
        rows.annotate(the_group=group)
        .order_by()
        .values("the_group", "fate")
        .annotate(how_many=Count("pk"), in_all=Sum("pounds"), without=Count("pk", filter=Q(pounds=None)))
    )
    return [
        (
            row["the_group"],
            Counted("", Fate(row["fate"]), row["how_many"], row["in_all"] or Decimal(0), row["without"]),
        )
        for row in found
    ]


def _one(each: JointlyBought) -> Counted:
    fate = Fate.CONSIDERED if each.considered else Fate.NOT_CONSIDERED
    return Counted("", fate, 1, each.amount or Decimal(0), int(each.amount is None))


def _group(each: JointlyBought, by: By) -> Any:
    procurement = each.procurement
    match by:
        case By.SERVICE:
            return each.service
        case By.KIND:
            return procurement.kind
        case By.SIZE:
            amount = each.amount
            return None if amount is None else max(lower for lower in BANDS if lower <= amount)
        case By.YEAR:
            if procurement.bids_close_at is not None:
                return timezone.localtime(procurement.bids_close_at).year
            return None if procurement.starts_on is None else procurement.starts_on.year


def _named(counted: list[tuple[Any, Counted]], by: By) -> list[Counted]:
    return [
        Counted(_words(group, by), one.fate, one.count, one.amount, one.without_amount)
        for group, one in counted
    ]


def _words(group: Any, by: By) -> str:
    match by:
        case By.SERVICE:
            return str(group) or say("Service not known")
        case By.KIND:
            known = dict(ProcurementKind.choices)
            return str(known.get(group, group)) or say("Kind not known")
        case By.SIZE:
            return band_words(group)
        case By.YEAR:
            return say("Year not known") if group is None else str(group)


def _rank(group: Any, by: By) -> tuple[bool, Any]:
    """What is not known comes last; of years the latest first."""
    if by is By.KIND:
        kinds = list(ProcurementKind.values)
        return (not group, kinds.index(group) if group in kinds else len(kinds))
    if by is By.YEAR:
        return (group is None, -(group or 0))
    return (group is None, group or 0)
