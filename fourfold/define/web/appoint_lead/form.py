from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from fourfold.define.models import LeadRole
from fourfold.ground.kernel.said import say
from fourfold.ground.people.posts import post_choices, seniority_choices
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import LeadAppointment, Priority, Service
    from fourfold.ground.people.tables import Person


class PostForm(forms.Form):
    """What somebody is appointed to; who it is stands in the forms that begin with this one."""

    once = OnceField()
    version = VersionField(required=False)
    post = forms.ChoiceField(
        label=say("Their post"),
        help_text=say("As the yearly survey asks for it."),
        error_messages={"required": say("Choose the post from the list")},
    )
    job_title = forms.CharField(
        label=say("Job title (optional)"),
        max_length=150,
        required=False,
        help_text=say("As it stands on a card, for example “Head of Commissioning”."),
    )
    seniority = forms.ChoiceField(
        label=say("How senior is the post?"),
        error_messages={"required": say("Choose how senior the post is")},
    )
    remit = LongTextField(
        label=say("Remit (optional)"),
        rows=4,
        required=False,
        help_text=say("What they may decide, and whom they speak to."),
    )
    from_day = DayField(label=say("First day"), error_messages={"required": say("Enter the first day")})
    until_day = DayField(label=say("Last day of the term, if it has one"), required=False)
    name_may_be_shown = forms.BooleanField(
        label=say("They agree that everyone may read their name"),
        required=False,
        help_text=say(
            "Otherwise only the role and the job title are published. Elected members’ names are public."
        ),
    )

    def __init__(self, *args: Any, priorities: Sequence[Priority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("post", short_choices(post_choices(), empty=say("Choose a post")))
        self._choices("seniority", short_choices(seniority_choices(), empty=say("Choose one")))
        if priorities:
            self.fields["priorities"] = forms.MultipleChoiceField(
                label=say("Priorities that they answer for (optional)"),
                choices=[(each.ref, each.title) for each in priorities],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = choices


class AppointForm(PostForm):
    person = forms.ChoiceField(label=say("Who is it?"), required=False)
    name = forms.CharField(
        label=say("Name, of somebody without an account"),
        max_length=150,
        required=False,
        help_text=say("Leave it empty where you chose somebody above."),
    )
    field_order = ("service", "deputy_of", "person", "name")

    def __init__(
        self,
        *args: Any,
        role: str,
        people: Sequence[Person],
        services: Sequence[Service] = (),
        leading: Sequence[LeadAppointment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choices(
            "person",
            short_choices(
                [(each.ref, each.name) for each in people], empty=say("Somebody without an account")
            ),
        )
        if role == LeadRole.SERVICE:
            self.fields["service"] = forms.ChoiceField(
                label=say("Champion for which service?"),
                choices=short_choices(
                    [(each.ref, each.name) for each in services], empty=say("Choose a service")
                ),
                error_messages={"required": say("Choose a service")},
            )
        if role == LeadRole.DEPUTY:
            self.fields["deputy_of"] = forms.ChoiceField(
                label=say("Deputy of whom?"),
                choices=short_choices(
                    [(each.ref, f"{each.known_as}, {each.get_role_display()}") for each in leading],
                    empty=say("Choose who leads"),
                ),
                error_messages={"required": say("Choose whose deputy they are")},
            )
        if role == LeadRole.ELECTED:
            del self.fields["name_may_be_shown"]
        self.order_fields(self.field_order)


def stored(appointment: LeadAppointment) -> dict[str, Any]:
    return {
        "version": appointment.version,
        "post": appointment.post,
        "job_title": appointment.job_title,
        "seniority": appointment.seniority,
        "remit": appointment.remit,
        "from_day": appointment.from_day,
        "until_day": appointment.until_day,
        "name_may_be_shown": appointment.name_may_be_shown,
        "priorities": [each.priority.ref for each in appointment.priorities.select_related("priority")],
    }
