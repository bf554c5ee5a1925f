"""The headings that publishers use, from the YAML beside this file."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from fourfold.ground.kernel.column_guess import normal
from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.integrate.rules.sheet_columns import LAYOUTS, Held

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def known_headings() -> Mapping[str, Mapping[str, str]]:
    """By kind of file, what each heading holds, the likelier of one column's headings first. Raises ValueError."""
    text = (resources.files(__package__) / "headings.yaml").read_text(encoding="utf-8")
    tree = read_yaml(text).tree
    if not isinstance(tree, dict) or set(tree) != set(LAYOUTS):
        message = f"headings.yaml names the kinds of file: {', '.join(LAYOUTS)}."
        raise ValueError(message)
    return {str(kind): _of_one_kind(str(kind), columns) for kind, columns in tree.items()}


def _of_one_kind(kind: str, columns: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, names in columns.items() if isinstance(columns, dict) else ():
        if Held(column) not in LAYOUTS[kind].columns:
            message = f"headings.yaml: a file of {kind} has no column {column}."
            raise ValueError(message)
        for name in names:
            if name != normal(name) or name in found:
                message = f"headings.yaml: “{name}” is not in small letters, or stands twice under {kind}."
                raise ValueError(message)
            found[name] = column
    return found
