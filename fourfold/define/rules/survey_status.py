"""What an organisation's records can answer to the survey's question whether it has a written policy, and how they know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.define.rules.review import ReviewState, review
from fourfold.ground.kernel.periods import day_text
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


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """`adopted_on` and `due_on` are those of the version that stands; None where none does."""

    status: SurveyStatus
    adopted_on: date | None = None
    due_on: date | None = None

    @property
    def how_known(self) -> str:
        if self.adopted_on is not None and self.due_on is not None:
            adopted, due = day_text(self.adopted_on), day_text(self.due_on)
            if self.status == SurveyStatus.LAPSED:
                return say(
                    "The version that stands was adopted on {adopted}. Its review was due by {due}, "
                    "and no later version was adopted.",
                    adopted=adopted,
                    due=due,
                )
            return say(
                "The version that stands was adopted on {adopted}. Its review is due by {due}.",
                adopted=adopted,
                due=due,
            )
        if self.status == SurveyStatus.WORKING_TOWARDS:
            return say("A version is being written here, and none stands yet.")
        return say(
            "No version stands here and none is being written. No record shows whether you have a policy elsewhere, "
            "consider one or have no plans: that is yours to say."
        )


def survey_answer(
    *, adopted_on: date | None, review_years: int, being_written: bool, on: date
) -> SurveyAnswer:
    """On the day `on`; `adopted_on` is the day of the version that stands, None where none does.

    A policy whose review is overdue stays lapsed while the next version is written: it is that one's adoption which ends it.
    """
    if adopted_on is None:
        return SurveyAnswer(SurveyStatus.WORKING_TOWARDS if being_written else SurveyStatus.NOT_KNOWN)
    reviewed = review(adopted_on, years=review_years, on=on)
    lapsed = reviewed.state == ReviewState.LAPSED
    return SurveyAnswer(SurveyStatus.LAPSED if lapsed else SurveyStatus.YES, adopted_on, reviewed.due_on)
