from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.queries.cascades import cascade
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, YesNoField, short_choices

if TYPE_CHECKING:
    from fourfold.define.models import PolicyVersion


class UseForm(forms.Form):
    """Under which outcome of the draft the measure shall stand."""

    once = OnceField()
    outcome = forms.ChoiceField(
        label=say("Under which outcome of your draft?"),
        error_messages={
            "required": say("Choose an outcome of your draft"),
            "invalid_choice": say("Choose an outcome of your draft"),
        },
    )

    def __init__(self, *args: Any, version: PolicyVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [
            (twig.outcome.ref, f"{branch.priority.title}: {twig.outcome.title}")
            for branch in ([] if version is None else cascade(version))
            for twig in branch.outcomes
        ]
        field = self.fields["outcome"]
        self.fields["outcome"] = forms.ChoiceField(
            label=field.label,
            choices=short_choices(outcomes, empty=say("Choose an outcome")),
            error_messages=field.error_messages,
        )
        self.order_fields(["once", "outcome"])


class UseUnderLicenceForm(UseForm):
    """What stands in the policy is in the user's own words: the pack's are not passed on."""

    title = forms.CharField(
        label=say("What is measured, in your own words (optional)"),
        required=False,
        max_length=250,
        help_text=say("Everyone reads it once the policy is adopted. Empty: its code stands there instead."),
    )
    counts = LongTextField(
        label=say("What counts and what does not, in your own words (optional)"),
        required=False,
        rows=4,
        help_text=say("Empty: it says under which code the definition stands."),
    )
    with_values = YesNoField(
        label=say("Set the pack’s values in pounds for it too?"),
        help_text=say("Only your organisation sees them. They enter no account that others read."),
        error_messages={"required": say("Say whether its values are set too")},
    )
