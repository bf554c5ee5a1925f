from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import HomeNation, Sector
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField, short_choices
from fourfold.tracker.actions.waves import Details
from fourfold.tracker.models import Estimand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.tracker.models import Wave

MOST_PARTNERS = 20
LONGEST_NAME = 250


class WaveForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("What this wave is called"),
        max_length=250,
        help_text=say("As those who are asked read it, such as “Social value in the sector, 2027”."),
        error_messages={"required": say("Give the wave a name")},
    )
    sponsor = forms.CharField(
        label=say("For whom it is made"),
        max_length=250,
        error_messages={"required": say("Name the organisation for whom it is made")},
    )
    target = LongTextField(
        label=say("Whom its figures speak of"),
        rows=3,
        max_length=2_000,
        help_text=say(
            "The whole population, in words: “All councils and registered housing associations in England.”"
        ),
        error_messages={"required": say("Say whom the figures speak of")},
    )
    estimand = forms.ChoiceField(
        label=say("What is counted"),
        choices=Estimand.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Say what is counted")},
    )
    sectors = forms.MultipleChoiceField(
        label=say("Kinds of organisation in it"),
        choices=Sector.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=say("How many the directory knows is what the frame is held against."),
        error_messages={"required": say("Choose at least one kind")},
    )
    nation = forms.ChoiceField(
        label=say("Where (optional)"),
        required=False,
        choices=short_choices(
            [(value, label) for value, label in HomeNation.choices if value != HomeNation.NOT_KNOWN],
            empty=say("All four nations"),
        ),
    )
    partners = LongTextField(
        label=say("Partners who sign the questionnaire off (optional)"),
        rows=4,
        max_length=5_000,
        required=False,
        help_text=say("One on each line. Fieldwork waits for the word of each."),
    )
    opens_on = DayField(label=say("Fieldwork opens"), error_messages={"required": say("Say when it opens")})
    closes_on = DayField(
        label=say("Fieldwork closes"), error_messages={"required": say("Say when it closes")}
    )
    embargo_until = DayField(
        label=say("Nothing is published before (optional)"),
        required=False,
        help_text=say("The day on which the embargo ends."),
    )
    contacts_kept_until = DayField(
        label=say("Contacts are kept until"),
        help_text=say(
            "The last day. On the next one names, addresses and telephone numbers are removed by themselves."
        ),
        error_messages={"required": say("Say until when contacts are kept")},
    )

    def clean_partners(self) -> tuple[str, ...]:
        named = [" ".join(line.split()) for line in self.cleaned_data["partners"].splitlines()]
        partners = tuple(dict.fromkeys(name for name in named if name))
        if len(partners) > MOST_PARTNERS:
            raise forms.ValidationError(say("Name at most {most} partners", most=MOST_PARTNERS))
        if any(len(name) > LONGEST_NAME for name in partners):
            raise forms.ValidationError(
                say("A partner’s name has at most {longest} characters", longest=LONGEST_NAME)
            )
        return partners

    def details(self) -> Details:
        given: Mapping[str, Any] = self.cleaned_data
        return Details(
            **{name: given[name] for name in Details.__slots__ if name != "sectors"},
            sectors=tuple(given["sectors"]),
        )


def stored(wave: Wave) -> dict[str, Any]:
    """The form's fields as the wave holds them."""
    return {
        **{name: getattr(wave, name) for name in Details.__slots__},
        "partners": "\n".join(wave.partners),
        "version": wave.version,
    }
