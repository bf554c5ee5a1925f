from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from fourfold.define.models import Priority


class PriorityForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("The priority"),
        max_length=200,
        help_text=say("In a few words, for example “Good work for local people”."),
    )
    need = LongTextField(
        label=say("The need it answers (optional)"),
        rows=4,
        required=False,
        most_words=300,
        help_text=say("What is the matter here, with the figures that show it and where they come from."),
    )
    reason = LongTextField(
        label=say("Why it is a priority (optional)"),
        rows=4,
        required=False,
        most_words=300,
        help_text=say("Who named it and why now: a strategy, what residents said."),
    )
    serves = LongTextField(
        label=say("How it serves the plan (optional)"),
        rows=3,
        required=False,
        most_words=150,
    )
    top = forms.BooleanField(
        label=say("One of the top three priorities"),
        required=False,
        help_text=say("At most three can be."),
    )

    def __init__(self, *args: Any, plan: str, **kwargs: Any) -> None:
        """`plan` is the title of the plan that the policy serves; without one nothing is asked about it."""
        super().__init__(*args, **kwargs)
        if plan:
            self.fields["serves"].label = say("How it serves “{plan}” (optional)", plan=plan)
        else:
            del self.fields["serves"]


def stored(priority: Priority) -> dict[str, Any]:
    return {
        "title": priority.title,
        "need": priority.need,
        "serves": priority.serves,
        "reason": priority.reason,
        "top": priority.top,
        "version": priority.version,
    }
