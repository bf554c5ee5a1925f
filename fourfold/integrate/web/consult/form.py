from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import (
    DayField,
    LongTextField,
    OnceField,
    VersionField,
    YesNoField,
    short_choices,
)
from fourfold.integrate.actions.consultations import Written
from fourfold.integrate.models import Audience, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.tables import Person


class ConsultationForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    procurement = forms.ChoiceField(label=say("Which procurement is it about?"), required=False)
    service = forms.ChoiceField(
        label=say("Or which service?"),
        required=False,
        help_text=say("Leave both empty if it is about all that you buy"),
    )
    title = forms.CharField(
        label=say("Title"),
        max_length=200,
        help_text=say("In words that residents use. For example “How should we look after street trees?”"),
        error_messages={"required": say("Give it a title that people will understand")},
    )
    audience = forms.ChoiceField(
        label=say("Whom do you ask?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose whom you ask")},
    )
    purpose = LongTextField(
        label=say("What is it for, and what can the answers still change?"),
        rows=5,
        error_messages={"required": say("Say what it is for, and what the answers can still change")},
    )
    privacy_notice = LongTextField(
        label=say("Privacy notice"),
        rows=6,
        required=False,
        help_text=say("Who you are, why you ask, how long answers are kept, and whom to write to"),
    )
    closes_on = DayField(label=say("Last day for answers"), required=False)
    listed = YesNoField(
        label=say("Show it on the public page of consultations?"),
        help_text=say("If not, only those who have the link find it"),
        error_messages={"required": say("Choose whether it is shown")},
    )
    takes_ideas = YesNoField(
        label=say("Ask for ideas as well?"),
        help_text=say("What could be done, where, and what it might save"),
        error_messages={"required": say("Choose whether you ask for ideas")},
    )
    moderator = forms.ChoiceField(
        label=say("Who looks at the answers?"),
        required=False,
        help_text=say("One named person reads what people wrote before it is shown to anybody"),
    )

    def __init__(
        self,
        *args: Any,
        procurements: Sequence[tuple[str, str]],
        services: Sequence[tuple[str, str]],
        people: Sequence[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices, empty in (
            ("procurement", list(procurements), say("About no single procurement")),
            ("service", list(services), say("About no single service")),
            ("moderator", [(each.ref, each.name) for each in people], say("Nobody yet")),
        ):
            field = cast("forms.ChoiceField", self.fields[name])
            field.widget = forms.Select()
            field.choices = short_choices(choices, empty=empty)
            field.error_messages["invalid_choice"] = say("Choose one of those listed")

    def written(self) -> Written:
        return Written(**{name: self.cleaned_data[name] for name in Written.__slots__})


class QuestionForm(forms.Form):
    once = OnceField()
    words = forms.CharField(
        label=say("Question"), max_length=400, error_messages={"required": say("Write the question")}
    )
    kind = forms.ChoiceField(
        label=say("How is it answered?"),
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose how it is answered")},
    )
    choices = LongTextField(
        label=say("Answers to choose from"), rows=6, required=False, help_text=say("One on each line")
    )


class SureForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)


class ModeratorForm(SureForm):
    moderator = forms.ChoiceField(
        label=say("Who looks at the answers?"),
        error_messages={
            "required": say("Choose somebody who works with you"),
            "invalid_choice": say("Choose somebody who works with you"),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["moderator"])
        field.choices = [(each.ref, each.name) for each in people]
