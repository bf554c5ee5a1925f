from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, MoneyField, OnceField, QuantityField
from fourfold.integrate.actions.direct_award import Promised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.queries.adopted_measures import AdoptedMeasure


class DirectAwardForm(forms.Form):
    once = OnceField()
    price = MoneyField(
        label=say("Price that was agreed, without VAT"),
        error_messages={"required": say("Enter the price")},
    )
    reason = LongTextField(
        label=say("Reason for the award"),
        rows=5,
        help_text=say("It goes into the decision"),
        error_messages={"required": say("Give the reason for the award")},
    )

    def __init__(self, *args: Any, measures: Sequence[AdoptedMeasure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = {f"measure_{each.ref}": each for each in measures}
        for name, each in self.measures.items():
            self.fields[name] = QuantityField(unit=each.unit, label=each.title, required=False)

    def promises(self) -> list[Promised]:
        """What was typed above nothing; an empty field promises nothing."""
        return [
            Promised(each.ref, self.cleaned_data[name].amount)
            for name, each in self.measures.items()
            if self.cleaned_data.get(name) is not None and self.cleaned_data[name].amount > 0
        ]
