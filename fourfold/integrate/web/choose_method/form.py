from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField, VersionField
from fourfold.integrate.models import MOST_POINTS
from fourfold.integrate.rules.price_formulas import FORMULA_NAMES
from fourfold.integrate.rules.ranking import TIE_NAMES

if TYPE_CHECKING:
    from fourfold.integrate.queries.method import MethodInForce


class MethodForm(forms.Form):
    once = OnceField()
    version = VersionField()
    formula = forms.ChoiceField(
        label=say("How the price counts"),
        choices=[(each.value, words) for each, words in FORMULA_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose how the price counts")},
    )
    tie = forms.ChoiceField(
        label=say("Where bids are equal"),
        choices=[(each.value, words) for each, words in TIE_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what decides where bids are equal")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for points in range(MOST_POINTS + 1):
            self.fields[f"scale_{points}"] = forms.CharField(
                label=say("What {points} points mean", points=points),
                max_length=300,
                required=points in {0, MOST_POINTS},
                error_messages={"required": say("Say what {points} points mean", points=points)},
            )

    def scale(self) -> dict[int, str]:
        return {points: self.cleaned_data[f"scale_{points}"] for points in range(MOST_POINTS + 1)}


def initial_of(method: MethodInForce) -> dict[str, Any]:
    words = {f"scale_{points}": text for points, text in method.scale.items()}
    return {"formula": method.formula.value, "tie": method.tie.value, **words}
