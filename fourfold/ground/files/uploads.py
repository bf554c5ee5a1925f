"""Large evidence that arrives in pieces: begun with what it will be, sent on after a broken line, then looked at as any other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from fourfold.ground.files import parts, room
from fourfold.ground.files.actions import check_can_upload, ready, take_in
from fourfold.ground.files.queries import file_with
from fourfold.ground.files.refusals import NoRoom, NotAccepted, NotScanned
from fourfold.ground.files.tables import EvidenceFile, ResumableUpload
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change, update

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fourfold.ground.people.actor import Actor


class SendOn(Refused):
    """`offset` is how much has arrived, and where to go on."""

    def __init__(self, message: str, *, offset: int, field: str = "offset") -> None:
        super().__init__(message, field=field)
        self.offset = offset


def kept_for() -> timedelta:
    return timedelta(days=settings.UPLOADS_KEPT_DAYS)


def ends_at(upload: ResumableUpload) -> datetime:
    return upload.started_at + kept_for()


def upload_with(ref: str, *, at: datetime) -> ResumableUpload | None:
    """None for one that is another's, or has ended."""
    return ResumableUpload.objects.filter(ref=ref, started_at__gt=at - kept_for()).first()


def ended(*, at: datetime) -> QuerySet[ResumableUpload]:
    """Those of everyone, for maintenance."""
    return ResumableUpload.objects.filter(started_at__lte=at - kept_for())


def arrived_of(upload: ResumableUpload) -> int:
    return upload.size if upload.became else parts.arrived(upload.ref)


def start(*, by: Actor, name: str, size: int, sha256: str, about: str, at: datetime) -> ResumableUpload:
    """Holds room for a file of `size` bytes and this SHA-256, for as long as `kept_for` says.

    Refuses one without a name or larger than is taken, and more at once than UPLOADS_AT_ONCE. Raises NoRoom.
    """
    check_can_upload(by)
    name = name.strip()
    if not name:
        raise Refused(say("Give the file a name, so that others know it again"), field="name")
    most = settings.LARGEST_UPLOAD_BYTES
    if size > most:
        raise Refused(
            say("The file is larger than {most} MB. Make it smaller", most=most // room.MEBIBYTE),
            field="size",
        )
    ref = new_reference()
    owner = by.organisation_id
    with change(by=by, owner=owner, reason=say("Began to upload a file")):
        room.hold_room(owner=owner)
        at_once = settings.UPLOADS_AT_ONCE
        if room.under_way(owner=owner).count() >= at_once:
            message = say(
                "{organisation_name} has {at_once} uploads under way. Complete or delete one of them first; "
                "what is left alone ends after {uploads_kept_days} days",
                organisation_name=by.organisation_name,
                at_once=at_once,
                uploads_kept_days=settings.UPLOADS_KEPT_DAYS,
            )
            raise Refused(message)
        room.check_fits(by=by, owner=owner, size=size, name=name)
        return ResumableUpload.objects.create(
            owner_id=owner,
            ref=ref,
            root=ref,
            name=name,
            about=about.strip(),
            size=size,
            sha256=sha256,
            started_by_id=by.person_id,
            started_at=at,
        )


def add(*, by: Actor, upload: ResumableUpload, offset: int, content: bytes) -> int:
    """Takes a piece that begins at `offset` and returns how much has arrived. Sent again, it changes nothing.

    Raises SendOn for a piece that leaves a gap, reaches behind the end, or is not what arrived there before.
    """
    check_can_upload(by)
    have = arrived_of(upload)
    if offset + len(content) > upload.size:
        raise SendOn(
            say("This reaches behind the end of the file, which has {size} bytes", size=f"{upload.size:,}"),
            offset=have,
        )
    if upload.became:
        return have
    try:
        return parts.add(upload.ref, content, offset=offset)
    except parts.Gap as gap:
        raise SendOn(
            say("{offset} bytes have arrived. Send on from there", offset=f"{gap.offset:,}"),
            offset=gap.offset,
        ) from None
    except parts.OtherContent:
        message = say("Something else arrived at this place before. Delete the upload and begin anew")
        raise SendOn(message, offset=have) from None


def complete(*, by: Actor, upload: ResumableUpload, at: datetime) -> EvidenceFile:
    """Makes a file of what arrived, by the checks that every file goes through. Asked again, it answers with the same file.

    Raises SendOn where something is missing or arrived wrong, and NotAccepted as `actions.ready` and `actions.take_in` do.
    What can never be taken is thrown away at once.
    """
    check_can_upload(by)
    if upload.became:
        return _file_of(upload)
    have = parts.arrived(upload.ref)
    if have != upload.size:
        raise SendOn(
            say(
                "{have} of {size} bytes have arrived. Send on from there",
                have=f"{have:,}",
                size=f"{upload.size:,}",
            ),
            offset=have,
        )
    try:
        return _look_and_keep(by, upload, at)
    except parts.Gap:
        raise SendOn(say("It was thrown away meanwhile. Send it again from 0"), offset=0) from None
    except (NoRoom, NotScanned):
        # It may be taken later as it is.
        raise
    except NotAccepted:
        parts.discard(upload.ref)
        raise


def abandon(*, by: Actor, upload: ResumableUpload) -> None:
    """Lets it go, and the room that it held. The file of one that was completed stays."""
    check_can_upload(by)
    with change(by=by, owner=upload.owner_id, reason=say("Gave up an upload")):
        ResumableUpload.objects.filter(pk=upload.pk).delete()
        transaction.on_commit(lambda: parts.discard(upload.ref))


def _look_and_keep(by: Actor, upload: ResumableUpload, at: datetime) -> EvidenceFile:
    with parts.whole(upload.ref) as content:
        if parts.sha256_of(content) != upload.sha256:
            parts.discard(upload.ref)
            message = say(
                "What arrived has another SHA-256 than was said at the beginning, and was thrown away. Send it again from 0"
            )
            raise SendOn(message, offset=0, field="sha256")
        with (
            ready(content=content, name=upload.name, most=settings.LARGEST_UPLOAD_BYTES) as looked_at,
            change(by=by, owner=upload.owner_id, reason=say("Uploaded a file in pieces")),
        ):
            current = ResumableUpload.objects.select_for_update().filter(pk=upload.pk).first()
            if current is None:
                raise Refused(say("This upload was given up meanwhile"))
            if current.became:
                return _file_of(current)
            ref = new_reference()
            # First, so that the room it held is free for it.
            update(current, version=current.version, became=ref)
            file = take_in(
                looked_at, by=by, owner=upload.owner_id, root=ref, ref=ref, about=upload.about, at=at
            )
            transaction.on_commit(lambda: parts.discard(upload.ref))
            return file


def _file_of(upload: ResumableUpload) -> EvidenceFile:
    file = file_with(upload.became)
    if file is None:
        raise Refused(say("The file of this upload has been disposed of"))
    return file
