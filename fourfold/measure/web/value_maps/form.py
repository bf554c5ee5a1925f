"""The forms of a value map: begun, its conventions, what is put in, one outcome. They speak in percent; the map in fractions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField
from fourfold.measure.exchange.value_map.conventions import EARLIEST_PRICE_YEAR, LATEST_PRICE_YEAR
from fourfold.measure.exchange.value_map.strict_json import MOST_BYTES
from fourfold.measure.rules.valuation.discounting import Timing
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.value_map import Kind, RateClass
from fourfold.measure.web.value_maps.numbers import NumberField, PercentField, RangeField, is_written_here

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.measure.exchange.value_map.faults import MapRefused

GREEN_BOOK, OWN_RATE, OTHER = "green_book", "own", "other"
SHARES: Final = ("deadweight", "displacement", "attribution", "leakage", "drop_off")
NUMBERS: Final = ("quantity", "duration_years")
WORDS: Final = ("stakeholder", "outcome", "kind", "rate_class", "unit", "source", "note")
SPARE: Final = 3


AS_A_RANGE: Final = say(
    "Where it is not known exactly, as the likeliest and its bounds, here and below: 14 (10 to 18)"
)


class NewMapForm(forms.Form):
    once = OnceField()
    title = forms.CharField(
        label=say("What is valued?"), error_messages={"required": say("Say what is valued")}, max_length=200
    )
    file = forms.FileField(
        label=say("A value map that you have already (if there is one)"),
        required=False,
        help_text=say(
            "A workbook (.xlsx) in the columns of Social Value International, or JSON. Without a file you write it here."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(say("The file is larger than 10 MB: that is no value map"), code="size")
        return file


class SureForm(forms.Form):
    """Nothing but the press of its button."""

    once = OnceField()
    version = VersionField()


class SettingsForm(forms.Form):
    once = OnceField()
    version = VersionField()
    title = forms.CharField(
        label=say("What is valued?"), error_messages={"required": say("Say what is valued")}, max_length=200
    )
    discounting = forms.ChoiceField(
        label=say("Discounting"),
        choices=(
            (GREEN_BOOK, say("The Green Book’s rates")),
            (OWN_RATE, say("One rate for all years, which you give")),
        ),
        widget=forms.RadioSelect,
    )
    rate = PercentField(label=say("The rate a year, where you give one"), required=False)
    valued_on = DayField(
        label=say("As on which day?"),
        required=False,
        help_text=say("The Green Book’s rates are those of a day."),
    )
    timing = forms.ChoiceField(
        label=say("When in a year does its value arise?"),
        choices=(
            (Timing.START.value, say("At the start of the year")),
            (Timing.MIDDLE.value, say("In the middle")),
            (Timing.END.value, say("At the end")),
        ),
        widget=forms.RadioSelect,
    )
    partial_year = forms.ChoiceField(
        label=say("A last year that is not whole"),
        choices=(
            (PartialYear.FRACTION.value, say("Counts by its part")),
            (PartialYear.FULL.value, say("Counts as a whole year")),
        ),
        widget=forms.RadioSelect,
    )
    price_year = forms.IntegerField(
        label=say("The year whose prices are used"),
        required=False,
        min_value=EARLIEST_PRICE_YEAR,
        max_value=LATEST_PRICE_YEAR,
        widget=forms.TextInput(attrs={"data-width": "4", "inputmode": "numeric"}),
        help_text=say("Without it the result cannot be published."),
    )

    def __init__(self, *args: Any, keeps_schedule: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if keeps_schedule:
            field: Any = self.fields["discounting"]
            field.choices = [*field.choices, (OTHER, say("As the file had it, in its own bands"))]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        way = given.get("discounting")
        if way == OWN_RATE and not given.get("rate") and "rate" not in self.errors:
            self.add_error("rate", say("Enter the rate; no discounting is 0"))
        if way == GREEN_BOOK and not given.get("valued_on") and "valued_on" not in self.errors:
            self.add_error("valued_on", say("Enter the day as on which the rates are taken"))
        return given

    def settings(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """As the map has them; what this form does not ask about stays."""
        given = self.cleaned_data
        asked = {"discount_rate", "discount_schedule", "valued_on", "timing", "partial_year", "price_year"}
        kept = {name: value for name, value in before.items() if name not in asked}
        match given["discounting"]:
            case "own":
                kept["discount_rate"] = given["rate"]
            case "green_book":
                kept["discount_schedule"] = GREEN_BOOK
            case _:
                kept["discount_schedule"] = before["discount_schedule"]
        if given["valued_on"]:
            kept["valued_on"] = given["valued_on"].isoformat()
        if given["price_year"]:
            kept["price_year"] = given["price_year"]
        return {**kept, "timing": given["timing"], "partial_year": given["partial_year"]}


class RowForm(forms.Form):
    """One outcome. A number that the map holds as a range of another form is not asked for here, and stays."""

    once = OnceField()
    version = VersionField()
    stakeholder = forms.CharField(
        label=say("Whose life changes?"),
        error_messages={"required": say("Say whose life changes")},
        max_length=200,
    )
    outcome = forms.CharField(
        label=say("What changes for them?"),
        error_messages={"required": say("Say what changes for them")},
        max_length=300,
    )
    kind = forms.ChoiceField(
        label=say("What kind of value is it?"),
        choices=(),
        required=False,
    )
    rate_class = forms.ChoiceField(label=say("Discounted as"), choices=(), required=False)
    quantity = RangeField(
        label=say("How many?"), error_messages={"required": say("Enter how many")}, help_text=AS_A_RANGE
    )
    unit = forms.CharField(
        label=say("Of what?"), max_length=60, required=False, help_text=say("For example: people")
    )
    value = RangeField(
        label=say("What is one worth, in the first year?"),
        error_messages={"required": say("Enter what one is worth")},
        prefix="£",
    )
    per = forms.CharField(
        label=say("For one of what?"),
        max_length=60,
        required=False,
        help_text=say("The same as above, so that a value for a week is never multiplied by people."),
    )
    source = forms.CharField(
        label=say("Where the value comes from"),
        max_length=300,
        required=False,
        help_text=say("A study or a bank of values"),
    )
    duration_years = RangeField(
        label=say("For how many years does it last?"),
        error_messages={"required": say("Enter for how many years it lasts")},
    )
    deadweight = RangeField(
        percent=True,
        label=say("Deadweight"),
        required=False,
        help_text=say("What would have happened anyway"),
    )
    displacement = RangeField(
        percent=True, label=say("Displacement"), required=False, help_text=say("What it pushed out elsewhere")
    )
    attribution = RangeField(
        percent=True,
        label=say("Attribution to others"),
        required=False,
        help_text=say("What others brought about"),
    )
    leakage = RangeField(
        percent=True,
        label=say("Leakage"),
        required=False,
        help_text=say("What went to people it was not meant for"),
    )
    drop_off = RangeField(
        percent=True,
        label=say("Drop-off"),
        required=False,
        help_text=say("What is lost each year, from the second on"),
    )
    note = LongTextField(label=say("What the figures rest on"), rows=3, required=False)

    def __init__(self, *args: Any, row: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", say("Not said")), *((kind.value, KIND_WORDS[kind]) for kind in Kind)]
        classes: Any = self.fields["rate_class"]
        classes.choices = [(each.value, CLASS_WORDS[each]) for each in RateClass]
        self.from_impact = "impact" in row
        if self.from_impact:
            # The map begins with the impact itself, after all that is taken off.
            for name in ("quantity", "unit", "value", "per", "source", *SHARES[:-1]):
                del self.fields[name]
            self.fields["impact"] = RangeField(label=say("Impact in the first year"), prefix="£")
        proxy = row.get("proxy")
        held = {**row, "value": proxy.get("value", proxy) if isinstance(proxy, dict) else proxy}
        self.ranges = [
            name for name in (*NUMBERS, "value", *SHARES, "impact") if not is_written_here(held.get(name))
        ]
        for name in self.ranges:
            self.fields.pop(name, None)

    def row(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """As the map has it; what this form does not ask about stays."""
        given = self.cleaned_data
        made = dict(before)
        for name in (*WORDS, *NUMBERS, *SHARES, "impact"):
            if name in given:
                made.pop(name, None)
                if given[name]:
                    made[name] = given[name]
        if "value" in given:
            proxy = made.get("proxy")
            kept = dict(proxy) if isinstance(proxy, dict) else {}
            kept.pop("per", None)
            kept["value"] = given["value"]
            if given["per"] or len(kept) > 1:
                made["proxy"] = {**kept, "per": given["per"] or given["unit"]}
            else:
                made["proxy"] = given["value"]
        return made


KIND_WORDS: Final = {
    Kind.FISCAL: say("Fiscal: savings to public budgets"),
    Kind.ECONOMIC: say("Economic"),
    Kind.SOCIAL: say("Social"),
    Kind.ENVIRONMENTAL: say("Environmental"),
    Kind.WELLBEING: say("Wellbeing"),
}
CLASS_WORDS: Final = {
    RateClass.STANDARD: say("Most values"),
    RateClass.HEALTH: say("Values of health and life"),
}


class InputsForm(forms.Form):
    """What was put in, a line each, with some lines to spare; a line without a name is left out."""

    once = OnceField()
    version = VersionField()

    def __init__(self, *args: Any, inputs: Sequence[Mapping[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.before = inputs
        self.lines = range(len(inputs) + SPARE)
        for line in self.lines:
            held = inputs[line] if line < len(inputs) else {}
            self.fields[f"label_{line}"] = forms.CharField(
                label=say("What was put in"), max_length=200, required=False, initial=held.get("label")
            )
            if isinstance(held.get("amount"), dict) or "hours" in held:
                continue
            self.fields[f"amount_{line}"] = NumberField(
                label=say("How much"), required=False, prefix="£", initial=held.get("amount")
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            amount = f"amount_{line}"
            if amount not in self.fields or amount in self.errors:
                continue
            if given.get(f"label_{line}") and not given.get(amount):
                self.add_error(amount, say("Enter how much, or take the name away"))
            if given.get(amount) and not given.get(f"label_{line}"):
                self.add_error(f"label_{line}", say("Say what this is"))
        return given

    def inputs(self) -> list[dict[str, Any]]:
        found = []
        for line in self.lines:
            label = self.cleaned_data.get(f"label_{line}")
            if not label:
                continue
            held = dict(self.before[line]) if line < len(self.before) else {}
            amount = self.cleaned_data.get(f"amount_{line}")
            found.append({**held, "label": label, **({"amount": amount} if amount else {})})
        return found


def tell(form: forms.Form, refusal: MapRefused) -> None:
    """Each fault beside the field it is about, where there is one."""
    for fault in refusal.faults:
        parts = [part for part in fault.pointer.split(" ")[0].split("/") if part]
        name = next((part for part in parts if part in form.fields), "value" if "proxy" in parts else "")
        words = fault.what[:1].upper() + fault.what[1:]
        form.add_error(name if name in form.fields else None, words)
