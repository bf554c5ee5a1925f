"""What the pages of a questionnaire share, whoever fills them in: which page it is, what is asked there, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from fourfold.ground.kernel.said import say
from fourfold.tracker.queries.records import facts_of, read, texts_given
from fourfold.tracker.rules.fieldwork.pages import (
    Page,
    asked_on,
    from_frame,
    left_on,
    next_page,
    pages_of,
    spoken,
)
from fourfold.tracker.rules.instrument.engine import Standing, standing
from fourfold.tracker.rules.instrument.questionnaire import Kind
from fourfold.tracker.web.answering.form import PageForm, words

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.tracker.models import FrameOrganisation, Interview
    from fourfold.tracker.rules.instrument.conditions import Answer
    from fourfold.tracker.rules.instrument.questionnaire import Instrument

LANGUAGES = {"en": say("English"), "cy": say("Welsh")}


@dataclass(frozen=True)
class Step:
    """Where one interview is in the questionnaire. `interview` is None before the first answer."""

    instrument: Instrument
    language: str
    answers: dict[str, Answer]
    standing: Standing
    passed_over: frozenset[str]
    pages: tuple[Page, ...]
    by_interviewer: bool

    def page(self, number: int) -> Page:
        """404 for a page that there is not."""
        found = next((page for page in self.pages if page.number == number), None)
        if found is None:
            raise Http404
        return found

    def title(self, page: Page) -> str:
        return words(page.title, self.language) or say("Part {number}", number=page.number)

    def form(self, request: HttpRequest, page: Page) -> PageForm:
        return PageForm(
            request.POST if request.method == "POST" else None,
            asked=asked_on(page, self.standing, by_interviewer=self.by_interviewer),
            language=self.language,
            answers=self.answers,
            for_interviewer=self.by_interviewer,
        )

    def notes(self, page: Page) -> list[str]:
        """What the questionnaire says on the page and asks nothing."""
        return [
            words(each.question.asks, self.language)
            for each in asked_on(page, self.standing, by_interviewer=self.by_interviewer)
            if each.question.kind is Kind.NOTE
        ]

    def after(self, page: Page) -> Page | None:
        return next_page(self.pages, page.number, self.standing, by_interviewer=self.by_interviewer)

    def unseen(self, page: Page) -> bool:
        """Whether answers of the page brought more questions onto it that were not shown yet."""
        return any(
            name not in self.passed_over
            for name in left_on(page, self.standing, passed_over=self.passed_over)
        )

    def to_do(self) -> list[tuple[Page, str, int]]:
        """Every page on which anything is asked, with its title and how many questions there have no answer yet."""
        return [
            (page, self.title(page), len(left_on(page, self.standing, passed_over=self.passed_over)))
            for page in self.pages
            if asked_on(page, self.standing, by_interviewer=self.by_interviewer)
        ]


def step_of(
    instrument: Instrument,
    interview: Interview | None,
    *,
    organisation: FrameOrganisation | None,
    language: str = "",
    by_interviewer: bool,
) -> Step:
    given = {} if interview is None else read(instrument, texts_given([interview])[interview.pk])
    known = {} if organisation is None else from_frame(instrument, facts_of(organisation))
    answers = {**known, **given}
    passed_over = frozenset(() if interview is None else interview.passed_over)
    return Step(
        instrument,
        language if language in spoken(instrument) else instrument.languages[0],
        answers,
        standing(instrument, answers, passed_over=passed_over),
        passed_over,
        pages_of(instrument),
        by_interviewer,
    )
