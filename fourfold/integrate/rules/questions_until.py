"""Until when bidders may ask, so that everybody has time to use the answer.

That a quarter of the time is left for answering and for using the answer is a choice of this project. Worked
in `tests/worked_examples/tender_design/questions_until.yaml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

PART_LEFT: Final = 4


def questions_until(*, opened: datetime, closes: datetime) -> datetime:
    """Three quarters of the way from the opening to the closing time, at a full minute."""
    until = closes - (closes - opened) / PART_LEFT
    return until.replace(second=0, microsecond=0)
