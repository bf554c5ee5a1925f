from __future__ import annotations

from typing import Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, QuantityField

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """The recipient's answer: yes, all of it; or not quite, with how much and what is wrong."""

    once = OnceField()
    answer = forms.ChoiceField(
        label=say("Did you receive this?"),
        choices=((YES, say("Yes, all of it")), (NO, say("Not quite, or not at all"))),
        error_messages={"required": say("Choose yes, or not quite")},
    )
    words = LongTextField(
        label=say("Anything to add"),
        rows=3,
        required=False,
        help_text=say("If it is not right, say what is wrong. Do not name anyone who benefited."),
    )
    in_confidence = forms.BooleanField(
        label=say("Tell only the buyer, not the supplier"),
        required=False,
        help_text=say("If something is not right and you would rather the supplier did not see your answer."),
    )
    field_order = ("once", "answer", "quantity", "words", "in_confidence")

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"] = QuantityField(
            unit=unit,
            required=False,
            label=say("If not quite: how much you received"),
            help_text=say("Enter 0 if you received nothing."),
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("answer") == NO and given.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", say("Enter how much you received; enter 0 if nothing"))
        return given
