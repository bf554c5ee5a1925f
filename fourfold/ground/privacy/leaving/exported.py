"""How far an export goes that somebody holds out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say
from fourfold.ground.operation.export.write import OWN
from fourfold.ground.people.changes import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from fourfold.ground.organisations.tables import Organisation


def last_entry_of(folder: Path, *, organisation: Organisation) -> int:
    """The number of the last change that it holds. Raises Refused where it is not an export of this organisation."""
    try:
        bodies = _lines(folder / OWN / "ground_organisation.jsonl")
        entries = _lines(folder / OWN / "ground_trailentry.jsonl")
        if any(body["ref"] == organisation.ref for body in bodies):
            return max((int(entry["id"]) for entry in entries), default=0)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Refused(
        say(
            "{folder} is no export of {name}: write one with “fourfold export”",
            folder=str(folder),
            name=organisation.name,
        )
    )


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
