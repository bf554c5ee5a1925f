"""A book of tables as JSON: figures as text with the digits that are printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fourfold.tracker.exchange.table_book import layout

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.tracker.rules.tables.table import Book, Cell, Column, Table, Test


def as_json(book: Book) -> str:
    answer = {
        "title": book.title,
        "about": list(book.about),
        "findings": list(book.findings),
        "tables": [_table(table) for table in book.tables],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.key,
        "number": table.number,
        "question": table.question,
        "title": table.title,
        "about": list(table.about),
        "columns": [_column(column) for column in table.columns],
        "rows": [
            {
                "key": row.key,
                "text": row.text,
                "kind": row.kind.value,
                "unit": row.unit,
                "cells": [_cell(cell) for cell in row.cells],
            }
            for row in table.rows
        ],
        "tests": [_test(test) for test in table.tests],
        "notes": list(table.notes),
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "block": column.block,
        "block_text": column.block_text,
        "key": column.key,
        "text": column.text,
        "letter": column.letter,
        "respondents": column.respondents,
        "weighted_base": _number(column.weighted),
        "effective_base": column.effective,
        "organisations": column.organisations,
        "unanswered": column.unanswered,
        "mark": column.mark,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "status": cell.status.value,
        "shown": cell.text,
        "figure": _number(layout.shown(cell).number),
        "low": _number(cell.low),
        "high": _number(cell.high),
        "letters": cell.letters,
    }


def _test(test: Test) -> dict[str, Any]:
    return {
        "block": test.block,
        "statistic": _number(test.statistic),
        "above": _number(test.above),
        "below": _number(test.below),
        "p": test.p,
        "cramers_v": _number(test.strength),
        "reason": test.reason,
    }


def _number(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
