from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.quantities import UNITS
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField, YesNoField, short_choices

if TYPE_CHECKING:
    from fourfold.define.models import Measure


class MeasureForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("What is measured"),
        max_length=250,
        help_text=say("For example “Apprenticeships started by people who live here”."),
        error_messages={"required": say("Enter what is measured")},
    )
    unit = forms.ChoiceField(
        label=say("Counted in"),
        choices=short_choices(
            [(unit.code, unit.plural) for unit in UNITS.values()], empty=say("Choose a unit")
        ),
        error_messages={
            "required": say("Choose a unit from the list"),
            "invalid_choice": say("Choose a unit from the list"),
        },
    )
    counts = LongTextField(
        label=say("What counts and what does not"),
        rows=5,
        help_text=say("So that two people who count the same thing get the same number."),
        error_messages={"required": say("Say what counts and what does not")},
    )
    evidence = LongTextField(
        label=say("What proves it (optional)"),
        rows=3,
        required=False,
        help_text=say(
            "The evidence that you will ask for, for example “start certificates, names withheld”."
        ),
    )
    once_per_person = YesNoField(
        label=say("Is each person counted once only?"),
        help_text=say("Choose yes if the same person may not be counted again in a later report."),
        error_messages={"required": say("Say whether each person is counted once only")},
    )


def stored(measure: Measure) -> dict[str, Any]:
    return {
        "title": measure.title,
        "unit": measure.unit,
        "counts": measure.counts,
        "evidence": measure.evidence,
        "once_per_person": measure.once_per_person,
        "version": measure.version,
    }
