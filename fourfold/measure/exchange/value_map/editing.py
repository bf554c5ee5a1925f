"""A value map changed part by part: each part is read by the published form before it takes its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.conventions import SettingsForm
from fourfold.measure.exchange.value_map.faults import Fault, MapRefused
from fourfold.measure.exchange.value_map.faults_of_form import faults_of
from fourfold.measure.exchange.value_map.form import InputForm, RowForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from pydantic import BaseModel

    from fourfold.measure.exchange.value_map.reading import ReadMap

Tree = dict[str, Any]
# More rows than this are no form for the web: bring them as a file.
MOST_ROWS: Final = 500


def empty(title: str, settings: Tree) -> Tree:
    return {"title": title, "settings": settings, "inputs": [], "rows": []}


def as_given(read: ReadMap) -> Tree:
    """The tree of a map that was read from a file of either format; numbers that are not whole as text, to the digit."""
    found: Tree = json.loads(json.dumps(read.tree, default=_number))
    return {"settings": {}, "inputs": [], "rows": [], **found}


def _number(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)


def text_of(tree: Tree) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=1)


def tree_of(text: str) -> Tree:
    found: Tree = json.loads(text)
    return found


def with_row(tree: Tree, place: int | None, row: Tree) -> Tree:
    """In place of the row at `place`, or after the last. Raises MapRefused."""
    _check(RowForm, row)
    rows = list(tree["rows"])
    if place is None:
        if len(rows) >= MOST_ROWS:
            raise MapRefused(
                [
                    Fault(
                        "",
                        say("a map on the web has at most {most} rows: bring it as a file", most=MOST_ROWS),
                    )
                ]
            )
        rows.append(row)
    else:
        rows[place] = row
    return {**tree, "rows": rows}


def without_row(tree: Tree, place: int) -> Tree:
    return {**tree, "rows": [row for at, row in enumerate(tree["rows"]) if at != place]}


def with_settings(tree: Tree, title: str, settings: Tree) -> Tree:
    """Raises MapRefused."""
    _check(SettingsForm, settings)
    return {**tree, "title": title, "settings": settings}


def with_inputs(tree: Tree, inputs: Sequence[Tree]) -> Tree:
    """Raises MapRefused, each fault with the place of its input."""
    for place, each in enumerate(inputs):
        _check(InputForm, each, before=f"/{place}")
    return {**tree, "inputs": list(inputs)}


def _check(form: type[BaseModel], part: Tree, *, before: str = "") -> None:
    try:
        form.model_validate(part)
    except ValidationError as error:
        faults = [Fault(f"{before}{fault.pointer}", fault.what) for fault in faults_of(error, part)]
        raise MapRefused(faults) from None
