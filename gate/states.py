"""Draws every table of permitted transitions into `docs/reference/states.md`; with --check, says whether it is still true.

A table is a module attribute VALID_TRANSITIONS anywhere under `fourfold`: each state with the states it may become.
"""

from __future__ import annotations

import difflib
import importlib
import inspect
import os
import pkgutil
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "states.md"
WRITTEN_HERE = re.compile(r"^VALID_TRANSITIONS\b[^=\n]*=", re.MULTILINE)
TITLE = """\
# States

What may become what. Drawn from the `VALID_TRANSITIONS` tables in the code by `python -m gate.states`; the gate fails
when the two differ, so change the table and draw again.
"""


@dataclass(frozen=True, slots=True)
class StateTable:
    module: str
    transitions: dict[str, list[str]]
    labels: dict[str, str]


def state_tables() -> list[StateTable]:
    """The tables under `fourfold`, by module.

    Raises ValueError for a table that names a state without a row of its own: a state nobody decided on.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    django.setup()
    import fourfold

    tables = []
    for found in pkgutil.walk_packages(fourfold.__path__, "fourfold."):
        if ".migrations" in found.name or found.name.startswith("fourfold.config"):
            continue
        module = importlib.import_module(found.name)
        # Other modules may import a table; it is drawn where it is written.
        if hasattr(module, "VALID_TRANSITIONS") and WRITTEN_HERE.search(inspect.getsource(module)):
            tables.append(read_table(found.name, module.VALID_TRANSITIONS))
    return sorted(tables, key=lambda table: table.module)


def read_table(module: str, found: Mapping[Any, Iterable[Any]]) -> StateTable:
    transitions: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for state, successors in found.items():
        order = list(found)
        # Sets have no order of their own; the diagram must not change from one run to the next.
        followers = sorted(
            successors, key=lambda follower: order.index(follower) if follower in order else len(order)
        )
        transitions[_name(state)] = [_name(follower) for follower in followers]
        labels[_name(state)] = _label(state)
    unknown = {follower for followers in transitions.values() for follower in followers} - transitions.keys()
    if unknown:
        message = (
            f"{module}.VALID_TRANSITIONS leads to {', '.join(sorted(unknown))}, which has no row. "
            "Give it one, empty if it is final."
        )
        raise ValueError(message)
    return StateTable(module, transitions, labels)


def draw(tables: list[StateTable]) -> str:
    return TITLE + "".join(
        f"\n## {_heading(table.module)}\n\n`{table.module}`\n\n{diagram(table)}" for table in tables
    )


def diagram(table: StateTable) -> str:
    """A Mermaid state diagram: states nothing leads to are starts, states that lead nowhere are ends."""
    reached = {
        follower
        for state, followers in table.transitions.items()
        for follower in followers
        if follower != state
    }
    # Where every state can be come back to, the first row is the start.
    starts = [state for state in table.transitions if state not in reached] or list(table.transitions)[:1]
    lines = [f"    {state}: {label}" for state, label in table.labels.items()]
    lines += [f"    [*] --> {state}" for state in starts]
    lines += [
        f"    {state} --> {follower}"
        for state, followers in table.transitions.items()
        for follower in followers
    ]
    lines += [f"    {state} --> [*]" for state, followers in table.transitions.items() if not followers]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```", ""])


def _name(state: object) -> str:
    return re.sub(r"\W", "_", str(state.value if isinstance(state, Enum) else state))


def _label(state: object) -> str:
    label = getattr(state, "label", None)
    return str(label) if label else _name(state).replace("_", " ").capitalize()


def _heading(module: str) -> str:
    parts = [part for part in module.split(".")[1:] if part not in {"models", "rules", "actions", "tables"}]
    return " ".join(dict.fromkeys(parts)).replace("_", " ").capitalize()


def main(arguments: list[str]) -> int:
    drawn = draw(state_tables())
    if arguments != ["--check"]:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(drawn, encoding="utf-8")
        return 0
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if written == drawn:
        return 0
    print(
        "docs/reference/states.md no longer matches the code. Draw it again: .venv/bin/python -m gate.states"
    )
    print(
        "\n".join(
            difflib.unified_diff(
                written.splitlines(), drawn.splitlines(), "the page", "the code", lineterm=""
            )
        )
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
