"""What came of commitments, summed from the deliveries that stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from fourfold.partner.models import Confirmation, Delivery, DeliveryState, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# A returned or rejected delivery is not a report that stands.
COUNTED = (DeliveryState.REPORTED, DeliveryState.ACCEPTED)
NOTHING = Decimal(0)
# SQLite adds in floating point; what was stored in hundredths is read back in hundredths.
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Delivered:
    reported: Decimal = NOTHING
    confirmed: Decimal = NOTHING
    verified: Decimal = NOTHING


def delivered_between(keys: Iterable[int], first: date, last: date) -> dict[int, Delivered]:
    """By commitment key, what was delivered in periods that ended from `first` to `last`. Three queries."""
    deliveries = Delivery.objects.filter(
        commitment__in=list(keys),
        ends_on__range=(first, last),
        state__in=COUNTED,
    ).order_by()
    reported = _exact(deliveries.values_list("commitment").annotate(total=Sum("quantity")))
    answered = Confirmation.objects.filter(delivery__in=deliveries, quantity__isnull=False).order_by()
    confirmed = _exact(answered.values_list("delivery__commitment").annotate(total=Sum("quantity")))
    proved = Verification.objects.filter(
        delivery__in=deliveries.filter(state=DeliveryState.ACCEPTED)
    ).order_by()
    verified = _exact(proved.values_list("delivery__commitment").annotate(total=Sum("quantity")))
    return {
        key: Delivered(total, confirmed.get(key, NOTHING), verified.get(key, NOTHING))
        for key, total in reported.items()
    }


def _exact(totals: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    return {key: total.quantize(HUNDREDTH) for key, total in totals}


@dataclass(frozen=True, slots=True)
class VerifiedRow:
    """A verification with the day its delivery ended; `stands` is false once the delivery was reversed."""

    pk: int
    ref: str
    delivery_ref: str
    commitment: int
    quantity: Decimal
    ends_on: date
    stands: bool


def verifications_between(keys: Iterable[int], first: date, last: date) -> list[VerifiedRow]:
    """Of the commitments with these keys, by the day the delivery ended."""
    rows = Verification.objects.filter(
        delivery__commitment__in=list(keys),
        delivery__ends_on__range=(first, last),
    ).order_by("delivery__ends_on", "pk")
    columns = (
        "pk",
        "ref",
        "delivery__ref",
        "delivery__commitment",
        "quantity",
        "delivery__ends_on",
        "delivery__state",
    )
    return [
        VerifiedRow(pk, ref, delivery_ref, commitment, quantity, ends_on, state == DeliveryState.ACCEPTED)
        for pk, ref, delivery_ref, commitment, quantity, ends_on, state in rows.values_list(*columns)
    ]
