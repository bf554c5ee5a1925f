from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import (
    DayField,
    LongTextField,
    MoneyField,
    OnceField,
    QuantityField,
    YesNoField,
)
from fourfold.integrate.actions.variations import Changed, Wanted
from fourfold.integrate.models import CommitmentState, GoverningLaw
from fourfold.integrate.rules.contract_change import GROUND_WORDS, ChangeGround

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.queries.adopted_measures import AdoptedMeasure
    from fourfold.integrate.models import Commitment, Contract


class VariationForm(forms.Form):
    once = OnceField()
    reason = LongTextField(
        label=say("Why does the contract change?"),
        rows=4,
        help_text=say("The supplier and the approver read it; it goes into the notice"),
        error_messages={"required": say("Say why the contract changes")},
    )
    effective_on = DayField(
        label=say("Day from which it holds"), error_messages={"required": say("Enter the day")}
    )
    amount = MoneyField(
        label=say("Value of the contract from then on, without VAT"),
        error_messages={"required": say("Enter the value")},
    )
    ends_on = DayField(
        label=say("Last day of the contract"), error_messages={"required": say("Enter the last day")}
    )
    law = forms.ChoiceField(
        label=say("Which law governed its procurement?"),
        choices=GoverningLaw.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Say which law governed it")},
    )
    ground = forms.ChoiceField(
        label=say("What does the change rest on?"),
        choices=[(each.value, GROUND_WORDS[each]) for each in ChangeGround],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what it rests on")},
    )
    changes_scope = YesNoField(
        label=say("Does it change the scope of the contract materially?"),
        error_messages={"required": say("Say whether it changes the scope")},
    )
    favours_supplier = YesNoField(
        label=say("Does it shift the economic balance to the supplier materially?"),
        error_messages={"required": say("Say whether it shifts the balance")},
    )
    changes_nature = YesNoField(
        label=say("Does it change the overall nature of the contract?"),
        error_messages={"required": say("Say whether it changes the nature")},
    )

    def __init__(
        self,
        *args: Any,
        contract: Contract,
        commitments: Sequence[Commitment],
        measures: Sequence[AdoptedMeasure],
        law_known: bool,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"amount": contract.amount, "ends_on": contract.ends_on}
        super().__init__(*args, **kwargs)
        if law_known:
            del self.fields["law"]
        self.commitments = [each for each in commitments if each.state != CommitmentState.WAIVED]
        self.measures = {each.ref: each for each in measures}
        for each in self.commitments:
            self.fields[f"quantity_{each.number}"] = QuantityField(
                unit=each.measure.unit, label=say("Quantity over the whole contract"), initial=each.quantity
            )
            self.fields[f"ends_on_{each.number}"] = DayField(label=say("Last day"), initial=each.ends_on)
            self.fields[f"waive_{each.number}"] = forms.BooleanField(
                label=say("Waive what has not fallen due"), required=False
            )
        if self.measures:
            self.fields["new_measure"] = forms.ChoiceField(
                label=say("Add a promise (optional)"),
                choices=[("", say("Nothing is added")), *((each.ref, each.title) for each in measures)],
                required=False,
            )
            self.fields["new_quantity"] = forms.DecimalField(
                label=say("Its quantity"),
                required=False,
                max_digits=14,
                decimal_places=2,
                widget=forms.TextInput(attrs={"data-width": "10", "inputmode": "decimal", "autocomplete": "off"}),
            )  # fmt: skip

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            reason=given["reason"],
            effective_on=given["effective_on"],
            ground=given["ground"],
            amount=given["amount"].amount,
            ends_on=given["ends_on"],
            changes=[*self._changed(), *self._added()],
            changes_scope=given["changes_scope"],
            favours_supplier=given["favours_supplier"],
            changes_nature=given["changes_nature"],
            law=given.get("law", ""),
        )

    def _changed(self) -> list[Changed]:
        """Those of which something was typed that is not so already."""
        found = []
        for each in self.commitments:
            quantity = self.cleaned_data[f"quantity_{each.number}"].amount
            ends_on = self.cleaned_data[f"ends_on_{each.number}"]
            if self.cleaned_data[f"waive_{each.number}"]:
                found.append(Changed(each.number, None, ends_on))
            elif (quantity, ends_on) != (each.quantity, each.ends_on):
                found.append(Changed(each.number, quantity, ends_on))
        return found

    def _added(self) -> list[Changed]:
        measure = self.cleaned_data.get("new_measure", "")
        if not measure:
            return []
        return [Changed(None, self.cleaned_data["new_quantity"], self.cleaned_data["ends_on"], measure)]


class RefuseForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why not?"), rows=4, error_messages={"required": say("Say why; the other side reads it")}
    )
