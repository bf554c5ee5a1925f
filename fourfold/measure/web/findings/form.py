from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.kinds import ACCEPT, ACCEPTED
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.ground.people.tables import Person

CLOSE, SEND_BACK = "close", "send-back"


class RaiseForm(forms.Form):
    once = OnceField()
    words = LongTextField(
        label=say("What you ask to be done or explained"),
        rows=4,
        error_messages={"required": say("Say what you ask to be done or explained")},
    )
    assigned_to = forms.ChoiceField(
        label=say("Who answers it"), error_messages={"required": say("Choose who answers it")}
    )
    due_on = DayField(
        label=say("By when"), error_messages={"required": say("Enter the day by which it is answered")}
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].choices = [(person.ref, person.name) for person in people]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    once = OnceField()
    words = LongTextField(
        label=say("What was done about it"),
        rows=5,
        help_text=say("Or why nothing needs to be done."),
        error_messages={"required": say("Say what was done, or why nothing needs to be")},
    )
    evidence = forms.FileField(
        label=say("A file that shows it (if there is one)"),
        required=False,
        help_text=say("Upload {accepted}.", accepted=ACCEPTED),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


class DecideForm(forms.Form):
    once = OnceField()
    decision = forms.ChoiceField(
        label=say("What do you decide?"),
        choices=((CLOSE, say("Close it")), (SEND_BACK, say("Send it back to be answered again"))),
        error_messages={"required": say("Choose whether it is closed or sent back")},
    )
    words = LongTextField(label=say("Why"), rows=3, error_messages={"required": say("Say why")})
