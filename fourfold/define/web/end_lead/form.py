from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.models import Ending
from fourfold.define.web.appoint_lead.form import PostForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.tables import Person


class EndForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    last_day = DayField(
        label=say("The last day on which they lead"),
        error_messages={"required": say("Enter the last day")},
    )
    because = forms.ChoiceField(
        label=say("Why does it end?"),
        choices=Ending.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose why it ends")},
    )
    notes = LongTextField(
        label=say("For who comes after (optional)"),
        rows=6,
        required=False,
        help_text=say("What is under way, who knows about it, what was promised to whom."),
    )


class HandOverForm(PostForm):
    """Who follows begins on the day after the last day."""

    last_day = DayField(
        label=say("The last day of who leads now"),
        error_messages={"required": say("Enter the last day")},
    )
    because = forms.ChoiceField(
        label=say("Why does it end?"),
        choices=Ending.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose why it ends")},
    )
    notes = LongTextField(
        label=say("For who follows (optional)"),
        rows=6,
        required=False,
        help_text=say("What is under way, who knows about it, what was promised to whom."),
    )
    person = forms.ChoiceField(label=say("Who follows?"), required=False)
    name = forms.CharField(
        label=say("Name, of somebody without an account"),
        max_length=150,
        required=False,
        help_text=say("Leave it empty where you chose somebody above."),
    )
    field_order = ("last_day", "because", "notes", "person", "name")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["from_day"]
        self._choices(
            "person",
            short_choices(
                [(each.ref, each.name) for each in people], empty=say("Somebody without an account")
            ),
        )
        self.order_fields(self.field_order)
