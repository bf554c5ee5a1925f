from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField, VersionField

if TYPE_CHECKING:
    from fourfold.define.models import Outcome


class OutcomeForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("The outcome"),
        max_length=250,
        help_text=say(
            "A change that somebody could see come true, for example “More young people are in lasting work”."
        ),
        error_messages={"required": say("Enter the change that you hope to see")},
    )


def stored(outcome: Outcome) -> dict[str, Any]:
    return {"title": outcome.title, "version": outcome.version}
