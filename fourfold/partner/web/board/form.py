"""What communities post, what organisations offer, and what those who bring them together decide."""

from __future__ import annotations

from typing import Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, OwnEmailField, VersionField
from fourfold.ground.web.organisations.picker import OrganisationField
from fourfold.ground.web.places import PlaceField
from fourfold.partner.models import HelpKind, IntroductionState, NeedState


class AmountField(forms.DecimalField):
    """A number of whatever is counted, as people type it: “1,200”."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        options["error_messages"] = {
            "required": say("Say how much, as a number"),
            "invalid": say("Write a number, such as 40"),
            "min_value": say("Write a number above nought"),
            **options.get("error_messages", {}),
        }
        super().__init__(max_digits=10, decimal_places=2, min_value=0, **options)
        self.widget.attrs.update({"data-width": "10", "inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", "") if value else value)


def _title(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        help_text=say("In a few words. Name no person."),
        error_messages={"required": say("Say it in a few words")},
    )


class NeedForm(forms.Form):
    to = OrganisationField(
        label=say("Which council or landlord to ask"),
        error_messages={"required": say("Say whom to ask")},
    )
    group = forms.CharField(
        label=say("The community organisation or group"),
        max_length=200,
        error_messages={"required": say("Say which organisation or group it is for")},
    )
    kind = forms.ChoiceField(
        label=say("What is needed"),
        choices=HelpKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what is needed")},
    )
    title = _title(say("What it is"))
    quantity = AmountField(
        label=say("How much"), help_text=say("Items, hours or pounds, as the answer above says")
    )
    words = LongTextField(
        label=say("What it is for, and what it would change"),
        rows=4,
        max_length=2_000,
        help_text=say("Everybody can read this once it is shown. Do not name or describe anyone."),
        error_messages={"required": say("Say what it is for")},
    )
    place = PlaceField(label=say("Where (if in one council area)"), required=False)
    starts_on = DayField(label=say("From when"), error_messages={"required": say("Say from when")})
    ends_on = DayField(label=say("Until when"), error_messages={"required": say("Say until when")})
    priority = forms.CharField(
        label=say("For which of their priorities (optional)"), required=False, max_length=200
    )
    name = forms.CharField(
        label=say("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": say("Enter your name")},
    )
    email = OwnEmailField(
        label=say("Your e-mail address"),
        help_text=say(
            "We send a link to it. Your name and address are shown to nobody but the organisation that you ask, and to whom "
            "it introduces you."
        ),
    )


class DecideForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    to = forms.ChoiceField(
        label=say("What becomes of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what becomes of it")},
    )
    because = LongTextField(label=say("Why, if it is closed"), rows=3, max_length=1_000, required=False)

    def __init__(self, *args: Any, allowed: frozenset[NeedState], **options: Any) -> None:
        super().__init__(*args, **options)
        words = {
            NeedState.OPEN: say("Show it on the board"),
            NeedState.MET: say("It is met"),
            NeedState.CLOSED: say("Close it without help"),
        }
        self.fields["to"].choices = [  # type: ignore[attr-defined]  # a choice field
            (state.value, words[state]) for state in NeedState if state in allowed
        ]


class OfferForm(forms.Form):
    once = OnceField()
    kind = forms.ChoiceField(
        label=say("What you offer"),
        choices=HelpKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what you offer")},
    )
    title = _title(say("What it is"))
    capacity = AmountField(
        label=say("How much"), help_text=say("Items, hours or pounds, as the answer above says")
    )
    words = LongTextField(
        label=say("What whoever needs it should know"),
        rows=4,
        max_length=2_000,
        help_text=say("Everybody can read this. Name no person."),
        error_messages={"required": say("Say a little about it")},
    )
    place = PlaceField(
        label=say("Where it comes from (if from one place)"),
        required=False,
    )
    starts_on = DayField(label=say("From when"), error_messages={"required": say("Say from when")})
    ends_on = DayField(label=say("Until when"), error_messages={"required": say("Say until when")})


class OutcomeForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    to = forms.ChoiceField(
        label=say("What came of it?"),
        choices=[
            (state.value, state.label) for state in IntroductionState if state != IntroductionState.MADE
        ],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what came of it")},
    )
    quantity = AmountField(label=say("How much help was given"), required=False)
    outcome = LongTextField(
        label=say("In a sentence or two"),
        rows=4,
        max_length=2_000,
        help_text=say("Do not name or describe anyone who benefited; a count is enough."),
        error_messages={"required": say("Say what came of it")},
    )
