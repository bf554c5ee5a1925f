"""What the headings of a publisher's files hold, remembered for its next file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.column_guess import normal
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.people.changes import update
from fourfold.integrate.models import RememberedColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def said_of(headings: Sequence[str], columns: Mapping[int, str]) -> dict[str, str]:
    """By heading, what was said that it holds; empty for what is left out."""
    return {normal(heading): str(columns.get(place, "")) for place, heading in enumerate(headings) if heading}


def remember_columns(*, owner: int, purpose: str, publisher: str, said: Mapping[str, str]) -> None:
    """The caller stands in `change(...)` of the owner. `purpose` is the kind of file, of whichever storey."""
    publisher = normal(publisher)
    held = {
        row.heading: row
        for row in RememberedColumn.objects.filter(
            owner_id=owner, purpose=purpose, publisher=publisher, heading__in=list(said)
        )
    }
    for heading, column in said.items():
        if heading not in held:
            ref = new_reference()
            RememberedColumn.objects.create(
                owner_id=owner,
                ref=ref,
                root=ref,
                purpose=purpose,
                publisher=publisher,
                heading=heading,
                column=column,
            )
        elif held[heading].column != column:
            update(held[heading], version=held[heading].version, column=column)
