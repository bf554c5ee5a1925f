from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.define.models import LeadAppointment, StaffMessage

MOST_PEOPLE = 10_000_000


def _people(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"data-width": "10"}),
    )


class PlanForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    words = forms.CharField(
        label=say("What should they be able to say afterwards?"),
        max_length=300,
        help_text=say(
            "In a sentence, for example “I ask for apprenticeships in every works contract of a year”."
        ),
        error_messages={"required": say("Enter what they should be able to say afterwards")},
    )
    audience = forms.CharField(
        label=say("Whom is it for?"),
        max_length=200,
        help_text=say("A team, a grade or members, for example “Everyone who buys”. Not a person."),
        error_messages={"required": say("Enter whom it is for")},
    )
    audience_size = _people(
        say("How many are they? (optional)"), say("Leave it empty where nobody counted them.")
    )
    how = forms.CharField(
        label=say("How are they told?"),
        max_length=200,
        help_text=say("A meeting, a course, a letter: where they are anyway is best."),
        error_messages={"required": say("Enter how they are told")},
    )
    planned_for = DayField(
        label=say("By which day?"), error_messages={"required": say("Enter the day by which they are told")}
    )

    def __init__(self, *args: Any, leading: Sequence[LeadAppointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if leading:
            choice = forms.ChoiceField(
                label=say("Who carries it? (optional)"),
                required=False,
                choices=short_choices([(each.ref, str(each)) for each in leading], empty=say("Nobody yet")),
            )
            choice.show_as = "select"  # type: ignore[attr-defined]
            self.fields["carried_by"] = choice


class ToldForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    reached = _people(say("How many did it reach? (optional)"), say("Leave it empty where nobody counted."))
    asked = _people(
        say("How many were asked to say it in their own words? (optional)"),
        say("A few are enough: ask them a week later, at their desk."),
    )
    said_back = _people(say("How many of those could? (optional)"), "")
    learned = LongTextField(
        label=say("What came back, and what changes because of it (optional)"),
        rows=4,
        required=False,
        most_words=300,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"] = DayField(
            label=say("On which day were they told?"),
            latest=today,
            error_messages={"required": say("Enter the day on which they were told")},
        )
        self.order_fields(("told_on", "reached", "asked", "said_back", "learned"))


def planned(message: StaffMessage) -> dict[str, Any]:
    return {
        "words": message.words,
        "audience": message.audience,
        "audience_size": message.audience_size,
        "how": message.how,
        "carried_by": "" if message.carried_by is None else message.carried_by.ref,
        "planned_for": message.planned_for,
        "version": message.version,
    }


def told(message: StaffMessage) -> dict[str, Any]:
    return {
        "told_on": message.told_on,
        "reached": message.reached,
        "asked": message.asked,
        "said_back": message.said_back,
        "learned": message.learned,
        "version": message.version,
    }
