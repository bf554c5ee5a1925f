"""Files of a bid: looked through as every upload is, then encrypted on their way into the store. Only the draft names them."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Final

from django.conf import settings

from fourfold.ground.files import kinds, room, scanning, store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change
from fourfold.integrate.actions.bid_answers import draft_or_nothing
from fourfold.integrate.actions.bids import KeptDraft, check_can_bid, context_of, keep_draft
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import OF_THE_PRICE, BidDocument, BidFile

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

MOST_FILES: Final = 10
MOST_OF_ALL: Final = 60 * room.MEBIBYTE
# What stands in the record of files, where everybody of the bidder reads it. The name stands inside the bid.
SEALED_NAME: Final = say("Sealed file of a bid")
SEALED_TYPE: Final = "application/octet-stream"
_PIECE: Final = 64 * 1024


def attach(
    *,
    by: Actor,
    procurement: Procurement,
    resume_code: str,
    content: IO[bytes],
    name: str,
    belongs_to: str,
    at: datetime,
) -> KeptDraft:
    """Adds a file to the draft, which begins with it where there is none. `belongs_to` is a criterion, the price or nothing.

    Raises NotAccepted for what is too large, too many or not of a kind we take, and as `keep_draft` does.
    """
    check_can_bid(by, procurement, at=at)
    document = draft_or_nothing(by=by, procurement=procurement, resume_code=resume_code)
    if belongs_to and belongs_to not in {
        OF_THE_PRICE,
        *(field.section_ref for field in fields_of(procurement)),
    }:
        raise Refused(say("Choose what the file belongs to"), field="belongs_to")
    most = settings.EVIDENCE_MAX_BYTES
    if content.seek(0, io.SEEK_END) > most:
        raise NotAccepted(
            say("“{name}” is larger than {most} MB. Make it smaller.", name=name, most=most // room.MEBIBYTE)
        )
    found = kinds.examined(content, name=name)
    size = found.content.seek(0, io.SEEK_END)
    _check_bounds(document, found.name, size)
    found.content.seek(0)
    scanning.check_content(found.content, name=name, size=size)
    found.content.seek(0)
    key = sealing.file_key()
    encrypted = sealing.encrypt_file(
        key,
        iter(lambda: found.content.read(_PIECE), b""),
        size=size,
        context=context_of(procurement, by.organisation_ref),
    )
    with (
        store.arriving(encrypted) as arrived,
        change(by=by, owner=by.organisation_id, reason=say("Added a file to a draft bid")),
    ):
        file = BidFile(arrived.sha256, key.hex(), found.name, found.media_type, size, belongs_to)
        kept = keep_draft(
            by=by,
            procurement=procurement,
            document=document,
            resume_code=resume_code,
            version=None,
            at=at,
            files=(*document.files, file),
        )
        owner = by.organisation_id
        room.check_room(
            by=by, owner=owner, root=kept.bid.root, sha256=arrived.sha256, size=arrived.size, name=found.name
        )
        arrived.keep()
        EvidenceFile.objects.create(
            owner_id=owner,
            root=kept.bid.root,
            sha256=arrived.sha256,
            name=SEALED_NAME,
            media_type=SEALED_TYPE,
            size=arrived.size,
            uploaded_by_id=by.person_id,
            uploaded_at=at,
        )
    return kept


def detach(*, by: Actor, procurement: Procurement, resume_code: str, sha256: str, at: datetime) -> KeptDraft:
    """Takes a file out of the draft. Its bytes are swept away where no sealed bid has it too."""
    check_can_bid(by, procurement, at=at)
    document = draft_or_nothing(by=by, procurement=procurement, resume_code=resume_code)
    with change(by=by, owner=by.organisation_id, reason=say("Took a file out of a draft bid")):
        kept = keep_draft(
            by=by,
            procurement=procurement,
            document=document,
            resume_code=resume_code,
            version=None,
            at=at,
            files=tuple(each for each in document.files if each.sha256 != sha256),
        )
        EvidenceFile.objects.filter(owner_id=by.organisation_id, root=kept.bid.root, sha256=sha256).delete()
    return kept


def _check_bounds(document: BidDocument, name: str, size: int) -> None:
    if len(document.files) >= MOST_FILES:
        raise NotAccepted(
            say(
                "“{name}” would be one file too many: a bid holds {most}. Put several pages into one PDF.",
                name=name,
                most=MOST_FILES,
            )
        )
    if sum(each.size for each in document.files) + size > MOST_OF_ALL:
        raise NotAccepted(
            say(
                "With “{name}” the files of your bid would be larger than {most} MB together. Make them smaller.",
                name=name,
                most=MOST_OF_ALL // room.MEBIBYTE,
            )
        )
    if any(each.name == name for each in document.files):
        raise NotAccepted(
            say(
                "Your bid has a file named “{name}” already. Take that one out first, or give this one another name.",
                name=name,
            )
        )
