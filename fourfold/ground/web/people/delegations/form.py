from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import LONGEST_DELEGATION
from fourfold.ground.people.tables import Role
from fourfold.ground.web.forms import DayField

if TYPE_CHECKING:
    from collections.abc import Iterable


class DelegationForm(forms.Form):
    email = forms.EmailField(
        label=say("E-mail address of the colleague who stands in for you"),
        help_text=say("Somebody who has a role here today"),
        error_messages={"required": say("Enter the e-mail address of who stands in for you")},
    )
    from_day = DayField(label=say("From"))
    until_day = DayField(
        label=say("Last day"),
        help_text=say("At most {days} days in all. It ends by itself", days=LONGEST_DELEGATION.days),
        error_messages={"required": say("Enter the last day")},
    )
    reason = forms.CharField(
        label=say("Why?"),
        max_length=300,
        help_text=say(
            "For example “On leave”. Your colleagues read it: write nothing about anybody’s health"
        ),
        error_messages={"required": say("Say why somebody stands in for you")},
    )

    def __init__(self, *args: Any, own_roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = forms.MultipleChoiceField(
            label=say("With which of your roles?"),
            choices=[(role, Role(role).label) for role in own_roles],
            widget=forms.CheckboxSelectMultiple,
            help_text=say("You keep them too. Choose as few as will do"),
            error_messages={"required": say("Choose at least one role")},
        )
        self.order_fields(("email", "roles", "from_day", "until_day", "reason"))
