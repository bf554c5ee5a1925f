from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.models import Ledger
from fourfold.define.rules.cells import EARLIEST_PRICE_YEAR
from fourfold.define.rules.kinds_of_value import DiscountClass, Gains, Lasts
from fourfold.ground.kernel.periods import FinancialYear
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, MoneyField, OnceField, short_choices

if TYPE_CHECKING:
    from datetime import date


class ValueForm(forms.Form):
    """Pounds for one of a measure, and where they come from. `after` names the latest value that was shown."""

    once = OnceField()
    after = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    title = forms.CharField(
        label=say("What it is (optional)"),
        required=False,
        max_length=250,
        help_text=say("For example “Apprenticeship, gain in earnings”."),
    )
    value = MoneyField(label=say("Value of one"), error_messages={"required": say("Enter the value of one")})
    low = MoneyField(label=say("Low end of its range (optional)"), required=False)
    high = MoneyField(label=say("High end of its range (optional)"), required=False)
    ledger = forms.ChoiceField(
        label=say("What kind of value is it?"),
        choices=Ledger.choices,
        widget=forms.RadioSelect,
        help_text=say("Values of different kinds are shown side by side and never added."),
        error_messages={"required": say("Choose what kind of value it is")},
    )
    source_title = forms.CharField(
        label=say("Title of the source"),
        max_length=300,
        help_text=say("The publication that the figure stands in."),
    )
    source_publisher = forms.CharField(label=say("Publisher"), max_length=200)
    source_href = forms.CharField(
        label=say("Web address (optional)"),
        required=False,
        max_length=400,
        help_text=say("It begins with https:// or http://"),
    )
    source_grade = forms.ChoiceField(
        label=say("Where did you read it?"),
        choices=(
            ("primary", say("In the source itself")),
            ("secondary", say("In somebody’s account of the source")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose where you read it")},
    )
    licence = forms.CharField(
        label=say("Licence"),
        max_length=120,
        help_text=say(
            "Under what terms the figure may be passed on, for example “Open Government Licence v3.0”."
        ),
    )
    gains = forms.ChoiceField(
        label=say("Who is better off? (optional)"),
        required=False,
        choices=[(each.value, each.words) for each in Gains],
        widget=forms.Select,
    )
    lasts = forms.ChoiceField(
        label=say("What is the figure of? (optional)"),
        required=False,
        choices=[(each.value, each.words) for each in Lasts],
        widget=forms.Select,
    )
    valued_once = forms.ChoiceField(
        label=say("Is each person valued once only? (optional)"),
        required=False,
        choices=(("", say("Not stated")), ("yes", say("Yes")), ("no", say("No"))),
        widget=forms.Select,
    )
    discount_class = forms.ChoiceField(
        label=say("By which rates are later years discounted?"),
        choices=[(each.value, each.words) for each in DiscountClass],
        initial=DiscountClass.STANDARD,
        widget=forms.Select,
    )
    place = forms.CharField(
        label=say("Where was it found to hold? (optional)"),
        required=False,
        max_length=200,
        help_text=say("For example “England” or “Greater Manchester”."),
    )
    method = LongTextField(
        label=say("How did the source arrive at it? (optional)"), required=False, rows=3, max_length=5_000
    )
    overlaps = forms.MultipleChoiceField(
        label=say("Does it count in part what another of your measures counts? (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=say("For the same person not both may be claimed."),
    )
    field_order = (
        "once",
        "after",
        "title",
        "value",
        "low",
        "high",
        "ledger",
        "gains",
        "lasts",
        "valued_once",
        "discount_class",
        "place",
        "method",
        "overlaps",
        "price_year",
        "source_title",
        "source_publisher",
        "source_href",
        "source_grade",
        "licence",
        "read_on",
    )

    def __init__(
        self, *args: Any, unit: str, today: date, others: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.fields["overlaps"] = forms.MultipleChoiceField(
                label=self.fields["overlaps"].label,
                help_text=self.fields["overlaps"].help_text,
                required=False,
                choices=others,
                widget=forms.CheckboxSelectMultiple,
            )
        else:
            del self.fields["overlaps"]
        self.fields["value"].label = say("Value of one {unit}", unit=unit)
        self.fields["value"].error_messages["required"] = say("Enter the value of one {unit}", unit=unit)
        latest = FinancialYear.containing(today).starting + 1
        self.fields["price_year"] = forms.TypedChoiceField(
            label=say("In the prices of which financial year?"),
            choices=short_choices(
                [
                    (str(year), FinancialYear(year).label)
                    for year in range(latest, EARLIEST_PRICE_YEAR - 1, -1)
                ],
                empty=say("Choose a year"),
            ),
            coerce=int,
            error_messages={"required": say("Choose the year in whose prices it is")},
        )
        self.fields["read_on"] = DayField(
            label=say("When did you read it?"),
            latest=today,
            error_messages={"required": say("Enter the day on which you read it")},
        )
        self.order_fields(self.field_order)
