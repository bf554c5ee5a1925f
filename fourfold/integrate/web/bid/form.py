"""The bid as a form: one page for everything that the tender asks, section by section."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.quantities import Quantity
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import (
    LongTextField,
    MoneyField,
    OnceField,
    QuantityField,
    VersionField,
    YesNoField,
)
from fourfold.integrate.rules.bid_fields import (
    LONGEST_ANSWER,
    BidField,
    Kind,
    document_of,
    read_identifier,
    read_percent,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.rules.bid_document import BidDocument

_ROWS: Final = {Kind.ANSWER: 8, Kind.METHOD: 3}
_ROWS_ALONE: Final = 6


class IdentifierField(forms.CharField):
    """A bidder's number on the central digital platform."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        try:
            return read_identifier(typed) if typed else ""
        except NotUnderstood as problem:
            raise forms.ValidationError(str(problem), code="identifier") from problem


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
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            return read_percent(typed)
        except NotUnderstood as strange:
            raise forms.ValidationError(str(strange)) from strange


class BidForm(forms.Form):
    """Nothing is required to keep a draft, and what cannot be read is kept as it was typed. What a sealed bid needs is checked
    on the next page.
    """

    once = OnceField()
    version = VersionField()

    def __init__(self, *args: Any, asked: Sequence[BidField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["version"].required = False
        for each in asked:
            self.fields[each.key] = _form_field(each)

    @property
    def sections(self) -> list[tuple[str, list[BidField]]]:
        """What is asked, by its heading."""
        found: dict[str, list[BidField]] = {}
        for each in self.asked:
            found.setdefault(each.section, []).append(each)
        return list(found.items())

    def document(self) -> BidDocument:
        """What could be read; and of the rest, what was typed. Asked after `is_valid`, whatever that said."""
        values = {each.key: _plain(self.cleaned_data.get(each.key)) for each in self.asked}
        unread = {
            each.key: str(self.data.get(each.key, "")) for each in self.asked if each.key in self.errors
        }
        return replace(document_of(self.asked, values), unread=unread)

    @staticmethod
    def initial_of(asked: Sequence[BidField], document: BidDocument) -> dict[str, object]:
        return {
            each.key: document.unread[each.key] if each.key in document.unread else value_of(document, each)
            for each in asked
        }


def _form_field(asked: BidField) -> forms.Field:
    words: dict[str, Any] = {"label": asked.title, "help_text": asked.asked, "required": False}
    match asked.kind:
        case Kind.PRICE | Kind.COST:
            return MoneyField(**words)
        case Kind.PERCENT:
            return PercentField(**words)
        case Kind.ACCEPTS:
            return YesNoField(**words)
        case Kind.IDENTIFIER:
            return IdentifierField(
                max_length=40,
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
                **words,
            )
        case Kind.QUANTITY if asked.unit is not None:
            return QuantityField(unit=asked.unit, **words)
        case _:
            # A method statement is all that is asked there.
            rows = (
                _ROWS_ALONE
                if asked.kind is Kind.METHOD and asked.required is not None
                else _ROWS.get(asked.kind, 3)
            )
            return LongTextField(rows=rows, max_length=LONGEST_ANSWER, **words)


def _plain(cleaned: Any) -> Any:
    if isinstance(cleaned, bool):
        return cleaned
    return cleaned.amount if isinstance(cleaned, Money | Quantity) else cleaned if cleaned != "" else None


class ResumeForm(forms.Form):
    resume_code = forms.CharField(
        label=say("Resume code"),
        max_length=60,
        help_text=say(
            "Seven groups of four letters and numbers. We showed it when the draft was first kept."
        ),
        error_messages={"required": say("Enter the resume code")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SealForm(forms.Form):
    once = OnceField()
