"""Whether the record of what was considered is whole, so that a tender may open; and who let it pass where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.market_engagement import RULE as MARKET_ENGAGEMENT
from fourfold.integrate.models import (
    Consideration,
    ConsiderationVersion,
    GateOverride,
    MarketEngagement,
    ProcurementKind,
    StoredRuling,
)
from fourfold.integrate.rules.changed_since import changed_since
from fourfold.integrate.rules.gate import Engaged, Record, what_is_lacking

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.integrate.models import Procurement

__all__ = ("Gate", "GateOverride", "MarketEngagement", "engagement_of", "facts_now", "gate_of", "versions_of")


@dataclass(frozen=True, slots=True)
class Gate:
    """`lacks` is in words without a full stop. `ruling` is the one on which the record rests."""

    lacks: tuple[str, ...]
    ruling: StoredRuling | None
    changed: tuple[str, ...]
    engagements: tuple[MarketEngagement, ...]
    versions: int
    override: GateOverride | None

    @property
    def overridden(self) -> bool:
        return self.override is not None and self.override.agreed_on is not None

    @property
    def stops(self) -> tuple[str, ...]:
        """What is missing and was not let pass."""
        return () if self.overridden else self.lacks


def gate_of(procurement: Procurement) -> Gate:
    standing = (
        Consideration.objects.filter(procurement=procurement)
        .select_related("ruling")
        .only("pk", "ruling", "no_ruling_because")
        .first()
    )
    ruling = None if standing is None else standing.ruling
    if ruling is None:
        ruling = StoredRuling.objects.filter(procurement=procurement).order_by("-number").first()
    changed = () if ruling is None else what_changed(ruling, procurement)
    engagements = tuple(MarketEngagement.objects.filter(procurement=procurement))
    lacks = what_is_lacking(
        Record(
            considered=standing is not None,
            ruled=ruling is not None,
            changed=changed,
            no_ruling_because="" if standing is None else standing.no_ruling_because,
            notice_wanted=ruling is None or _wants_a_notice(ruling),
            engagements=[
                Engaged(each.title, bool(each.told_to_all), bool(each.notice_on or each.no_notice_because))
                for each in engagements
            ],
        )
    )
    override = (
        GateOverride.objects.filter(procurement=procurement).select_related("asked_by", "approver").first()
    )
    versions = ConsiderationVersion.objects.filter(consideration__procurement=procurement).count()
    return Gate(lacks, ruling, changed, engagements, versions, override)


def facts_now(procurement: Procurement) -> dict[str, Any]:
    """What a ruling is about, as it is kept beside it."""
    amount = procurement.amount
    return {"kind": procurement.kind, "amount": None if amount is None else f"{amount:.2f}"}


def what_changed(ruling: StoredRuling, procurement: Procurement) -> tuple[str, ...]:
    """Nothing of a ruling that was kept before it was noted what it is about."""
    if ruling.about is None:
        return ()
    then = ruling.about
    return changed_since(
        kind=(then["kind"], procurement.kind),
        amount=(None if then["amount"] is None else Decimal(then["amount"]), procurement.amount),
        kinds={each.value: each.label for each in ProcurementKind},
    )


def versions_of(procurement: Procurement) -> QuerySet[ConsiderationVersion]:
    """The latest first."""
    return (
        ConsiderationVersion.objects.filter(consideration__procurement=procurement)
        .select_related("written_by")
        .order_by("-number")
    )


def engagement_of(procurement: Procurement, ref: str) -> MarketEngagement | None:
    return MarketEngagement.objects.filter(procurement=procurement, ref=ref).first()


def _wants_a_notice(ruling: StoredRuling) -> bool:
    """Unless the ruling says that sections 16 and 17 are not about this contract."""
    said = {each["rule"]: each["answer"] for each in ruling.body["rulings"]}
    return said.get(MARKET_ENGAGEMENT.key) != Answer.DOES_NOT_APPLY
