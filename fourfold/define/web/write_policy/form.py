from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.actions.policies import REVIEW_CYCLES
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from fourfold.define.models import PolicyVersion

CYCLE_WORDS = {1: say("Every year"), 2: say("Every two years"), 3: say("Every three years")}


class PolicyForm(forms.Form):
    """The words of a policy, without its priorities."""

    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("Title of the policy"),
        max_length=200,
        help_text=say("For example “Social value policy of Northgate Council”."),
    )
    definition = LongTextField(
        label=say("What social value means here"),
        rows=3,
        most_words=80,
        help_text=say("In a sentence that everyone can repeat. It is shown at the top of the policy."),
        error_messages={"required": say("Say in a sentence what social value means for you")},
    )
    intent = LongTextField(
        label=say("What you intend (optional)"),
        rows=6,
        required=False,
        help_text=say("What you promise to do with it: in which buying, in which strategy, with whom."),
    )
    review_years = forms.TypedChoiceField(
        label=say("How often will you review it?"),
        choices=[(years, CYCLE_WORDS[years]) for years in REVIEW_CYCLES],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=say("When it is due, it is marked as due for review until a new version is adopted."),
    )

    def __init__(self, *args: Any, title_is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if title_is_fixed:
            del self.fields["title"]


def stored(version: PolicyVersion) -> dict[str, Any]:
    """The form's fields as the version holds them."""
    return {
        "title": version.policy.title,
        "definition": version.definition,
        "intent": version.intent,
        "review_years": version.review_years,
        "version": version.version,
    }
