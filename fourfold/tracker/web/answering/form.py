"""A page of a questionnaire as a form: a field for each question that is asked, in the words of one language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from django import forms

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.forms import DayField, LongTextField
from fourfold.tracker.actions.answering import Given
from fourfold.tracker.rules.instrument.answers import what_is_wrong
from fourfold.tracker.rules.instrument.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.tracker.rules.instrument.conditions import Answer
    from fourfold.tracker.rules.instrument.questionnaire import Asked, Question, Text

MOST_CHARACTERS: Final = 4_000
_WRONG: Final = {"invalid_choice": say("Choose from the answers that are shown")}


class PageForm(forms.Form):
    """`later` is the other button: what is there is kept, and nothing is demanded.

    `shown` are the questions that stood on the page when it was sent: what an answer brought since is not demanded unseen.
    """

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Asked],
        language: str,
        answers: Mapping[str, Answer],
        for_interviewer: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [each for each in asked if each.question.kind is not Kind.NOTE]
        self.language = language
        # For the page that is about to be shown.
        self.shown = " ".join(each.id for each in self.asked)
        seen = self.data.get("shown", "").split()
        self.seen = frozenset(seen or [each.id for each in self.asked])
        for each in self.asked:
            self.fields[_name(each.id)] = _field_of(each.question, language, for_interviewer=for_interviewer)
            if each.id in answers:
                self.initial[_name(each.id)] = _shown(answers[each.id])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        demanded = "later" not in self.data
        for each in self.asked:
            name = _name(each.id)
            if name in self.errors:
                continue
            answer = self._read(each.question, given.get(name))
            missing = answer is None and each.question.required and not each.question.from_frame
            if missing and demanded and each.id in self.seen:
                asks = words(each.question.asks, self.language)
                self.add_error(name, say("Answer “{asks}”, or choose “Save and go on later”", asks=asks))
            given[name] = answer
        return given

    def given(self) -> Given:
        """What is right of it: also where something else on the page is not."""
        answers: dict[str, Answer | None] = {}
        seen = [each for each in self.asked if each.id in self.seen]
        for each in seen:
            name = _name(each.id)
            if name in self.cleaned_data and not (name in self.errors and self.data.get(name)):
                answers[each.id] = self.cleaned_data[name]
        return Given(answers, tuple(each.id for each in seen))

    def _read(self, question: Question, typed: Any) -> Answer | None:
        """None where nothing is there, or where what is there is wrong, which is then said beside it."""
        if typed in (None, "", []):
            return None
        answer: Answer = tuple(typed) if isinstance(typed, list) else typed
        if question.kind is Kind.NUMBER:
            try:
                answer = Decimal(str(typed).replace(",", "").strip())
            except InvalidOperation:
                self.add_error(_name(question.id), say("Enter a number, such as 1,250"))
                return None
        if what_is_wrong(question, answer):
            self.add_error(_name(question.id), _mend(question))
            return None
        return answer


def words(text: Text, language: str) -> str:
    """In that language, or in the one in which it is there."""
    return text.get(language) or next(iter(text.values()), "")


def _name(question: str) -> str:
    return f"q_{question}"


def _shown(answer: Answer) -> Any:
    if isinstance(answer, tuple):
        return list(answer)
    return f"{answer:f}" if isinstance(answer, Decimal) else answer


def _field_of(question: Question, language: str, *, for_interviewer: bool) -> forms.Field:
    hint = words(question.hint, language)
    if for_interviewer and question.interviewer:
        for_you = say("For you: {words}", words=words(question.interviewer, language))
        hint = side_by_side(filter(None, (hint, for_you)))
    more: dict[str, Any] = {"label": words(question.asks, language), "required": False, "help_text": hint}
    choices = [(each.code, words(each.says, language)) for each in question.choices]
    match question.kind:
        case Kind.SINGLE | Kind.SCALE:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_WRONG, **more)
        case Kind.MULTI:
            more["help_text"] = side_by_side(filter(None, (hint, _how_many(question))))
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=_WRONG, **more
            )
        case Kind.NUMBER:
            box = forms.TextInput(
                attrs={
                    "data-width": "10",
                    "inputmode": "numeric" if question.whole else "decimal",
                    "autocomplete": "off",
                }
            )
            return forms.CharField(max_length=40, widget=box, **more)
        case Kind.DATE:
            return DayField(**{**more, "help_text": hint or say("For example, 23 November 2026")})
        case _:
            return LongTextField(rows=3, max_length=MOST_CHARACTERS, **more)


def _how_many(question: Question) -> str:
    if question.at_most is not None:
        return say("Choose up to {most}.", most=question.at_most)
    return say("Choose all that fit.")


def _mend(question: Question) -> str:
    if question.kind is Kind.MULTI:
        return _how_many_instead(question)
    if question.kind is Kind.NUMBER:
        return _between(question)
    return say("This cannot be read as an answer")


def _how_many_instead(question: Question) -> str:
    if question.at_most is not None and question.at_least is not None:
        return say("Choose between {least} and {most}", least=question.at_least, most=question.at_most)
    if question.at_most is not None:
        return say("Choose up to {most}", most=question.at_most)
    if question.at_least is not None:
        return say("Choose at least {least}", least=question.at_least)
    return say("One of these answers excludes the others: choose it alone, or the others")


def _between(question: Question) -> str:
    if question.least is not None and question.most is not None:
        return say("Enter a number between {least} and {most}", least=question.least, most=question.most)
    if question.least is not None:
        return say("Enter a number of {least} or more", least=question.least)
    if question.most is not None:
        return say("Enter a number of {most} or less", most=question.most)
    return say("Enter a whole number") if question.whole else say("Enter a number")
