from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField

if TYPE_CHECKING:
    from collections.abc import Sequence


class SettleForm(forms.Form):
    once = OnceField()

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"] = forms.ChoiceField(
            label=say("Whose answer holds?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": say("Choose one of the answers")},
        )
        self.fields["why"] = LongTextField(
            label=say("Why"),
            rows=3,
            max_length=1_000,
            help_text=say("For example, whom you asked again, and who is responsible for the matter."),
            error_messages={"required": say("Say why this answer holds")},
        )
