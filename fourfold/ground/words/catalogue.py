"""Translations in PO files, as translators' programs read and write them."""

from __future__ import annotations

import gettext
import io
from typing import TYPE_CHECKING, Final

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from fourfold.ground.words.sentences import marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from babel.messages.catalog import Message as Entry

    from fourfold.ground.words.messages import Message

_ONE: Final = "{count}"


class BadTranslation(ValueError):
    """A file that is no catalogue of a language."""


def own_name(language: str) -> str:
    """What a language calls itself: "Cymraeg". Raises BadTranslation for what is no language's code."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        message = f"“{language}” is not the code of a language. Name the file by one, such as cy.po"
        raise BadTranslation(message) from None
    name = locale.get_display_name(locale) or language
    return name[:1].upper() + name[1:]


def read(path: Path) -> Catalog:
    """The catalogue in a file that is named by its language. Raises BadTranslation."""
    language = path.stem
    own_name(language)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language.replace("-", "_"), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as fault:
        message = f"{path.name} cannot be read as a catalogue: {fault}"
        raise BadTranslation(message) from fault


def translations(catalogue: Catalog) -> gettext.GNUTranslations:
    """What of a catalogue can be used: whole, not marked as doubtful, and with the same marks as the English."""
    usable = Catalog(locale=catalogue.locale, domain=catalogue.domain)
    # The file's own rule for its plural forms, which need not be the usual one of its language.
    usable.mime_headers = catalogue.mime_headers
    for entry in _usable(catalogue):
        usable.add(entry.id, entry.string)
    packed = io.BytesIO()
    write_mo(packed, usable)
    packed.seek(0)
    return gettext.GNUTranslations(packed)


def faults(catalogue: Catalog) -> list[str]:
    """Line by line, which translations would not be used and why."""
    return [
        f"line {entry.lineno}: {fault}: “{_texts(entry.id)[0]}”"
        for entry in catalogue
        if entry.id and _translated(entry) and (fault := _fault(entry))
    ]


def missing(catalogue: Catalog, messages: Iterable[Message]) -> list[str]:
    """English sentences that the catalogue has no usable translation of, each once."""
    used = {_texts(entry.id)[0] for entry in _usable(catalogue)}
    return list(dict.fromkeys(each.one for each in messages if each.one not in used))


def template(messages: Iterable[Message], before: Catalog | None = None, *, language: str = "") -> bytes:
    """The PO file to translate, with what `before` has already."""
    made = Catalog(
        locale=language.replace("-", "_") or None, project="Fourfold", charset="utf-8", fuzzy=False
    )
    for each in messages:
        made.add((each.one, each.many) if each.many else each.one, locations=[(each.file, each.line)])
    if before is not None:
        for entry in before:
            if entry.id and entry.id in made:
                made[entry.id].string = entry.string
                made[entry.id].flags = entry.flags
    written = io.BytesIO()
    write_po(written, made, width=120)
    return written.getvalue()


def _usable(catalogue: Catalog) -> Iterator[Entry]:
    return (
        entry
        for entry in catalogue
        if entry.id and not entry.fuzzy and _translated(entry) and not _fault(entry)
    )


def _translated(entry: Entry) -> bool:
    return all(_texts(entry.string))


def _fault(entry: Entry) -> str:
    """Why the marks of a translation are not those of the English, or nothing. `{count}` may be left out of a form."""
    english = marks_of(_texts(entry.id)[-1])
    for text in _texts(entry.string):
        marks = marks_of(text)
        optional = [_ONE] if entry.pluralizable and _ONE not in marks and _ONE in english else []
        if sorted([*marks, *optional]) != english:
            lost = [each for each in english if each not in marks]
            return f"{' and '.join(lost)} missing" if lost else "a mark too many"
    return ""


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, (tuple, list)) else [str(value or "")]
