from __future__ import annotations

from typing import Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, MoneyField, OnceField, VersionField, YesNoField
from fourfold.integrate.actions.lots import MOST, LotGiven

FEWEST_ROWS = 4


class LotsForm(forms.Form):
    once = OnceField()
    version = VersionField()
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST, required=False)
    divided = YesNoField(
        label=say("Is it divided into lots?"),
        error_messages={"required": say("Say whether it is divided into lots")},
    )
    as_the_whole = forms.BooleanField(
        label=say("Begin each lot with the criteria and measures of the whole"),
        help_text=say("Each can then be changed by itself"),
        required=False,
    )
    reason = LongTextField(
        label=say("Why, or why not"),
        rows=4,
        help_text=say("What smaller bidders could take on, what belongs together, what it costs to manage"),
        error_messages={"required": say("Give the reason")},
    )

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = rows
        self.initial["rows"] = rows
        for place in range(rows):
            self.fields[f"title_{place}"] = forms.CharField(
                label=say("What it is"), max_length=200, required=False
            )
            self.fields[f"amount_{place}"] = MoneyField(
                label=say("Estimate in pounds, without VAT"), required=False
            )

    @property
    def places(self) -> list[tuple[Any, Any]]:
        return [(self[f"title_{place}"], self[f"amount_{place}"]) for place in range(self.count)]

    def lots(self) -> list[LotGiven]:
        """The rows in which something stands."""
        given = self.cleaned_data
        rows = [(given[f"title_{place}"], given[f"amount_{place}"]) for place in range(self.count)]
        return [
            LotGiven(title, None if amount is None else amount.amount)
            for title, amount in rows
            if title or amount is not None
        ]
