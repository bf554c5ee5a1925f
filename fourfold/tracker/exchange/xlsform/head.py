"""What an XLSForm says of itself on the sheet `settings`, and the sheets that are only kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.xlsform.choices import extras
from fourfold.tracker.exchange.xlsform.sheets import Row, language_of
from fourfold.tracker.exchange.xlsform.types import Note

if TYPE_CHECKING:
    from fourfold.tracker.exchange.xlsform.choices import Lists
    from fourfold.tracker.exchange.xlsform.sheets import Sheet

ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
READ: Final = frozenset({"survey", "choices", "settings"})
_SETTINGS: Final = frozenset({"form_title", "form_id", "version", "default_language", "fourfold"})


def settings_of(sheets: Mapping[str, Sheet]) -> Row:
    """The one row of settings; an empty one where there is none."""
    sheet = sheets.get("settings")
    return sheet.rows[0] if sheet is not None and sheet.rows else Row(0, ())


def read_head(sheets: Mapping[str, Sheet], *, name: str, language: str) -> dict[str, Any]:
    """The keys of an instrument beside its questions and answers. Raises XlsFormRefused."""
    written = settings_of(sheets)
    ours = extras(written)
    form_id = written["form_id"] or name
    kept = {heading.written: text for heading, text in written.cells if heading.base not in _SETTINGS}
    if not ID.fullmatch(form_id):
        kept["form_id"] = form_id
        form_id = "_" + re.sub(r"[^A-Za-z0-9_.-]+", "_", form_id).strip("_")
    title = {language: written["form_title"] or kept.get("form_id", form_id)}
    spoken = _list(ours.get("languages")) or list(dict.fromkeys([language, *_languages(sheets)]))
    head = {
        "id": form_id,
        "version": written["version"] or "1",
        "title": {**title, **_texts(ours.get("title"))},
        "languages": spoken,
        "kept": kept,
    }
    return {**head, **{key: ours[key] for key in ("notice", "partners", "source", "sign_off") if key in ours}}


def _languages(sheets: Mapping[str, Sheet]) -> Iterator[str]:
    for name in ("survey", "choices"):
        for row in sheets[name].rows if name in sheets else ():
            for heading, _ in row.cells:
                if heading.base in {"label", "hint", "guidance_hint"} and heading.language:
                    yield language_of(heading.language)


def other_sheets(sheets: Mapping[str, Sheet], lists: Lists) -> tuple[dict[str, list[list[str]]], list[Note]]:
    """The sheets that mean nothing here, and the lists of answers that cannot be held."""
    kept = {
        sheet.name: [list(row) for row in sheet.raw]
        for key, sheet in sheets.items()
        if key not in READ and sheet.raw
    }
    notes = [Note(name, 1, 0, say("the sheet is kept, and nothing here goes by it")) for name in kept]
    if lists.rows:
        headings = list(dict.fromkeys(heading.written for row in lists.rows for heading, _ in row.cells))
        rows = [[row.written().get(heading, "") for heading in headings] for row in lists.rows]
        kept["choices"] = [headings, *rows]
    return kept, notes


def _texts(value: Any) -> dict[str, str]:
    return {str(key): str(each) for key, each in value.items()} if isinstance(value, dict) else {}


def _list(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
