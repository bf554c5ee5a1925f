"""The fields in which a bidder answers an ask of each kind: a number, a percentage, a cost, yes or no, evidence, words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number
from fourfold.ground.web.forms import LongTextField, MoneyField, QuantityField, YesNoField
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.rules.asked import AskedAs, AskKind
from fourfold.integrate.rules.bid_document import OfferedQuantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.integrate.models import Ask

LONGEST_ANSWER = 10_000
HUNDREDTH = Decimal("0.01")


class PercentField(forms.Field):
    """Per cent of the price, typed as "1.5" or "1.5%"; cleans to a Decimal from 0 to 100."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs = {
            "data-width": "4",
            "data-suffix": "%",
            "inputmode": "decimal",
            "autocomplete": "off",
        }

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = str(value or "").strip().removesuffix("%").strip()
        if not typed:
            return None
        try:
            number = parse_number(typed, example="1.5")
        except NotUnderstood as strange:
            raise forms.ValidationError(str(strange)) from strange
        if not 0 <= number <= 100 or number != number.quantize(HUNDREDTH):  # noqa: PLR2004  (per cent)
            message = say("Enter a percentage from 0 to 100 with at most two decimal places")
            raise forms.ValidationError(message)
        return number


def offer_fields(ask: Ask) -> dict[str, forms.Field]:
    """By name, in the order in which they are asked. Nothing is required to keep a draft."""
    title, kind = ask.measure.title, AskKind(ask.kind)
    if kind == AskKind.CRITERIA:
        return {
            f"evidence_{ask.ref}_{place}": LongTextField(
                label=criterion,
                help_text=say(
                    "Your evidence, if you meet this one; at least {least} of them", least=ask.least
                ),
                required=False,
                rows=3,
                max_length=LONGEST_ANSWER,
            )
            for place, criterion in enumerate(ask.community)
        }
    if ask.asked_as == AskedAs.CONDITION:
        return {
            f"accepts_{ask.ref}": YesNoField(
                label=say("Do you accept the condition “{title}”?", title=title),
                help_text=_condition(ask),
                required=False,
            )
        }
    voluntary = (
        say(" You may leave it empty: it earns no marks.") if ask.asked_as == AskedAs.VOLUNTARY else ""
    )
    fields: dict[str, forms.Field] = {}
    if kind in {AskKind.QUANTITY, AskKind.IN_KIND}:
        fields[f"quantity_{ask.ref}"] = QuantityField(
            unit=ask.measure.unit,
            label=title,
            required=False,
            help_text=say(
                "{counts} Over the whole contract; enter 0 if you offer none.", counts=ask.measure.counts
            )
            + voluntary,
        )
    if kind == AskKind.IN_KIND:
        fields[f"cost_{ask.ref}"] = MoneyField(
            label=say("What it costs you in pounds: {title}", title=title), required=False
        )
    if kind == AskKind.PERCENTAGE:
        fields[f"percent_{ask.ref}"] = PercentField(
            label=title,
            required=False,
            help_text=say(
                "{counts} In per cent of your price; enter 0 if you offer none.", counts=ask.measure.counts
            )
            + voluntary,
        )
    words_alone = kind == AskKind.METHOD
    fields[f"method_{ask.ref}"] = LongTextField(
        label=title if words_alone else say("How you will do it: {title}", title=title),
        help_text=say("{counts} Say how you will do it.", counts=ask.measure.counts) + voluntary
        if words_alone
        else "",
        required=False,
        rows=6 if words_alone else 3,
        max_length=LONGEST_ANSWER,
    )
    return fields


def _condition(ask: Ask) -> str:
    said = ask_said(ask)
    required = "" if said.target is None else say("It is {amount}. ", amount=said.amount(said.target))
    return required + say(
        "{counts} It earns no marks. A bid that does not accept it is set aside.", counts=ask.measure.counts
    )


def read_offer(ask: Ask, given: Mapping[str, Any]) -> OfferedQuantity:
    """What was typed for the ask, from cleaned fields."""
    quantity, cost = given.get(f"quantity_{ask.ref}"), given.get(f"cost_{ask.ref}")
    return OfferedQuantity(
        quantity=given.get(f"percent_{ask.ref}") if quantity is None else quantity.amount,
        method=given.get(f"method_{ask.ref}") or "",
        cost=None if cost is None else cost.amount,
        accepts=given.get(f"accepts_{ask.ref}"),
        shown={
            str(place): text
            for place in range(len(ask.community))
            if (text := given.get(f"evidence_{ask.ref}_{place}") or "")
        },
    )


def initial_of_offer(ref: str, offer: OfferedQuantity) -> dict[str, object]:
    initial: dict[str, object] = {
        f"quantity_{ref}": offer.quantity,
        f"percent_{ref}": offer.quantity,
        f"cost_{ref}": offer.cost,
        f"accepts_{ref}": offer.accepts,
        f"method_{ref}": offer.method,
    }
    return initial | {f"evidence_{ref}_{place}": text for place, text in offer.shown.items()}
