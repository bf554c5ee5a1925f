"""By when a request must be answered: UK GDPR Article 12(3), one month from its receipt."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from fourfold.ground.kernel.parameters import Known
from fourfold.ground.parameters import parameter

MONTHS_TO_ANSWER: Final = "law.uk_gdpr.months_to_answer"


def answer_due(asked_on: date) -> date:
    """The day of the same number so many months on; the last of that month where it has no such day.

    On a day for which nobody has checked the law the last time that was checked counts: a request still needs its day.
    """
    months = parameter(MONTHS_TO_ANSWER)
    known = months.at(max(min(asked_on, months.still_in_force_on), min(months.values)))
    if not isinstance(known, Known):
        raise LookupError(f"{MONTHS_TO_ANSWER} has no figure for {asked_on}")  # noqa: TRY004  (it is the figure that is wanting)
    year, month = divmod(asked_on.year * 12 + asked_on.month - 1 + int(known.value), 12)
    return date(year, month + 1, min(asked_on.day, calendar.monthrange(year, month + 1)[1]))
