from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.web.forms import OnceField

if TYPE_CHECKING:
    from fourfold.ground.successions.queries import Passing

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """A successor says yes or no; the body that ends can only take back what it wrote down."""

    once = OnceField()

    def __init__(self, *args: Any, passing: Passing, may_agree: bool, own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        name = passing.predecessor.name
        no = "Yes, take back what was written down" if own else f"No, {name} is not followed like this"
        self.fields["answer"] = forms.ChoiceField(
            label="Take it back?" if own else f"Do you follow {name}?",
            choices=([(YES, f"Yes, we follow {name}")] if may_agree else []) + [(NO, no)],
            widget=forms.RadioSelect,
        )
