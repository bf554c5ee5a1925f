from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.define.models import Priority, StrategicCommitment


class CommitmentForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("What you will do"),
        max_length=300,
        help_text=say("In a sentence, for example “Publish each year what was promised and what was done”."),
    )
    answers = forms.CharField(
        label=say("Who answers for it"),
        max_length=200,
        help_text=say("A post or a body rather than a person’s name, for example “Head of procurement”."),
    )
    due_on = DayField(label=say("By when (optional)"), required=False)

    def __init__(self, *args: Any, priorities: Iterable[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = forms.ChoiceField(
            label=say("Which priority it serves"),
            required=False,
            choices=short_choices(
                [(each.ref, each.title) for each in priorities], empty=say("The policy as a whole")
            ),
            help_text=say("What comes of it is then followed from there: tenders, contracts, deliveries."),
        )
        choice.show_as = "select"  # type: ignore[attr-defined]
        self.fields["priority"] = choice


def stored(commitment: StrategicCommitment) -> dict[str, Any]:
    return {
        "title": commitment.title,
        "answers": commitment.answers,
        "due_on": commitment.due_on,
        "priority": "" if commitment.priority is None else commitment.priority.ref,
        "version": commitment.version,
    }
