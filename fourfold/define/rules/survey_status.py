"""What an organisation's records can answer to the survey's question whether it has a written policy."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.define.rules.review import ReviewState, review
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from datetime import date


class SurveyStatus(StrEnum):
    """The survey's other answers (considering it, no plans) are the respondent's to give: no record shows them."""

    YES = "yes"
    WORKING_TOWARDS = "working towards"
    LAPSED = "lapsed"
    NOT_KNOWN = "not known"

    @property
    def label(self) -> str:
        return {
            SurveyStatus.YES: say("Yes, adopted and in date"),
            SurveyStatus.WORKING_TOWARDS: say("Working towards one"),
            SurveyStatus.LAPSED: say("Adopted, and its review is overdue"),
            SurveyStatus.NOT_KNOWN: say("Not known from the records here"),
        }[self]


def survey_status(
    *, adopted_on: date | None, review_years: int, being_written: bool, on: date
) -> SurveyStatus:
    """On the day `on`; `adopted_on` is the day of the version that stands, None where none does.

    A policy whose review is overdue stays lapsed while the next version is written: it is that one's adoption which ends it.
    """
    if adopted_on is not None:
        lapsed = review(adopted_on, years=review_years, on=on).state == ReviewState.LAPSED
        return SurveyStatus.LAPSED if lapsed else SurveyStatus.YES
    return SurveyStatus.WORKING_TOWARDS if being_written else SurveyStatus.NOT_KNOWN
