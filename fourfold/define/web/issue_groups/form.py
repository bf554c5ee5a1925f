from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import CommunityIssue, Priority


class TogetherForm(forms.Form):
    once = OnceField()
    title = forms.CharField(
        label=say("What do they have in common?"),
        max_length=200,
        help_text=say("In a few words. The title of a group that there is already adds them to it."),
        error_messages={"required": say("Say in a few words what they have in common")},
    )

    def __init__(self, *args: Any, issues: Sequence[CommunityIssue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issues"] = _issues_field(issues, required=True)


class GroupForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(label=say("What they have in common"), max_length=200)

    def __init__(
        self,
        *args: Any,
        issues: Sequence[CommunityIssue],
        priorities: Sequence[Priority],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        answers = forms.ChoiceField(
            label=say("Which of your priorities answers it?"),
            required=False,
            choices=short_choices([(each.ref, each.title) for each in priorities], empty=say("None yet")),
        )
        answers.show_as = "select"  # type: ignore[attr-defined]
        self.fields["priority"] = answers
        self.fields["criterion"] = LongTextField(
            label=say("What would you ask bidders about it? (optional)"),
            rows=3,
            required=False,
            most_words=150,
            help_text=say("A question. Whoever says how bids are judged can take it over as a criterion."),
        )
        self.fields["issues"] = _issues_field(issues, required=False)


def _issues_field(issues: Sequence[CommunityIssue], *, required: bool) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=say("Which issues belong to it?"),
        choices=[(each.ref, each.words) for each in issues],
        widget=forms.CheckboxSelectMultiple,
        required=required,
        error_messages={"required": say("Choose the issues that belong together")},
    )
