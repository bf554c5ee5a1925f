"""From what a program sends to what the action takes: files and organisations by reference, places by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.files.queries import own_files
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.people.changes import Refused
from fourfold.ground.places.queries import place_coded
from fourfold.partner.actions import deliveries
from fourfold.partner.actions.deliveries import Upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.ground.places.tables import Place
    from fourfold.integrate.queries.commitments import CommitmentRow
    from fourfold.partner.api.shapes import Report
    from fourfold.partner.models import Delivery


def report(*, by: Actor, commitment: CommitmentRow, given: Report) -> Delivery:
    """Raises Refused, with the part that is wrong, as the page does."""
    return deliveries.report(
        by=by,
        commitment=commitment,
        quantity=given.quantity,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        words=given.words,
        uploads=uploads(by, given.evidence),
        recipient=_recipient(given.recipient),
        place=_place(given.place),
        on=timezone.localdate(),
        at=timezone.now(),
    )


def uploads(by: Actor, refs: Sequence[str]) -> list[Upload]:
    """The files that the actor's organisation uploaded before. Raises Refused for one that is not its own."""
    refs = list(dict.fromkeys(refs))
    own = own_files(owner=by.organisation_id, refs=refs)
    missing = [ref for ref in refs if ref not in own]
    if missing:
        message = f"There is no file {missing[0]} that your organisation uploaded. Upload it first"
        raise Refused(message, field="evidence")
    return [Upload(name=own[ref].name, content=b"", about=own[ref].about, kept=own[ref]) for ref in refs]


def _recipient(ref: str | None) -> Organisation | None:
    if ref is None:
        return None
    organisation = with_reference(ref)
    if organisation is None:
        message = "No organisation of the directory has this reference"
        raise Refused(message, field="recipient")
    return organisation


def _place(code: str | None) -> Place | None:
    if code is None:
        return None
    place = place_coded(code)
    if place is None:
        message = "No place that is known here has this code"
        raise Refused(message, field="place")
    return place
