from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField, VersionField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import Outcome, Principle


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

    def __init__(self, *args: Any, values: Sequence[Principle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if values:
            self.fields["principles"] = forms.MultipleChoiceField(
                label=say("Values that stand behind it (optional)"),
                choices=[(each.ref, each.title) for each in values],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=say("Which of your values and principles would show in this change?"),
                error_messages={"invalid_choice": say("Choose values of this version")},
            )


def stored(outcome: Outcome) -> dict[str, Any]:
    behind = outcome.backings.values_list("principle__ref", flat=True)
    return {"title": outcome.title, "principles": list(behind), "version": outcome.version}
