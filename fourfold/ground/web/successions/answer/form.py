from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
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
        no = (
            say("Yes, take back what was written down")
            if own
            else say("No, {name} is not followed like this", name=name)
        )
        self.fields["answer"] = forms.ChoiceField(
            label=say("Take it back?") if own else say("Do you follow {name}?", name=name),
            choices=([(YES, say("Yes, we follow {name}", name=name))] if may_agree else []) + [(NO, no)],
            widget=forms.RadioSelect,
        )
