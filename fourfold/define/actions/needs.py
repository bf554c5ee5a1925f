"""Local need: the places looked at, the figures that stand beside a priority, and those taken in from files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.actions.drafts import check_can_draft
from fourfold.define.actions.web_addresses import check_web_address
from fourfold.define.models import NeedFigure, NeedImport, NeedPlace, Priority, PriorityNeed
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import is_placeholder
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fourfold.define.rules.areas import Edition
    from fourfold.define.rules.need_file import TableRead
    from fourfold.ground.people.actor import Actor
    from fourfold.ground.places.tables import Place

MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class FigureDescribed:
    """What a file's figures are, of which areas and day, and where they come from."""

    title: str
    unit: str
    edition: Edition
    as_of: date
    source_title: str
    source_publisher: str
    source_href: str
    licence: str


def check_can_choose(by: Actor) -> None:
    check_can_draft(by)


def check_can_choose_beside(by: Actor, priority: Priority) -> None:
    """What stands beside an adopted priority may still be chosen: it is no part of the policy's text."""
    check_can_draft(by)
    if priority.owner_id != by.organisation_id:
        message = say("Only the organisation whose priority this is can choose what stands beside it.")
        raise NotAllowed(message)


def choose(*, by: Actor, priority: Priority, figures: Collection[str]) -> None:
    """`figures` are keys of `queries.needs.figures_to_choose`; they take the place of those chosen before."""
    check_can_choose_beside(by, priority)
    with change(by=by, owner=priority.owner_id, reason=say("Chose the need beside a priority")):
        wanted = dict.fromkeys(figures)
        for standing in PriorityNeed.objects.filter(priority=priority):
            if standing.figure in wanted:
                del wanted[standing.figure]
            else:
                standing.delete()
        for figure in wanted:
            PriorityNeed.objects.create(
                owner_id=priority.owner_id, root=priority.root, priority=priority, figure=figure
            )


def look_at_place(*, by: Actor, place: Place) -> NeedPlace:
    check_can_choose(by)
    with change(by=by, owner=by.organisation_id, reason=say("Chose a place to look at")):
        made, _ = NeedPlace.objects.get_or_create(
            owner_id=by.organisation_id, place=place, defaults={"root": ""}
        )
    return made


def keep_import(
    *, by: Actor, described: FigureDescribed, file_name: str, fingerprint: str, table: TableRead, on: date
) -> NeedImport:
    """Kept to be looked at; nothing shows its figures before they are taken in."""
    check_can_choose(by)
    if not described.unit.strip():
        raise Refused(say("Say what the figure is counted in, such as % or people"), field="unit")
    for field, text in (
        ("title", described.title),
        ("source_title", described.source_title),
        ("source_publisher", described.source_publisher),
        ("licence", described.licence),
    ):
        if is_placeholder(text):
            message = say("No figure without a source: say what it is, its source and its licence")
            raise Refused(message, field=field)
    check_web_address(described.source_href, field="source_href")
    if described.as_of > on:
        message = say("A figure cannot be of a day to come")
        raise Refused(message, field="as_of")
    with change(by=by, owner=by.organisation_id, reason=say("Looked at a file of figures by area")):
        ref = new_reference()
        kept: NeedImport = NeedImport.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            title=described.title.strip(),
            unit=described.unit.strip(),
            edition=described.edition.value,
            as_of=described.as_of,
            source_title=described.source_title.strip(),
            source_publisher=described.source_publisher.strip(),
            source_href=described.source_href.strip(),
            licence=described.licence.strip(),
            file_name=file_name[:250],
            sha256=fingerprint,
            faults=[str(each) for each in table.faults[:MOST_FAULTS]],
            read_on=on,
        )
        NeedFigure.objects.bulk_create(
            [
                NeedFigure(
                    owner_id=by.organisation_id, root=ref, taken_from=kept, code=each.code, value=each.value
                )
                for each in table.figures
            ],
            batch_size=500,
        )
    return kept


def check_can_decide(by: Actor, kept: NeedImport) -> None:
    check_can_draft(by)
    if kept.undone_on is not None:
        message = say("These figures were taken out. Import the file again to have them back.")
        raise NotAllowed(message)


def take_in(*, by: Actor, kept: NeedImport, seen: int, on: date) -> NeedImport:
    """From now on its figures stand beside priorities."""
    check_can_decide(by, kept)
    with change(by=by, owner=kept.owner_id, reason=say("Took in figures by area")):
        return update(kept, version=seen, taken_on=on)


def undo(*, by: Actor, kept: NeedImport, seen: int, on: date) -> NeedImport:
    """Its figures stand nowhere any more. What was only looked at counts as taken in and out on the same day."""
    check_can_decide(by, kept)
    with change(by=by, owner=kept.owner_id, reason=say("Took out figures by area")):
        return update(kept, version=seen, taken_on=kept.taken_on or on, undone_on=on)
