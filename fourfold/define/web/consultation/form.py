from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fourfold.define.models import PolicyComment, Priority

SHOW, KEEP_BACK = "show", "keep_back"
CHANGED, NOT_CHANGED = "changed", "not_changed"


class _Until(forms.Form):
    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment_by"] = DayField(
            label=say("Until when can they comment?"),
            earliest=today,
            error_messages={"required": say("Enter the last day on which they can comment")},
        )


class InviteForm(_Until):
    once = OnceField()
    organisation = forms.CharField(
        label=say("Which organisation?"),
        max_length=250,
        help_text=say(
            "Its name, or its reference. It must be one that works here; everyone in it can then read the draft."
        ),
    )


class InviteByMailForm(_Until):
    once = OnceField()
    name = forms.CharField(
        label=say("For whom do they speak?"),
        max_length=200,
        help_text=say("The group or organisation, as it will be published beside what they say."),
    )
    email = forms.EmailField(
        label=say("Their e-mail address"),
        max_length=254,
        error_messages={"invalid": say("Enter an e-mail address, such as name@example.org")},
        help_text=say("They are sent a link. It is kept for this consultation and never published."),
    )


class CoSignerForm(forms.Form):
    once = OnceField()
    organisation = forms.CharField(
        label=say("Which organisation?"),
        max_length=250,
        help_text=say("Its name, or its reference. One of its own people answers for it."),
    )


class CommentForm(forms.Form):
    once = OnceField()

    def __init__(self, *args: Any, priorities: Iterable[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = forms.ChoiceField(
            label=say("What is it about?"),
            required=False,
            choices=short_choices(
                [(each.ref, each.title) for each in priorities], empty=say("The policy as a whole")
            ),
        )
        about.show_as = "select"  # type: ignore[attr-defined]
        self.fields["priority"] = about
        self.fields["words"] = LongTextField(
            label=say("Your comment"),
            rows=6,
            max_length=None,
            help_text=say(
                "It is published in the name of your organisation. Leave out names of people and what is private."
            ),
            error_messages={"required": say("Enter your comment")},
        )


class LookAtForm(forms.Form):
    once = OnceField()
    decision = forms.ChoiceField(
        label=say("Is it shown with the policy?"),
        choices=[(SHOW, say("Show it")), (KEEP_BACK, say("Do not show it"))],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose whether it is shown")},
    )
    why = forms.CharField(
        label=say("Why it is not shown"),
        max_length=300,
        required=False,
        help_text=say("Only where it is not. Whoever said it can read this."),
    )


class AnswerForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    kind = forms.ChoiceField(
        label=say("Did you change something because of it?"),
        choices=[(CHANGED, say("Yes")), (NOT_CHANGED, say("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose whether you changed something")},
    )
    words = LongTextField(
        label=say("What you changed, or why you changed nothing"),
        rows=5,
        most_words=400,
        help_text=say("It is published beside the comment."),
        error_messages={"required": say("Say what you changed, or why you changed nothing")},
    )


def stored(comment: PolicyComment) -> dict[str, Any]:
    return {"kind": comment.answer_kind, "words": comment.answer, "version": comment.version}
