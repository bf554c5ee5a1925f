from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.ground.people.tables import Person


class SignForm(forms.Form):
    once = OnceField()
    starts_on = DayField(
        label=say("First day of the contract"), error_messages={"required": say("Enter the first day")}
    )
    ends_on = DayField(
        label=say("Last day of the contract"), error_messages={"required": say("Enter the last day")}
    )

    clause = forms.CharField(
        label=say("Where in the contract the promises stand"),
        help_text=say("For example schedule 4. Leave it empty if they stand nowhere, or in several places"),
        max_length=120,
        required=False,
        error_messages={"max_length": say("Give the number of the clause, not its text")},
    )

    def __init__(self, *args: Any, managers: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"] = forms.ChoiceField(
            label=say("Contract manager"),
            choices=[(person.ref, person.name) for person in managers],
            widget=forms.RadioSelect,
            help_text=say("Looks at the evidence of every delivery."),
            error_messages={"required": say("Choose a contract manager")},
        )
