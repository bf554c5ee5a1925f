from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.models import ContractKind
from fourfold.define.rules.suggestions import CLASS_WORDS
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import MoneyField, OnceField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import Priority, Service

ALL = "all"


class LineForm(forms.Form):
    """In which contracts a priority is asked for."""

    once = OnceField()
    priority = forms.ChoiceField(
        label=say("Which priority?"),
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose one of the priorities of this version")},
    )
    kind = forms.ChoiceField(
        label=say("In which contracts?"),
        choices=[("any", CLASS_WORDS[""]), *ContractKind.choices],
        widget=forms.RadioSelect,
        initial="any",
    )
    service = forms.ChoiceField(label=say("For which of your services?"), required=False)
    from_amount = MoneyField(
        label=say("From which value on, without VAT? (optional)"),
        required=False,
        help_text=say("Leave it empty to ask for it in contracts of any value."),
    )
    because = forms.CharField(
        label=say("Why (optional)"),
        max_length=300,
        required=False,
        help_text=say("It is shown to whoever prepares such a contract, and stands in the policy."),
    )

    def __init__(
        self, *args: Any, priorities: Sequence[Priority], services: Sequence[Service], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "priority", [(each.ref, each.title) for each in priorities])
        _choices(self, "service", [("", say("Any service")), *((each.ref, each.name) for each in services)])

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"]).replace("any", "")

    def clean_from_amount(self) -> Decimal:
        return _amount(self.cleaned_data["from_amount"])


class StepForm(forms.Form):
    """How many priorities a contract is asked for at most."""

    once = OnceField()
    from_amount = MoneyField(
        label=say("Contracts of which value on, without VAT?"),
        required=False,
        help_text=say("Leave it empty for the smallest contracts."),
    )
    most = forms.ChoiceField(
        label=say("How many priorities at most?"),
        choices=[*((str(count), str(count)) for count in range(11)), (ALL, say("As many as there are"))],
        help_text=say("None is a choice too: the smallest contracts may be asked for nothing."),
    )

    def clean_from_amount(self) -> Decimal:
        return _amount(self.cleaned_data["from_amount"])

    def clean_most(self) -> int | None:
        most = self.cleaned_data["most"]
        return None if most == ALL else int(most)


def _amount(typed: Any) -> Decimal:
    return Decimal(0) if typed is None else typed.amount


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
