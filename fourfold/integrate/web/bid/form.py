"""The bid as a form: one page for price, words and quantities, in the order of the tender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, MoneyField, OnceField, VersionField
from fourfold.integrate.rules.bid_document import BidDocument
from fourfold.integrate.web.bid.offer_fields import (
    LONGEST_ANSWER,
    initial_of_offer,
    offer_fields,
    read_offer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.models import Ask, Criterion


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
            self.fields |= offer_fields(ask)

    def of(self, ask: Ask) -> list[forms.BoundField]:
        """The fields of one ask, for the page."""
        return [self[name] for name in offer_fields(ask)]

    def document(self) -> BidDocument:
        given = self.cleaned_data
        price = given.get("price")
        return BidDocument(
            price=None if price is None else price.amount,
            answers={
                criterion.ref: given.get(f"answer_{criterion.ref}") or "" for criterion in self.criteria
            },
            offers={ask.ref: read_offer(ask, given) for ask in self.asks},
        )

    @staticmethod
    def initial_of(document: BidDocument) -> dict[str, object]:
        initial: dict[str, object] = {"price": document.price}
        initial |= {f"answer_{ref}": text for ref, text in document.answers.items()}
        for ref, offer in document.offers.items():
            initial |= initial_of_offer(ref, offer)
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
