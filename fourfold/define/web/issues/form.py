from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.actions.issues import MOST_TIMES
from fourfold.define.models import IssueSource
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from fourfold.define.models import PolicyComment

COUNT, SET_ASIDE = "count", "set_aside"
MOST_WORDS = 400


class EnterForm(forms.Form):
    """What staff heard, with where and when."""

    once = OnceField()
    words = LongTextField(
        label=say("What was named?"),
        rows=3,
        max_length=MOST_WORDS,
        help_text=say("One thing, in the words that were used. No names of people."),
        error_messages={"required": say("Say what was named")},
    )
    source = forms.ChoiceField(
        label=say("Where was it heard?"),
        choices=[each for each in IssueSource.choices if each[0] != IssueSource.GROUP],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose where it was heard")},
    )
    named_by = forms.CharField(
        label=say("Which meeting, survey or group?"),
        max_length=200,
        help_text=say("For example “Residents’ meeting, Northfield”. Not a person’s name."),
        error_messages={"required": say("Say which meeting, survey or group it was, not who")},
    )
    times = forms.IntegerField(
        label=say("How often was it named there?"),
        min_value=1,
        max_value=MOST_TIMES,
        initial=1,
        widget=forms.TextInput(attrs={"data-width": "5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": say("Enter how often; once is enough")},
    )
    heard_on = DayField(label=say("When?"), error_messages={"required": say("Enter the day")})


class LookAtForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    decision = forms.ChoiceField(
        label=say("Does it count?"),
        choices=[(COUNT, say("Yes, count it")), (SET_ASIDE, say("No, set it aside"))],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose whether it counts")},
    )
    why = LongTextField(
        label=say("Why it is set aside"),
        rows=3,
        required=False,
        help_text=say(
            "Whoever named it can read this. It may name somebody, or be about something that is not yours."
        ),
    )


def begun_from(comment: PolicyComment | None) -> dict[str, Any]:
    """What the form begins with where it takes up a comment on a draft."""
    if comment is None:
        return {}
    return {
        "words": comment.words[:MOST_WORDS],
        "source": IssueSource.COMMENT,
        "named_by": comment.said_for[:200],
        "heard_on": comment.said_at.date(),
    }
