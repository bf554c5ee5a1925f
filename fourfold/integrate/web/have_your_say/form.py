from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, MoneyField, OnceField
from fourfold.integrate.actions.saying import MOST_CHARACTERS, Proposed, Said
from fourfold.integrate.models import QuestionKind, Respondent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.models import ConsultationQuestion


class _SentByNobody(forms.Form):
    """A form of somebody without an account: `once` tells one that is sent twice, and nothing of who sent it."""

    once = OnceField(
        required=True,
        error_messages={
            "required": say(
                "This form cannot be sent as it is. Open the page again; copy what you typed first"
            )
        },
    )


class AnswerForm(_SentByNobody):
    """The questions, none of which has to be answered; then as who, and from which district, if they like."""

    def __init__(self, *args: Any, questions: Sequence[ConsultationQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for each in questions:
            self.fields[f"q_{each.ref}"] = _field_of(each)
        self.fields["respondent"] = forms.ChoiceField(
            label=say("How do you answer?"),
            choices=Respondent.choices,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["postcode"] = forms.CharField(
            label=say("First half of your postcode"),
            required=False,
            max_length=10,
            help_text=say(
                "For example SY1. Leave it empty if you would rather not say. We keep no more than this"
            ),
            widget=forms.TextInput(attrs={"data-width": "5", "autocomplete": "off"}),
        )

    def said(self) -> Said:
        words, chosen = {}, {}
        for each in self.questions:
            given = self.cleaned_data[f"q_{each.ref}"]
            if each.kind == QuestionKind.TEXT:
                words[each.ref] = given
            else:
                places = [given] if isinstance(given, str) else given
                chosen[each.ref] = [int(place) for place in places if place]
        return Said(
            words=words,
            chosen=chosen,
            respondent=self.cleaned_data["respondent"],
            postcode=self.cleaned_data["postcode"],
            once=self.cleaned_data["once"],
        )


class IdeaForm(_SentByNobody):
    what = LongTextField(
        label=say("What is your idea?"),
        rows=6,
        max_length=MOST_CHARACTERS,
        error_messages={"required": say("Say what your idea is")},
    )
    where = forms.CharField(
        label=say("Where?"),
        max_length=200,
        required=False,
        help_text=say("An estate, a park, a building. Not your own address"),
    )
    saving = MoneyField(
        label=say("What might it save in a year?"), required=False, help_text=say("A guess is welcome")
    )
    because = LongTextField(
        label=say("How did you work that out?"), rows=3, required=False, max_length=MOST_CHARACTERS
    )

    def proposed(self) -> Proposed:
        saving = self.cleaned_data["saving"]
        return Proposed(
            what=self.cleaned_data["what"],
            where=self.cleaned_data["where"],
            saving=None if saving is None else saving.amount,
            because=self.cleaned_data["because"],
            once=self.cleaned_data["once"],
        )


def _field_of(question: ConsultationQuestion) -> forms.Field:
    places = [(str(place), words) for place, words in enumerate(question.choices)]
    wrong = {"invalid_choice": say("Choose from the answers that are shown")}
    if question.kind == QuestionKind.TEXT:
        return LongTextField(label=question.words, rows=5, required=False, max_length=MOST_CHARACTERS)
    if question.kind == QuestionKind.ONE:
        return forms.ChoiceField(
            label=question.words,
            choices=places,
            widget=forms.RadioSelect,
            required=False,
            error_messages=wrong,
        )
    return forms.MultipleChoiceField(
        label=question.words,
        choices=places,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=say("Choose all that fit"),
        error_messages=wrong,
    )
