from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField, VersionField
from fourfold.partner.models import LinkState

if TYPE_CHECKING:
    from collections.abc import Collection

_VERDICTS: Final = {
    LinkState.SAME: say("The same: show them as one"),
    LinkState.DIFFERENT: say("Not the same"),
    LinkState.UNSURE: say("I cannot tell"),
}


class DecideForm(forms.Form):
    """`states` are those that it may become from where it stands."""

    once = OnceField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, states: Collection[LinkState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"] = forms.ChoiceField(
            label=say("Your answer"),
            widget=forms.RadioSelect,
            choices=[(state.value, words) for state, words in _VERDICTS.items() if state in states],
            error_messages={"required": say("Say whether they are the same, or that you cannot tell")},
        )
