"""An instrument as an XLSForm workbook: what XLSForm has no column for stands in one of ours, which others pass over."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from fourfold.tracker.exchange.instrument.tree import as_line, as_tree, tree_of_choice, tree_of_question
from fourfold.tracker.exchange.xlsform.formulas import write_bounds, write_condition
from fourfold.tracker.exchange.xlsform.reading import OURS
from fourfold.tracker.exchange.xlsform.sheets import written_language
from fourfold.tracker.rules.instrument.conditions import Chosen, Condition, all_of
from fourfold.tracker.rules.instrument.questionnaire import (
    Carried,
    Instrument,
    Item,
    Kind,
    Question,
    Section,
    Text,
    questions,
)

if TYPE_CHECKING:
    Cells = Mapping[str, str]


FIRST: Final = {"survey": ("type", "name"), "choices": ("list_name", "name")}


def write_xlsform(instrument: Instrument) -> bytes:
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(content, options)
    sheets = {
        "survey": list(_survey(instrument)),
        "choices": [*_choices(instrument), *_as_cells(instrument.sheets.get("choices", ()))],
        "settings": [_settings(instrument)],
    }
    for name, rows in sheets.items():
        _write(book, name, rows)
    for name, lines in instrument.sheets.items():
        if name != "choices":
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, text in enumerate(line):
                    sheet.write_string(row, column, text)
    book.close()
    return content.getvalue()


def _write(book: xlsxwriter.Workbook, name: str, rows: list[Cells]) -> None:
    sheet = book.add_worksheet(name)
    # Those that a form must have, and then the others in the order in which they are met.
    headings = {
        heading: column
        for column, heading in enumerate(
            dict.fromkeys([*FIRST.get(name, ()), *(key for row in rows for key in row)])
        )
    }
    bold = book.add_format({"bold": True})
    for heading, column in headings.items():
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(rows, start=1):
        for heading, text in row.items():
            if text:
                sheet.write_string(number, headings[heading], text)
    sheet.freeze_panes(1, 0)


def _survey(instrument: Instrument) -> Iterator[Cells]:
    kinds = {each.id: each.question.kind for each in questions(instrument)}
    # The columns in the order in which people look for them.
    yield from _items(instrument.items, kinds)


def _items(items: tuple[Item, ...], kinds: Mapping[str, Kind]) -> Iterator[Cells]:
    for item in items:
        if isinstance(item, Carried):
            yield from item.rows
        elif isinstance(item, Section):
            yield {
                "type": "begin group",
                "name": item.id,
                **_texts("label", item.title),
                "relevant": _formula(item.asked_when, kinds),
                **item.kept,
            }
            yield from _items(item.items, kinds)
            yield {"type": "end group"}
        else:
            yield from _question(item, kinds)


def _question(item: Question, kinds: Mapping[str, Kind]) -> Iterator[Cells]:
    tree = tree_of_question(item)
    ours: dict[str, Any] = {key: tree[key] for key in OURS if key in tree}
    if item.kind is Kind.SCALE:
        ours["kind"] = "scale"
    if item.other:
        ours["other"] = item.other.code
    yield {
        "type": _type(item),
        "name": item.id,
        **_texts("label", item.asks),
        **_texts("hint", item.hint),
        **_texts("guidance_hint", item.interviewer),
        "relevant": _formula(item.asked_when, kinds),
        "required": "yes" if item.required else "",
        "constraint": write_bounds(item),
        "fourfold": _line(ours),
        **item.kept,
    }
    if item.other:
        when: list[Condition] = [Chosen(item.id, (item.other.code,))]
        yield {
            "type": "text",
            "name": item.other_id,
            **_texts("label", item.other.asks),
            "relevant": write_condition(all_of(when), kinds),
            "fourfold": _line({"other_of": item.id}),
        }


def _type(item: Question) -> str:
    match item.kind:
        case Kind.SINGLE | Kind.SCALE:
            return f"select_one {item.answers}"
        case Kind.MULTI:
            return f"select_multiple {item.answers}"
        case Kind.NUMBER:
            return "integer" if item.whole else "decimal"
        case _:
            return str(item.kind)


def _choices(instrument: Instrument) -> Iterator[Cells]:
    for name, choices in instrument.lists.items():
        for choice in choices:
            tree = tree_of_choice(choice)
            ours: dict[str, Any] = {key: tree[key] for key in ("number", "meaning", "alone") if key in tree}
            yield {
                "list_name": name,
                "name": choice.code,
                **_texts("label", choice.says),
                "fourfold": _line(ours),
                **choice.kept,
            }


def _settings(instrument: Instrument) -> Cells:
    tree = as_tree(instrument)
    ours: dict[str, Any] = {
        key: tree[key] for key in ("notice", "partners", "source", "sign_off", "languages") if key in tree
    }
    first, *rest = instrument.languages
    if rest:
        ours["title"] = {language: words for language, words in instrument.title.items() if language != first}
    cells = {
        "form_title": instrument.title[first],
        "form_id": instrument.id,
        "version": instrument.version,
        "default_language": written_language(first),
        "fourfold": _line(ours),
    }
    return {**cells, **instrument.kept}


def _as_cells(lines: tuple[tuple[str, ...], ...]) -> Iterator[Cells]:
    for line in lines[1:]:
        yield dict(zip(lines[0], line, strict=False))


def _texts(base: str, text: Text) -> Cells:
    return {f"{base}::{written_language(language)}": words for language, words in text.items()}


def _formula(condition: Condition | None, kinds: Mapping[str, Kind]) -> str:
    return write_condition(condition, kinds) if condition else ""


def _line(ours: dict[str, Any]) -> str:
    return as_line(ours) if ours else ""
