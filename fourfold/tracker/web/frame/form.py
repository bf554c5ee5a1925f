from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NONE_OF_THEM = "none"


class DecideForm(forms.Form):
    """`body` is one of those that the organisation may be, or none of them."""

    once = OnceField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, candidates: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (each["organisation"], say("{name}: {words}", name=each["name"], words=each["words"]))
            for each in candidates
        ]
        self.fields["body"] = forms.ChoiceField(
            label=say("Which organisation is it?"),
            choices=[*offered, (NONE_OF_THEM, say("None of them: it stays in the frame under its own name"))],
            widget=forms.RadioSelect,
            error_messages={"required": say("Say which organisation it is")},
        )


class LeaveOutForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    why = LongTextField(
        label=say("Why is it left out?"),
        rows=3,
        max_length=1_000,
        help_text=say("The report of the wave says who was left out of the frame, and why."),
        error_messages={"required": say("Say why it is left out")},
    )


class OptOutForm(forms.Form):
    once = OnceField()
    email = forms.EmailField(
        label=say("Their e-mail address"),
        max_length=254,
        help_text=say("It is not kept: only a digest of it, by which a later list is held against it."),
        error_messages={
            "required": say("Enter the address"),
            "invalid": say("Enter an e-mail address, such as name@example.org"),
        },
    )
