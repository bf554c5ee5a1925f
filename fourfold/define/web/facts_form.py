from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms

from fourfold.define.rules.law.facts import (
    EARLIEST_DAY,
    LATEST_DAY,
    Authority,
    FactRefused,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.web import law_words
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, MoneyField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def choices_of(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(each.value, text) for each, text in words.items()]


def radios(label: str, words: Iterable[tuple[str, str]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words), widget=forms.RadioSelect, **options)


class FactsForm(forms.Form):
    """The facts of one contract; the names and words are those of the command line and the API."""

    authority = forms.ChoiceField(
        label=say("Who buys?"),
        choices=[("", say("Choose one")), *choices_of(law_words.AUTHORITIES)],
        error_messages={"required": say("Choose who buys")},
        help_text=say("Take the first that fits."),
    )
    nation = radios(
        say("Where does it mainly work?"),
        choices_of(law_words.NATIONS),
        error_messages={"required": say("Choose where it mainly works")},
    )
    kind = radios(
        say("What is bought?"),
        choices_of(law_words.KINDS),
        error_messages={"required": say("Choose what is bought")},
    )
    main = radios(
        say("If it is a mixture: what mainly?"),
        choices_of(law_words.MAIN_PARTS),
        required=False,
        initial=MainPart.NOT_SAID.value,
    )
    route = radios(
        say("By which route?"), choices_of(law_words.ROUTES), required=False, initial=Route.CONTRACT.value
    )
    regime = radios(
        say("Which kind of contract is it?"),
        choices_of(law_words.REGIMES),
        required=False,
        initial=Regime.ORDINARY.value,
    )
    health = radios(
        say("Are health care services under the Provider Selection Regime bought?"),
        choices_of(law_words.HEALTH),
        required=False,
        initial=Health.NOT_SAID.value,
    )
    value = MoneyField(
        label=say("What is it worth?"),
        help_text=say("The estimated value over its whole term, with all extensions."),
        error_messages={"required": say("Enter the estimated value")},
    )
    vat = radios(
        say("Is that with or without VAT?"),
        choices_of(law_words.VAT),
        error_messages={"required": say("Choose whether the value is with VAT")},
    )
    vat_rate = radios(
        say("Which rate of VAT does it bear?"),
        [("", say("The standard rate")), ("5", say("5%")), ("0", say("No VAT"))],
        required=False,
    )
    on = DayField(
        label=say("When does the procurement begin?"),
        earliest=EARLIEST_DAY,
        latest=LATEST_DAY,
        error_messages={"required": say("Enter the day on which the procurement begins")},
        help_text=say(
            "The first notice, advertisement or contact with a supplier. For example, 5 January 2026"
        ),
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                # An address can be written by hand: what is not in a list is refused in our own words.
                field.error_messages["invalid_choice"] = say("Choose one of those listed")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                cleaned["facts"] = self._facts(cleaned)
            except FactRefused as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned

    @property
    def facts(self) -> Facts:
        return cast("Facts", self.cleaned_data["facts"])

    @staticmethod
    def _facts(cleaned: Mapping[str, Any]) -> Facts:
        rate = cleaned["vat_rate"]
        return Facts(
            authority=Authority(cleaned["authority"]),
            nation=Nation(cleaned["nation"]),
            kind=Kind(cleaned["kind"]),
            value=cleaned["value"].amount,
            vat=Vat(cleaned["vat"]),
            on=cleaned["on"],
            main=MainPart(cleaned["main"] or MainPart.NOT_SAID),
            route=Route(cleaned["route"] or Route.CONTRACT),
            regime=Regime(cleaned["regime"] or Regime.ORDINARY),
            health=Health(cleaned["health"] or Health.NOT_SAID),
            vat_rate=Decimal(rate) / 100 if rate else None,
        )
