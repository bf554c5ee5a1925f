"""Planned and verified, quarter by quarter, of one commitment or of all that promise the same measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.integrate.queries.commitments import due_by_day
from fourfold.measure.queries.five_figures import BEGINNING
from fourfold.measure.rules.burn_up import BurnUp, burn_up
from fourfold.partner.queries.delivered import verifications_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.integrate.queries.commitments import CommitmentRow


def burn_up_by_measure(commitments: Sequence[CommitmentRow], *, on: date) -> dict[int, BurnUp]:
    """By the key of the measure, in two queries: quantities of different measures are never added."""
    measure_of = {row.pk: row.measure_id for row in commitments}
    due = due_by_day(measure_of)
    proved = [row for row in verifications_between(measure_of, BEGINNING, on) if row.stands]
    return {
        measure: burn_up(
            [(day, part) for key, day, part in due if measure_of[key] == measure],
            [(row.ends_on, row.quantity) for row in proved if measure_of[row.commitment] == measure],
            on=on,
        )
        for measure in dict.fromkeys(measure_of.values())
    }
