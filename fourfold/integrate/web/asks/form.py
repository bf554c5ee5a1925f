from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField
from fourfold.integrate.actions.asks import Contribution
from fourfold.integrate.rules.asked import AS_HINTS, AS_NAMES, KIND_HINTS, KIND_NAMES, AskedAs, AskKind
from fourfold.integrate.rules.quantity_points import SCORED_BY_NAMES, ScoredBy

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from fourfold.define.queries.adopted_measures import AdoptedMeasure
    from fourfold.integrate.models import Criterion

MOST = 10**9


MOST_CRITERIA = 20
LONGEST_CRITERION = 300


class NumberField(forms.Field):
    """A number as people type it, with at most two decimal places; cleans to a Decimal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs = {"data-width": "10", "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        typed = str(value or "").strip()
        return _number(typed) if typed else None


def _number(typed: str) -> Decimal:
    try:
        number = parse_number(typed[:30], example="120")
    except NotUnderstood as strange:
        raise forms.ValidationError(str(strange)) from strange
    if abs(number) > MOST:
        message = say("That is too much to be sensible. Check the number")
        raise forms.ValidationError(message)
    if number != round(number, 2):
        message = say("Enter a number with at most two decimal places")
        raise forms.ValidationError(message)
    return number


def _band(line: str) -> tuple[Decimal, Decimal]:
    start, equals, points = line.partition("=")
    if not equals:
        message = say(
            "“{line}” is not a band. Write where it begins and its points, as “10 = 3”",
            line=line.strip()[:60],
        )
        raise forms.ValidationError(message)
    return _number(start.strip()), _number(points.strip())


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
    kind = forms.ChoiceField(
        label=say("What is asked for"),
        choices=[
            (each.value, say("{name}. {hint}", name=name, hint=KIND_HINTS[each]))
            for each, name in KIND_NAMES.items()
        ],
        initial=AskKind.QUANTITY.value,
        required=False,
        widget=forms.RadioSelect,
    )
    asked_as = forms.ChoiceField(
        label=say("How it counts"),
        choices=[
            (each.value, say("{name}. {hint}", name=name, hint=AS_HINTS[each]))
            for each, name in AS_NAMES.items()
        ],
        initial=AskedAs.SCORED.value,
        required=False,
        widget=forms.RadioSelect,
    )
    criterion = forms.ChoiceField(
        label=say("Scored under"),
        required=False,
        widget=forms.RadioSelect,
        help_text=say("If it is scored"),
        error_messages={"invalid_choice": say("Choose one of the criteria")},
    )
    scored_by = forms.ChoiceField(
        label=say("Who or what scores it"),
        choices=[(each.value, name) for each, name in SCORED_BY_NAMES.items()],
        initial=ScoredBy.PEOPLE.value,
        required=False,
        widget=forms.RadioSelect,
        help_text=say("What a formula scores needs a criterion or a part for itself, without a question"),
    )
    target = NumberField(
        label=say("Target, or what the condition is"),
        required=False,
        help_text=say("In the measure’s unit, or in per cent. For a formula by target, and for a condition"),
    )
    bands = LongTextField(
        label=say("Bands"),
        required=False,
        rows=3,
        help_text=say(
            "For points by band: each on a line of its own, as “10 = 3”, the last with all the points"
        ),
    )
    community = LongTextField(
        label=say("Community criteria"),
        required=False,
        rows=4,
        help_text=say("For a least number of community criteria: each on a line of its own"),
    )
    least = forms.IntegerField(
        label=say("How many of them at least"),
        required=False,
        min_value=1,
        max_value=MOST_CRITERIA,
        widget=forms.TextInput(attrs={"data-width": "2", "inputmode": "numeric", "autocomplete": "off"}),
    )
    guidance = LongTextField(
        label=say("Guidance for bidders"),
        required=False,
        rows=3,
        help_text=say("Anything about this contract that the measure itself does not say"),
    )
    sensible_most = NumberField(
        label=say("The most that is sensible"),
        required=False,
        help_text=say(
            "In the measure’s unit. A pledge above it is not refused; it is flagged for those who evaluate"
        ),
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

    def clean_bands(self) -> tuple[tuple[Decimal, Decimal], ...]:
        lines = [line for line in self.cleaned_data["bands"].splitlines() if line.strip()]
        if len(lines) > MOST_CRITERIA:
            message = say("Give at most {most} bands", most=MOST_CRITERIA)
            raise forms.ValidationError(message)
        return tuple(_band(line) for line in lines)

    def clean_community(self) -> tuple[str, ...]:
        lines = [
            " ".join(line.split()) for line in self.cleaned_data["community"].splitlines() if line.strip()
        ]
        if len(lines) > MOST_CRITERIA:
            message = say("List at most {most} criteria", most=MOST_CRITERIA)
            raise forms.ValidationError(message)
        if any(len(line) > LONGEST_CRITERION for line in lines):
            message = say("Keep each criterion to {most} characters", most=LONGEST_CRITERION)
            raise forms.ValidationError(message)
        return tuple(dict.fromkeys(lines))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        scored = (cleaned.get("asked_as") or AskedAs.SCORED) == AskedAs.SCORED
        if scored and not cleaned.get("criterion") and "criterion" not in self.errors:
            self.add_error("criterion", say("Choose the criterion it is scored under"))
        return cleaned

    def contribution(self) -> Contribution:
        given = self.cleaned_data
        scored_by = given["scored_by"] or ScoredBy.PEOPLE.value
        kind = given["kind"] or AskKind.QUANTITY.value
        by_criteria = kind == AskKind.CRITERIA
        return Contribution(
            kind=kind,
            asked_as=given["asked_as"] or AskedAs.SCORED.value,
            scored_by=scored_by,
            target=given["target"],
            bands=given["bands"] if scored_by == ScoredBy.BANDS else (),
            community=given["community"] if by_criteria else (),
            least=given["least"] if by_criteria else None,
        )


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
