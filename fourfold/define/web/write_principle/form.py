from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import Outcome, Principle


class PrincipleForm(forms.Form):
    """`places` are how many places there are for it; nought for a new one, which comes last. `outcomes` are those of the
    version.
    """

    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("The value or principle"),
        max_length=200,
        help_text=say("In a few words, for example “Ask those whom it is for”."),
    )
    words = LongTextField(
        label=say("What it means in practice (optional)"),
        rows=4,
        most_words=120,
        required=False,
    )

    def __init__(self, *args: Any, outcomes: Sequence[Outcome], places: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outcomes:
            self.fields["outcomes"] = forms.MultipleChoiceField(
                label=say("Outcomes that it stands behind (optional)"),
                choices=[(each.ref, each.title) for each in outcomes],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=say(
                    "The changes that somebody could see if you held to it. It may stand behind several."
                ),
                error_messages={"invalid_choice": say("Choose outcomes of this version")},
            )
        if places > 1:
            self.fields["position"] = forms.IntegerField(
                label=say("Its place in the order"),
                min_value=1,
                max_value=places,
                help_text=say("1 is first. The others close up."),
                widget=forms.NumberInput(attrs={"data-width": "2"}),
            )


def stored(principle: Principle) -> dict[str, Any]:
    return {
        "title": principle.title,
        "words": principle.words,
        "position": principle.position,
        "outcomes": list(principle.backings.values_list("outcome__ref", flat=True)),
        "version": principle.version,
    }
