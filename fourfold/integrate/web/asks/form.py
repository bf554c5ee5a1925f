from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from fourfold.define.queries.adopted_measures import AdoptedMeasure
    from fourfold.integrate.models import Criterion

MOST = 10**9


class AskForm(forms.Form):
    once = OnceField()
    version = VersionField()
    measure = forms.ChoiceField(
        label=say("Measure"),
        widget=forms.RadioSelect,
        error_messages={
            "required": say("Choose a measure"),
            "invalid_choice": say("Choose a measure of your adopted policy"),
        },
    )
    criterion = forms.ChoiceField(
        label=say("Scored under"),
        widget=forms.RadioSelect,
        error_messages={
            "required": say("Choose the criterion it is scored under"),
            "invalid_choice": say("Choose one of the criteria"),
        },
    )
    guidance = LongTextField(
        label=say("Guidance for bidders"),
        required=False,
        rows=3,
        help_text=say("Anything about this contract that the measure itself does not say"),
    )
    sensible_most = forms.CharField(
        label=say("The most that is sensible"),
        required=False,
        max_length=30,
        help_text=say(
            "In the measure’s unit. A pledge above it is not refused; it is flagged for those who evaluate"
        ),
        widget=forms.TextInput(attrs={"data-width": "10", "inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        measures: Sequence[AdoptedMeasure],
        criteria: Sequence[Criterion],
        chosen: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choices(
            "measure",
            [(measure.ref, _measure_words(measure, chosen)) for measure in measures],
        )
        self._choices(
            "criterion", [(one.ref, f"{one.title}, {one.weight.normalize():f}%") for one in criteria]
        )

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = choices

    def clean_sensible_most(self) -> Decimal | None:
        typed = self.cleaned_data["sensible_most"].strip()
        if not typed:
            return None
        try:
            number = parse_number(typed, example="120")
        except NotUnderstood as strange:
            raise forms.ValidationError(str(strange)) from strange
        if abs(number) > MOST:
            message = say("That is too much to be sensible. Check the number")
            raise forms.ValidationError(message)
        if number != round(number, 2):
            message = say("Enter a number with at most two decimal places")
            raise forms.ValidationError(message)
        return number


def _measure_words(measure: AdoptedMeasure, chosen: Collection[str]) -> str:
    """`chosen` are the titles of the priorities that this contract is asked for; empty before anybody decided."""
    if chosen and measure.priority_title not in chosen:
        return say(
            "{measure} (priority: {priority}, not chosen for this contract)",
            measure=measure.title,
            priority=measure.priority_title,
        )
    return say("{measure} (priority: {priority})", measure=measure.title, priority=measure.priority_title)


class RemoveForm(forms.Form):
    version = VersionField()
    ask = forms.CharField(max_length=12)
