from __future__ import annotations

from typing import Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, QuantityField

VERIFY, RETURN, REJECT = "verify", "return", "reject"


class JudgeForm(forms.Form):
    """Verify a quantity, send it back with questions, or reject it: one decision, with what it needs."""

    once = OnceField()
    decision = forms.ChoiceField(
        label=say("What do you decide?"),
        choices=(
            (VERIFY, say("It is proved: verify it")),
            (RETURN, say("I have questions: return it to the supplier")),
            (REJECT, say("It does not count: reject it for good")),
        ),
        error_messages={"required": say("Choose what you decide")},
    )
    on_evidence = LongTextField(
        label=say("What you looked at"),
        rows=3,
        required=False,
        help_text=say("Needed to verify. For example “attendance sheets and 2 photos; rang the trainer”."),
    )
    because = LongTextField(
        label=say("Your questions or reasons"),
        rows=3,
        required=False,
        help_text=say("Needed to return or reject. The supplier reads this."),
    )
    field_order = ("once", "decision", "quantity", "on_evidence", "because")

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"] = QuantityField(
            unit=unit,
            required=False,
            label=say("How much is proved"),
            help_text=say("Needed to verify. At most what was reported."),
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if (
            given.get("decision") == VERIFY
            and given.get("quantity") is None
            and "quantity" not in self.errors
        ):
            self.add_error("quantity", say("Enter how much is proved"))
        return given
