from django import forms

from fourfold.ground.kernel.quantities import UNITS
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField, short_choices


class MeasureForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label="Measure", max_length=250, help_text="What is counted, such as “Apprenticeships started”.",
        error_messages={"required": "Enter what is measured"},
    )
    unit = forms.ChoiceField(
        label="Unit",
        choices=short_choices([(unit.code, unit.plural) for unit in UNITS.values()], empty="Choose a unit"),
        error_messages={"required": "Choose a unit"},
    )
    counts = LongTextField(
        label="What counts and what does not", rows=3,
        help_text="So that two people would count the same. For example “A start of 13 weeks or more; taster days do not count”.",
        error_messages={"required": "Say what counts and what does not"},
    )
    evidence = LongTextField(label="What proves it", rows=2, required=False, help_text="For example “The training provider's register”.")
    once_per_person = forms.BooleanField(label="Count each person once", required=False)
