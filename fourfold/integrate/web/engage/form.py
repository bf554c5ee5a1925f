from __future__ import annotations

from dataclasses import fields

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField
from fourfold.integrate.actions.engagement import Engagement


class EngagementForm(forms.Form):
    ANSWERS = tuple(field.name for field in fields(Engagement))

    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("What was it?"),
        max_length=200,
        help_text=say("For example “Meeting with providers at the town hall”"),
        error_messages={"required": say("Say what it was: a meeting, a call, a written question")},
    )
    starts_on = DayField(label=say("First day"), error_messages={"required": say("Enter the first day")})
    ends_on = DayField(label=say("Last day"), error_messages={"required": say("Enter the last day")})
    who_took_part = LongTextField(
        label=say("Who took part?"),
        rows=4,
        required=False,
        help_text=say(
            "Firms, charities and groups, and how many people. Leave it empty while it is still to come"
        ),
    )
    told_to_all = LongTextField(
        label=say("What was everybody told of it?"),
        rows=4,
        required=False,
        help_text=say("So that those who came know no more than those who did not: section 16(4)"),
    )
    notice_on = DayField(
        label=say("Day on which the notice of it was published"),
        required=False,
        help_text=say("The preliminary market engagement notice, section 17"),
    )
    notice_reference = forms.CharField(
        label=say("Reference or address of the notice"), max_length=200, required=False
    )
    no_notice_because = LongTextField(label=say("If there was none: why"), rows=3, required=False)

    def engagement(self) -> Engagement:
        return Engagement(**{name: self.cleaned_data[name] for name in self.ANSWERS})
