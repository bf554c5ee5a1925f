"""The five figures of commitments on a day, counted from the rows that stand; the same few queries whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fourfold.integrate.queries.commitments import due_between
from fourfold.measure.models import AccountLineVerification
from fourfold.measure.queries.accounts import published_accounts
from fourfold.measure.rules.five_figures import NOTHING, FiveFigures
from fourfold.partner.queries.delivered import Delivered, delivered_between, verifications_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fourfold.ground.kernel.periods import Period
    from fourfold.integrate.queries.commitments import CommitmentRow

BEGINNING = date(1900, 1, 1)
WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class CommitmentFigures:
    commitment: CommitmentRow
    figures: FiveFigures
    # What was published and is no longer verified: shown as "published, since withdrawn".
    withdrawn: Decimal = NOTHING


def five_figures(
    commitments: Sequence[CommitmentRow],
    *,
    on: date,
    period: Period | None = None,
) -> list[CommitmentFigures]:
    """The figures of each commitment as they stand on `on`; with `period`, of what fell due and was delivered in it.

    `committed` is always the whole promise; a waived commitment promises no more than had fallen due.
    """
    first = BEGINNING if period is None else period.start
    last = on if period is None else min(period.end, on)
    keys = [row.pk for row in commitments]
    due = due_between(keys, first, last)
    delivered = delivered_between(keys, first, last)
    published = _published(keys, first, last)
    found = []
    for row in commitments:
        so_far = due.get(row.pk, NOTHING)
        came = delivered.get(row.pk, Delivered())
        stands, withdrawn = published.get(row.pk, (NOTHING, NOTHING))
        figures = FiveFigures(
            committed=so_far if row.state == WAIVED else row.quantity,
            due=so_far,
            reported=came.reported,
            confirmed=came.confirmed,
            verified=came.verified,
            published=stands,
        )
        found.append(CommitmentFigures(row, figures, withdrawn))
    return found


def _published(keys: Sequence[int], first: date, last: date) -> dict[int, tuple[Decimal, Decimal]]:
    """By commitment: what stands in a published account and is still verified, and what has been withdrawn since.

    A verification that stands in several published accounts (of the contract and of the year) is counted once. An
    edition whose correction is published no longer counts: the correction says what stands.
    """
    published = set(
        AccountLineVerification.objects.filter(
            line__account__in=published_accounts(),
            line__commitment__in=list(keys),
        ).values_list("verification", flat=True),
    )
    totals: dict[int, tuple[Decimal, Decimal]] = {}
    for row in verifications_between(keys, first, last):
        if row.pk not in published:
            continue
        stands, withdrawn = totals.get(row.commitment, (NOTHING, NOTHING))
        totals[row.commitment] = (
            (stands + row.quantity, withdrawn) if row.stands else (stands, withdrawn + row.quantity)
        )
    return totals
