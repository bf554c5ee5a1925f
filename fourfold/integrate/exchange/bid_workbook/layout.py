"""Where everything stands in the workbook of a bid, for whoever writes it and whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORM: Final = "fourfold-bid-workbook-1"

# Names of sheets are not translated: a workbook is read by what it is called, whoever filled it in.
READ_ME: Final = "Read me first"
BID: Final = "Your bid"
HIDDEN: Final = "fourfold"

# Columns of the sheet with the questions, from nought. The first is hidden and says which question a row is.
KEY, SECTION, QUESTION, ASKED, UNIT, ANSWER = range(6)
FIRST_ROW: Final = 4
"""Of the questions, from nought: title, tender, edition and headings stand above."""


@dataclass(frozen=True, slots=True)
class TenderNamed:
    """The tender as the workbook says it: its reference, its edition of the questions, and words for people."""

    ref: str
    title: str
    buyer: str
    closes: str
    edition: str
    # The portal on which bids are taken, where that is not here.
    elsewhere: str = ""
