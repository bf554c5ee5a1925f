"""Picking an organisation in any form, without JavaScript.

In the form:

    class InviteForm(forms.Form):
        supplier = OrganisationField(label="Supplier", sector=None)

In the page, in place of `ui.field`:

    {% import "ground/web/organisations/picker.jinja" as picker %}
    {{ picker.organisation(form["supplier"]) }}

`cleaned_data["supplier"]` is an Organisation that exists on the day (or None where the field is not required and empty).
People type a name, a registered number (E08000035, GB-COH-01234567) or a reference. An exact hit is taken at once.
Otherwise the form comes back with "Choose which organisation you mean" and the likely ones as radios beside the field;
what else was typed in the form stays. Whoever changes the typed name then is searched for anew: a choice counts only
for the name it was offered for. Tests and other programs may post the reference alone: `{"supplier": organisation.ref}`.

`initial` is an Organisation. `on` gives the day on which it must exist; today unless said otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations import queries
from fourfold.ground.organisations.tables import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

MOST_OFFERED = 8


class Typed(NamedTuple):
    """What came from the page: the words, the reference of the radio chosen, and the words it was offered for."""

    text: str
    chosen: str = ""
    offered_for: str = ""


class OrganisationInput(forms.TextInput):
    """Three inputs: NAME, and where choices were offered NAME-chosen and NAME-offered-for."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:  # noqa: ARG002
        return Typed(
            *(str(data.get(f"{name}{suffix}") or "").strip() for suffix in ("", "-chosen", "-offered-for"))
        )

    def format_value(self, value: Any) -> str:
        if isinstance(value, Organisation):
            return value.name
        return value.text if isinstance(value, Typed) else str(value or "")


class OrganisationField(forms.Field):
    """A form field whose value is an Organisation existing on the day; see the module for how to use it."""

    widget = OrganisationInput

    def __init__(
        self,
        *,
        sector: str | None = None,
        on: Callable[[], date] = timezone.localdate,
        **settings: Any,
    ) -> None:
        settings.setdefault("help_text", say("Type its name, or a number it is registered under"))
        super().__init__(**settings)
        self.sector = sector
        self.on = on
        # Filled when what was typed was not exact; each form has its own copy of the field.
        self.candidates: list[queries.Found] = []

    def clean(self, value: Any) -> Organisation | None:
        if isinstance(value, Organisation):
            return value
        typed = value if isinstance(value, Typed) else Typed(str(value or "").strip())
        if not typed.text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        day = self.on()
        if typed.chosen and typed.offered_for == typed.text:
            chosen = queries.with_reference(typed.chosen)
            if chosen is not None and self._fits(chosen, day):
                return chosen
        found = queries.find(typed.text, day, sector=self.sector, limit=MOST_OFFERED)
        sure = self._sure(typed.text, day, found)
        if sure is not None:
            return sure
        self.candidates = found
        if found:
            raise forms.ValidationError(say("Choose which organisation you mean"), code="choose")
        raise forms.ValidationError(
            say(
                "We have no organisation like “{text}”. Check the spelling, or try its number",
                text=typed.text,
            ),
            code="unknown",
        )

    def _sure(self, text: str, day: date, found: list[queries.Found]) -> Organisation | None:
        known = queries.with_reference(text) or queries.match_name(text, on=day).organisation
        if known is not None and self._fits(known, day):
            return known
        numbered = queries.numbered(text)
        if len(found) == 1 and found[0].organisation.pk in numbered:
            return found[0].organisation
        return None

    def _fits(self, organisation: Organisation, day: date) -> bool:
        return queries.exists(organisation, day) and self.sector in {None, organisation.sector}
