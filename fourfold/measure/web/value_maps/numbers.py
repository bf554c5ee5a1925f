"""Numbers of a value map as people type them: £1,250.50, 40%, or with its bounds, 14 (10 to 18)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.said import say
from fourfold.ground.web.filters import digits

_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_PLAIN: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,30})?")
_WITH_BOUNDS: Final = re.compile(r"(?P<mode>.+?)\s*\((?P<low>.+?)\s+to\s+(?P<high>.+?)\)")
# The form of a range that is written here: its likeliest value and its bounds.
PERT: Final = "pert"
_WHOLE: Final = 100


class NumberField(forms.CharField):
    """Cleans to the digits alone, or to nothing."""

    def __init__(self, *, suffix: str = "", prefix: str = "", **options: Any) -> None:
        super().__init__(max_length=80, **options)
        affix = {"data-suffix": suffix} if suffix else {"data-prefix": prefix} if prefix else {}
        self.widget.attrs |= {"data-width": "20", "autocomplete": "off", "spellcheck": "false", **affix}

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).strip()
        return _read(typed) if typed else ""


class PercentField(NumberField):
    """Cleans to a fraction as text: 20 becomes 0.2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(suffix="%", **options)

    def clean(self, value: Any) -> Any:
        plain = super().clean(value)
        return _fraction(plain) if plain else ""


class RangeField(NumberField):
    """A number, or one with its bounds, which cleans to a range as the map has it; of a `percent` in fractions."""

    def __init__(self, *, percent: bool = False, **options: Any) -> None:
        super().__init__(**options, **({"suffix": "%"} if percent else {}))
        self.percent = percent

    def prepare_value(self, value: Any) -> Any:
        """As the map has it becomes as people type it; what was typed stays."""
        if isinstance(value, dict):
            parts = {name: self._shown(value[name]) for name in ("mode", "low", "high")}
            return say("{mode} ({low} to {high})", **parts)
        return value

    def clean(self, value: Any) -> Any:
        typed = forms.CharField.clean(self, value).strip()
        bounds = _WITH_BOUNDS.fullmatch(typed)
        if bounds is None:
            return self._read(typed) if typed else ""
        low, mode, high = (self._read(bounds[name]) for name in ("low", "mode", "high"))
        if not Decimal(low) <= Decimal(mode) <= Decimal(high) or low == high:
            message = say("Enter the likeliest first and then its bounds, such as 14 (10 to 18)")
            raise ValidationError(message, code="range")
        return {"distribution": PERT, "low": low, "mode": mode, "high": high}

    def _read(self, typed: str) -> str:
        return _fraction(_read(typed)) if self.percent else _read(typed)

    def _shown(self, number: object) -> str:
        return percent_of(number) if self.percent else digits(Decimal(str(number)))


def is_written_here(held: object) -> bool:
    """Whether a form can show it and take it: a number, or a range of the one form."""
    return not isinstance(held, dict) or (
        held.get("distribution") == PERT and {"low", "mode", "high"} == set(held) - {"distribution"}
    )


def percent_of(fraction: object) -> str:
    return digits(Decimal(str(fraction)) * _WHOLE) if fraction not in (None, "") else ""


def _read(typed: str) -> str:
    plain = _GROUPED.sub("", typed.strip().removeprefix("£").removesuffix("%").strip())
    if not _PLAIN.fullmatch(plain):
        raise ValidationError(say("Enter a number, such as 12.5"), code="number")
    return plain


def _fraction(plain: str) -> str:
    if not 0 <= Decimal(plain) <= _WHOLE:
        raise ValidationError(say("Enter a percentage from 0 to 100"), code="percent")
    return digits(Decimal(plain) / _WHOLE)
