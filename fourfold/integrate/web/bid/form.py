"""The bid as a form: one page for price, words and quantities, in the order of the tender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, MoneyField, OnceField, QuantityField, VersionField
from fourfold.integrate.rules.bid_document import BidDocument, OfferedQuantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.models import Ask, Criterion

LONGEST_ANSWER = 10_000


class BidForm(forms.Form):
    """Nothing is required to keep a draft; what a sealed bid needs is checked on the next page."""

    once = OnceField()
    version = VersionField()

    def __init__(self, *args: Any, criteria: Sequence[Criterion], asks: Sequence[Ask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.asks = criteria, asks
        self.fields["version"].required = False
        self.fields["price"] = MoneyField(
            label=say("Your price in pounds, without VAT"),
            required=False,
            help_text=say("For the whole contract. For example £412,500"),
        )
        for criterion in criteria:
            self.fields[f"answer_{criterion.ref}"] = LongTextField(
                label=criterion.title,
                help_text=criterion.question,
                required=False,
                rows=8,
                max_length=LONGEST_ANSWER,
            )
        for ask in asks:
            self.fields[f"quantity_{ask.ref}"] = QuantityField(
                unit=ask.measure.unit,
                label=ask.measure.title,
                required=False,
                help_text=say(
                    "{counts} Over the whole contract; enter 0 if you offer none.", counts=ask.measure.counts
                ),
            )
            self.fields[f"method_{ask.ref}"] = LongTextField(
                label=say("How you will do it: {title}", title=ask.measure.title),
                required=False,
                rows=3,
                max_length=LONGEST_ANSWER,
            )

    def document(self) -> BidDocument:
        given = self.cleaned_data
        price = given.get("price")
        quantities = {ask.ref: given.get(f"quantity_{ask.ref}") for ask in self.asks}
        return BidDocument(
            price=None if price is None else price.amount,
            answers={
                criterion.ref: given.get(f"answer_{criterion.ref}") or "" for criterion in self.criteria
            },
            offers={
                ref: OfferedQuantity(
                    None if quantity is None else quantity.amount, given.get(f"method_{ref}") or ""
                )
                for ref, quantity in quantities.items()
            },
        )

    @staticmethod
    def initial_of(document: BidDocument) -> dict[str, object]:
        initial: dict[str, object] = {"price": document.price}
        initial |= {f"answer_{ref}": text for ref, text in document.answers.items()}
        for ref, offer in document.offers.items():
            initial[f"quantity_{ref}"] = offer.quantity
            initial[f"method_{ref}"] = offer.method
        return initial


class ResumeForm(forms.Form):
    resume_code = forms.CharField(
        label=say("Resume code"),
        max_length=60,
        help_text=say(
            "Seven groups of four letters and numbers. We showed it when the draft was first kept."
        ),
        error_messages={"required": say("Enter the resume code")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SealForm(forms.Form):
    once = OnceField()
