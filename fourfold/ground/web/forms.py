"""Fields that read what people type and say in words what they could not read. What was typed always comes back."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.money import Money, parse_money
from fourfold.ground.kernel.periods import DayNotUnderstood, day_text, parse_day, parse_day_fields
from fourfold.ground.kernel.quantities import Quantity, Unit, parse_quantity, unit_of
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.filters import digits
from fourfold.ground.web.language import with_english_months
from fourfold.ground.web.shapes import Choice, choices_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.forms.forms import BaseForm

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{16,43}")
_DAY_EXAMPLE: Final = say("For example, 23 November 2026 or 23/11/2026")
MOST_CHARACTERS: Final = 20_000

YES: Final = say("Yes")
NO: Final = say("No")


class OwnEmailField(forms.EmailField):
    """The address of the one who types it, as their browser remembers it."""

    def __init__(self, *, label: str = say("E-mail address"), **options: Any) -> None:
        words = {
            "required": say("Enter your e-mail address"),
            "invalid": say("Enter an e-mail address, such as name@example.org"),
        }
        widget = forms.EmailInput(attrs={"autocomplete": "username"})
        super().__init__(label=label, error_messages=words, widget=widget, **{"max_length": 254, **options})


class DayField(forms.Field):
    """One box for a day as people type it; cleans to a date. The widget shows a date as "23 November 2026"."""

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        options.setdefault("help_text", _DAY_EXAMPLE)
        super().__init__(**options)
        self.earliest, self.latest = earliest, latest
        self.widget.attrs = {
            "data-width": "20",
            "autocomplete": "off",
            "spellcheck": "false",
            **self.widget.attrs,
        }

    def prepare_value(self, value: Any) -> Any:
        return day_text(value) if hasattr(value, "isoformat") else value

    def to_python(self, value: Any) -> date | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            day = parse_day(with_english_months(typed))
        except DayNotUnderstood as strange:
            raise ValidationError(str(strange), code="day") from strange
        check_day(day, self.earliest, self.latest)
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != (data or ""))


class DayBoxes(forms.Widget):
    """Three boxes, posted as NAME_day, NAME_month and NAME_year; one text under NAME is read as well."""

    component = "day_fields"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...] | str:  # noqa: ARG002
        boxes = tuple(str(data.get(f"{name}_{part}", "")) for part in ("day", "month", "year"))
        return boxes if any(boxes) else str(data.get(name, ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        return not any(each in data for each in (name, f"{name}_day", f"{name}_month", f"{name}_year"))

    def format_value(self, value: Any) -> Any:
        if hasattr(value, "isoformat"):
            return (str(value.day), str(value.month), str(value.year))
        if isinstance(value, (tuple, list)):
            return tuple(value)
        if value:
            try:
                return self.format_value(parse_day(with_english_months(str(value))))
            except DayNotUnderstood:
                return (str(value), "", "")
        return ("", "", "")


class DayFieldsField(forms.Field):
    """Three boxes for a day that people know by heart or copy from a document; cleans to a date."""

    widget = DayBoxes

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.earliest, self.latest = earliest, latest

    def clean(self, value: Any) -> date | None:
        boxes = tuple(value) if isinstance(value, (tuple, list)) else ()
        if not boxes and not str(value or "").strip():
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            day = _day_in(boxes) if boxes else parse_day(with_english_months(str(value)))
        except DayNotUnderstood as strange:
            raise ValidationError(str(strange), code="day", params={"fields": strange.fields}) from strange
        check_day(day, self.earliest, self.latest)
        return day


def _day_in(boxes: tuple[str, ...]) -> date:
    day, month, year = boxes
    return parse_day_fields(day, with_english_months(month), year)


def check_day(day: date, earliest: date | None, latest: date | None) -> None:
    if earliest is not None and day < earliest:
        message = say("The date must be {earliest} or later", earliest=day_text(earliest))
        raise ValidationError(message, code="too early")
    if latest is not None and day > latest:
        message = say("The date must be {latest} or earlier", latest=day_text(latest))
        raise ValidationError(message, code="too late")


class QuantityField(forms.Field):
    """A number of `unit` (a code of `kernel.quantities.UNITS`, or a Unit), as people type it; cleans to a Quantity."""

    def __init__(self, *, unit: str | Unit, **options: Any) -> None:
        super().__init__(**options)
        self.unit = unit_of(unit) if isinstance(unit, str) else unit
        affix = {"data-prefix": "£"} if self.unit.code == "pounds" else {"data-suffix": self.unit.plural}
        self.widget.attrs = {
            "data-width": "10",
            "autocomplete": "off",
            "inputmode": "numeric" if self.unit.whole else "decimal",
            "spellcheck": "false",
            **affix,
            **self.widget.attrs,
        }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Quantity):
            return value.number
        return value if value is None or isinstance(value, str) else digits(value)

    def to_python(self, value: Any) -> Quantity | None:
        typed = str(value or "").strip() if not isinstance(value, int) else str(value)
        if not typed:
            return None
        try:
            return parse_quantity(typed, self.unit)
        except NotUnderstood as strange:
            raise ValidationError(str(strange), code="quantity") from strange


class MoneyField(forms.Field):
    """An amount as people type it: "£1,234.50", "1.2m"; cleans to Money."""

    def __init__(self, *, currency: str = "GBP", may_be_negative: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.currency, self.may_be_negative = currency, may_be_negative
        self.widget.attrs = {
            "data-width": "10",
            "data-prefix": "£" if currency == "GBP" else currency,
            "autocomplete": "off",
            "inputmode": "decimal",
            "spellcheck": "false",
            **self.widget.attrs,
        }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Money):
            return value.exact().removeprefix("£")
        if value is None or isinstance(value, str):
            return value
        return Money(Decimal(value), self.currency).exact().removeprefix("£")

    def to_python(self, value: Any) -> Money | None:
        typed = str(value or "").strip() if not isinstance(value, int) else str(value)
        if not typed:
            return None
        try:
            return parse_money(typed, currency=self.currency, may_be_negative=self.may_be_negative)
        except NotUnderstood as strange:
            raise ValidationError(str(strange), code="money") from strange


class LongTextField(forms.CharField):
    """Text of several lines, kept as typed but for its ends. `most_words` is a limit that the error counts out loud."""

    def __init__(self, *, rows: int = 8, most_words: int = 0, **options: Any) -> None:
        options.setdefault("max_length", MOST_CHARACTERS)
        options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**options)
        # No maxlength on the box: a browser would cut pasted text off without a word.
        self.widget.attrs.pop("maxlength", None)
        self.most_words = most_words

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).replace("\r\n", "\n")
        words = len(text.split())
        if self.most_words and words > self.most_words:
            message = say(
                "You wrote {written} words; the most is {most_words}. Take out {too_many}",
                written=f"{words:,}",
                most_words=f"{self.most_words:,}",
                too_many=f"{words - self.most_words:,}",
            )
            raise ValidationError(message, code="too long")
        return text


class YesNoField(forms.TypedChoiceField):
    """Two radios side by side, neither chosen for you; cleans to True or False (None where it need not be answered)."""

    def __init__(self, *, yes: str = YES, no: str = NO, **options: Any) -> None:
        options.setdefault("empty_value", None)
        super().__init__(
            choices=(("yes", yes), ("no", no)),
            coerce=lambda value: value == "yes",
            widget=forms.RadioSelect(attrs={"data-inline": "1"}),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class OnceField(forms.CharField):
    """A token that is new with every form shown, so that the same form sent twice is carried out once."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("initial", new_token)
        # A form that a program posts has no token, and is taken as sent once.
        options.setdefault("required", False)
        super().__init__(widget=forms.HiddenInput, max_length=43, **options)

    def clean(self, value: Any) -> str:
        token = str(super().clean(value))
        if token and _TOKEN.fullmatch(token) is None:
            message = say("This form cannot be sent as it is. Open the page again; copy what you typed first")
            raise ValidationError(message, code="token")
        return token


class VersionField(forms.IntegerField):
    """The version of the thing that the form was filled from, so that a second editor is not overwritten."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, **options)


def new_token() -> str:
    return secrets.token_urlsafe(16)


def short_choices(
    items: Mapping[str, str] | list[tuple[str, str]], *, empty: str = ""
) -> list[tuple[str, str]]:
    """Choices for a select, with a first one that asks: ("", "Choose a service")."""
    pairs = list(items.items()) if hasattr(items, "items") else list(items)
    return [("", empty), *pairs] if empty else pairs


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field as two people left it. Values are as a form posts them, texts as a person reads them."""

    name: str
    label: str
    their_values: tuple[str, ...]
    your_values: tuple[str, ...]
    theirs: str
    yours: str
    many: bool
    differs: bool
    choices: tuple[Choice, ...]

    @property
    def their_value(self) -> str:
        return self.their_values[0] if self.their_values else ""

    @property
    def your_value(self) -> str:
        return self.your_values[0] if self.your_values else ""


def conflicts(form: BaseForm, stored: Mapping[str, Any]) -> list[ConflictRow]:
    """What was typed into `form` beside what is stored now, for `ui.conflict`: a row for each visible field.

    Files and passwords have none, because a page cannot give them back.
    `stored` maps a field's name to the value that the form would begin with.
    """
    rows = []
    for bound in form.visible_fields():
        asked = bound.field
        if isinstance(asked, forms.FileField) or isinstance(asked.widget, forms.PasswordInput):
            continue
        theirs = _posted(asked, stored.get(bound.name))
        yours = _posted(asked, bound.data)
        choices = tuple(_flat(choices_of(getattr(asked.widget, "choices", ()))))
        texts = {choice.value: str(choice.text) for choice in choices}
        rows.append(
            ConflictRow(
                name=bound.html_name,
                label=str(bound.label),
                their_values=theirs,
                your_values=yours,
                theirs=_read(asked, theirs, texts),
                yours=_read(asked, yours, texts),
                many=isinstance(asked, forms.MultipleChoiceField),
                differs=_normal(theirs) != _normal(_as_stored(asked, bound.data, yours)),
                choices=choices,
            ),
        )
    return rows


def _flat(choices: list[Choice]) -> list[Choice]:
    return [each for choice in choices for each in (choice.group or (choice,))]


def _posted(asked: forms.Field, value: Any) -> tuple[str, ...]:
    if isinstance(asked, forms.BooleanField) and not isinstance(asked, forms.NullBooleanField):
        return ("on",) if asked.to_python(value) else ("",)
    prepared = asked.prepare_value(value)
    if isinstance(asked, DayFieldsField):
        boxes = DayBoxes().format_value(value)
        try:
            return (day_text(_day_in(boxes)),)
        except DayNotUnderstood:
            return (" ".join(boxes).strip(),)
    if isinstance(prepared, (list, tuple)):
        return tuple(str(each) for each in prepared)
    return ("" if prepared is None else str(prepared),)


def _as_stored(asked: forms.Field, typed: Any, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """What was typed as it would be shown once stored, so that "3 Nov 26" does not differ from 3 November 2026."""
    if not isinstance(asked, (DayField, DayFieldsField, QuantityField, MoneyField)):
        return otherwise
    try:
        return _posted(asked, asked.clean(typed))
    except ValidationError:
        return otherwise


def _read(asked: forms.Field, values: tuple[str, ...], texts: Mapping[str, str]) -> str:
    if isinstance(asked, forms.BooleanField):
        return say("Ticked") if any(values) else say("Not ticked")
    return side_by_side((texts.get(value, value) for value in values if value), "; ")


def _normal(values: tuple[str, ...]) -> list[str]:
    return sorted(value.replace("\r\n", "\n").strip() for value in values if value)
