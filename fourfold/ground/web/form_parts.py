"""What a field of a Django form is on the page: which component shows it, with what was typed and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django import forms

from fourfold.ground.kernel.said import begun_small, say, side_by_side
from fourfold.ground.web.shapes import Choice, choices_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField
    from django.forms.forms import BaseForm

MOST_RADIOS: Final = 7
_REQUIRED: Final = forms.Field.default_error_messages["required"]
_NEEDS_NO_ARTICLE: Final = frozenset(
    ["your", "the", "a", "an", "their", "our", "what", "why", "how", "who", "when", "where", "which"]
)
_PASSED_ON: Final = ("maxlength", "min", "max", "step", "list", "dir", "lang", "disabled", "readonly")


@dataclass(frozen=True, slots=True)
class Parts:
    kind: str
    name: str
    id: str
    label: str
    hint: object
    error: str
    value: str = ""
    values: tuple[str, ...] = ()
    checked: bool = False
    choices: tuple[Choice, ...] = ()
    rows: int = 5
    type: str = "text"
    width: str = ""
    prefix: str = ""
    suffix: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    accept: str = ""
    multiple: bool = False
    inline: bool = False
    spellcheck: bool | None = None
    error_fields: tuple[str, ...] = ()
    attributes: dict[str, object] = field(default_factory=dict)


def parts_of(bound: BoundField, conditional: Mapping[str, object] | None = None) -> Parts:
    widget = bound.field.widget
    attrs = widget.attrs
    kind = _kind(bound, widget)
    values = _values(bound, widget)
    choices = (
        tuple(choices_of(getattr(widget, "choices", ()), conditional))
        if kind in {"radios", "checkboxes", "select"}
        else ()
    )
    if kind == "radios":
        # An empty choice is Django's way to say "none yet"; a radio says it by being empty.
        choices = tuple(
            choice for choice in choices if choice.value or choice.group or not bound.field.required
        )
    return Parts(
        kind=kind,
        name=bound.html_name,
        id=bound.id_for_label if kind not in {"radios", "checkboxes"} else (bound.auto_id or bound.html_name),
        label=str(bound.label),
        hint=bound.help_text,
        error=side_by_side(error_texts(bound)),
        value=values[0] if values else "",
        values=values,
        checked=kind == "checkbox" and bool(widget.check_test(bound.value()))
        if isinstance(widget, forms.CheckboxInput)
        else False,
        choices=choices,
        rows=int(attrs.get("rows", 5)),
        type=_type(widget),
        width=str(attrs.get("data-width", "")),
        prefix=str(attrs.get("data-prefix", "")),
        suffix=str(attrs.get("data-suffix", "")),
        autocomplete=str(attrs.get("autocomplete", "") or _autocomplete(bound, widget)),
        inputmode=str(attrs.get("inputmode", "") or _inputmode(bound.field)),
        accept=str(attrs.get("accept", "")),
        multiple=bool(getattr(widget, "allow_multiple_selected", False)) and kind == "file",
        inline=bool(attrs.get("data-inline", False)),
        spellcheck=False
        if isinstance(widget, forms.EmailInput) or attrs.get("spellcheck") == "false"
        else None,
        error_fields=_error_fields(bound),
        attributes={name: attrs[name] for name in _PASSED_ON if name in attrs},
    )


def errors_of(form: BaseForm) -> list[dict[str, str]]:
    """Every error of the form in the order of its fields, each with the address of the field to mend."""
    if not form.is_bound:
        return []
    found = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for bound in form:
        parts = parts_of(bound) if bound.errors else None
        if parts is not None:
            found.extend({"text": str(text), "href": _href(parts)} for text in error_texts(bound))
    return found


def error_texts(bound: BoundField) -> list[str]:
    """What is wrong, in words; "This field is required." becomes what to enter, choose, tick or add."""
    if not bound.form.is_bound:
        return []
    return [_missing(bound) if str(text) == str(_REQUIRED) else str(text) for text in bound.errors]


def _missing(bound: BoundField) -> str:
    label, kind = str(bound.label), _kind(bound, bound.field.widget)
    if kind == "checkbox":
        return say("Tick \u201c{label}\u201d to go on", label=label)
    if label.endswith("?"):
        return say("Answer the question: {label}", label=label)
    # "Email address" is spoken of as "the email address"; "PDF" and "Your name" are left as they are.
    name = begun_small(label)
    if name.split(" ")[0] not in _NEEDS_NO_ARTICLE:
        name = say("the {name}", name=name)
    if kind in {"radios", "checkboxes", "select"}:
        return say("Choose {name}", name=name)
    return say("Choose a file for {name}" if kind == "file" else "Enter {name}", name=name)


def _href(parts: Parts) -> str:
    if parts.kind == "hidden":
        return ""
    if parts.kind == "day_fields":
        return f"#{parts.id}-{parts.error_fields[0] if parts.error_fields else 'day'}"
    return f"#{parts.id}"


def _kind(bound: BoundField, widget: forms.Widget) -> str:  # noqa: PLR0911  (a table of widgets)
    named = getattr(widget, "component", "")
    if named:
        return str(named)
    match widget:
        case _ if widget.is_hidden:
            return "hidden"
        case forms.Textarea():
            return "textarea"
        case forms.CheckboxSelectMultiple() | forms.SelectMultiple():
            return "checkboxes"
        case forms.RadioSelect():
            return "radios"
        case forms.Select():
            asked = getattr(bound.field, "show_as", "")
            few = len(list(widget.choices)) <= MOST_RADIOS
            return str(asked) or ("radios" if few else "select")
        case forms.CheckboxInput():
            return "checkbox"
        case forms.FileInput():
            return "file"
        case forms.PasswordInput():
            return "password"
        case _:
            return "input"


def _values(bound: BoundField, widget: forms.Widget) -> tuple[str, ...]:
    """What was typed, as it was typed; before that, what the form begins with. Passwords and files are never sent back."""
    if isinstance(widget, (forms.PasswordInput, forms.FileInput, forms.CheckboxInput)):
        return ()
    shown = widget.format_value(bound.value())
    if isinstance(shown, (list, tuple)):
        return tuple("" if each is None else str(each) for each in shown)
    return () if shown is None else (str(shown),)


def _type(widget: forms.Widget) -> str:
    """Numbers stay text boxes: a number box loses what it cannot read, and changes when the wheel is turned."""
    shown = str(getattr(widget, "input_type", "text") or "text")
    return shown if shown in {"email", "tel", "url", "search"} else "text"


def _inputmode(asked: forms.Field) -> str:
    if isinstance(asked, (forms.DecimalField, forms.FloatField)):
        return "decimal"
    return "numeric" if isinstance(asked, forms.IntegerField) else ""


def _autocomplete(bound: BoundField, widget: forms.Widget) -> str:
    return "email" if isinstance(widget, forms.EmailInput) and bound.name == "email" else ""


def _error_fields(bound: BoundField) -> tuple[str, ...]:
    for error in bound.form.errors.as_data().get(bound.name, ()) if bound.form.is_bound else ():
        if error.params and "fields" in error.params:
            return tuple(error.params["fields"])
    return ()
