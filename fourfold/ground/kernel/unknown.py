"""Five different answers to "how many?": a number, zero among them, or one of four ways of having none."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from fourfold.ground.kernel.said import say


class Absence(StrEnum):
    """Why there is no number. None of these is zero, and none may be shown or added as zero."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"

    @property
    def text(self) -> str:
        return _TEXTS[self]


_TEXTS = {
    Absence.UNKNOWN: say("not known yet"),
    Absence.NOT_ASKED: say("not asked"),
    Absence.NOT_APPLICABLE: say("does not apply"),
    Absence.SUPPRESSED: say("hidden to protect people"),
}

Figure = Decimal | Absence


def figure_text(figure: Figure) -> str:
    """The words or digits for a page: 1550 is "1,550", zero is "0", an absence is its own words."""
    if isinstance(figure, Absence):
        return figure.text
    return f"{figure:,f}"
