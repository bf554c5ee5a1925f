from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.integrate.models import Outcome, Part
from fourfold.integrate.web.declare.form import DeclareForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.tables import Person

NOBODY = ""


class AssessForm(forms.Form):
    once = OnceField()
    looked_for = LongTextField(
        label=say("What was done to find conflicts"),
        rows=4,
        help_text=say(
            "For example “asked everyone named here, in writing; compared the register of interests of members and "
            "senior officers; asked the advisers about work for likely bidders in the last three years”."
        ),
        error_messages={"required": say("Say what was done to find conflicts")},
    )


class NameForm(forms.Form):
    once = OnceField()
    part = forms.ChoiceField(
        label=say("What part do they have?"),
        choices=Part.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what part they have")},
    )
    name = forms.CharField(
        label=say("Or the name of someone without an account here"),
        help_text=say("An adviser, a consultant, a resident on the panel."),
        max_length=200,
        required=False,
    )
    works_for = forms.CharField(label=say("Whom they work for, if known"), max_length=200, required=False)
    field_order = ("once", "person", "name", "works_for", "part")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ChoiceField(
            label=say("A colleague"),
            choices=[(NOBODY, say("Nobody of these")), *((each.ref, each.name) for each in people)],
            widget=forms.Select,
            required=False,
        )
        self.order_fields(self.field_order)


class EndForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why they have this part no longer"),
        rows=3,
        error_messages={"required": say("Say why they have this part no longer")},
    )


class DecideForm(forms.Form):
    once = OnceField()
    outcome = forms.ChoiceField(
        label=say("What is decided?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what is decided")},
    )
    steps = LongTextField(
        label=say("What is done about it, or what shows that there is no conflict"),
        rows=4,
        help_text=say(
            "For example “does not score this bidder’s lot, and a second officer reads every note”. It is part of the record."
        ),
        error_messages={
            "required": say("Say what is done about it, or what shows that there is no conflict")
        },
    )


class AdviserForm(DeclareForm):
    """As a colleague declares, in the words of one who writes it down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["has_interest"].label = say("Did they declare any interest in this procurement?")
