"""Taking evidence in."""

from __future__ import annotations

import io
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from django.conf import settings

from fourfold.ground.files import kinds, room, scanning, store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

_PIECE: Final = 1024 * 1024


def check_can_upload(by: Actor) -> None:
    """What stands by itself is evidence for a report, so who reports may upload it."""
    check_role(by, Role.SUPPLIER, to=say("upload evidence"))


def can_upload(by: Actor) -> bool:
    try:
        check_can_upload(by)
    except NotAllowed:
        return False
    return True


def upload(*, by: Actor, content: bytes, name: str, about: str, at: datetime) -> EvidenceFile:
    """Keeps a file of the actor's organisation that nobody else sees until a report names it. Raises as `ready`."""
    check_can_upload(by)
    ref = new_reference()
    with (
        ready(content=io.BytesIO(content), name=name) as looked_at,
        change(by=by, owner=by.organisation_id, reason=say("Uploaded a file")),
    ):
        return take_in(
            looked_at, by=by, owner=by.organisation_id, root=ref, ref=ref, about=about.strip(), at=at
        )


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that has been looked through and may be kept."""

    name: str
    media_type: str
    arrived: store.Arrived


@contextmanager
def ready(*, content: IO[bytes], name: str, most: int | None = None) -> Iterator[Ready]:
    """Looks through a file of at most `most` bytes. Before a change, which would keep other writers waiting so long.

    Raises `refusals.NotAccepted` for what is too large, empty, not of a kind we take or, where there is a scanner, not said
    to be clean.
    """
    most = most or settings.EVIDENCE_MAX_BYTES
    if content.seek(0, io.SEEK_END) > most:
        message = say(
            "“{name}” is larger than {most} MB. Make it smaller.", name=name, most=most // room.MEBIBYTE
        )
        raise NotAccepted(message)
    found = kinds.examined(content, name=name)
    found.content.seek(0)
    with store.arriving(iter(lambda: found.content.read(_PIECE), b"")) as arrived:
        scanning.check_arrived(arrived, name=name)
        yield Ready(found.name, found.media_type, arrived)


@contextmanager
def all_ready(files: Iterable[tuple[str, bytes]]) -> Iterator[list[Ready]]:
    """As `ready`, for a form with several: one that is refused refuses them all."""
    with ExitStack() as stack:
        yield [stack.enter_context(ready(content=io.BytesIO(content), name=name)) for name, content in files]


def take_in(
    file: Ready, *, by: Actor, owner: int, root: str, about: str, at: datetime, ref: str = ""
) -> EvidenceFile:
    """Keeps a file that belongs to the thing `root` of the organisation `owner`, inside the caller's change. Its own
    reference may be given, for one that stands by itself.

    Raises `refusals.NotAccepted` where there is no room for it.
    """
    arrived = file.arrived
    room.check_room(by=by, owner=owner, root=root, sha256=arrived.sha256, size=arrived.size, name=file.name)
    arrived.keep()
    return EvidenceFile.objects.create(
        owner_id=owner,
        ref=ref or new_reference(),
        root=root,
        sha256=arrived.sha256,
        name=file.name,
        media_type=file.media_type,
        size=arrived.size,
        about=about,
        uploaded_by_id=by.person_id,
        uploaded_at=at,
    )


def attach_copy(*, by: Actor, of: EvidenceFile, owner: int, root: str) -> EvidenceFile:
    """The same content as belonging to the thing `root` of `owner` too: what was uploaded before a report named it.

    Inside the caller's change, who has checked that the actor may see `of`. Bytes are kept once for each content. Raises
    `refusals.NotAccepted` where there is no room for it.
    """
    room.check_room(by=by, owner=owner, root=root, sha256=of.sha256, size=of.size, name=of.name)
    if not store.touch(of.sha256):
        message = say("“{name}” is no longer kept. Upload it again.", name=of.name)
        raise NotAccepted(message)
    return EvidenceFile.objects.create(
        owner_id=owner,
        root=root,
        sha256=of.sha256,
        name=of.name,
        media_type=of.media_type,
        size=of.size,
        about=of.about,
        uploaded_by_id=of.uploaded_by_id,
        uploaded_at=of.uploaded_at,
    )
