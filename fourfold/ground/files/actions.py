"""Taking evidence in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from django.conf import settings

from fourfold.ground.files import kinds, store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

_PIECE: Final = 1024 * 1024


def check_can_upload(by: Actor) -> None:
    """What stands by itself is evidence for a report, so who reports may upload it."""
    check_role(by, Role.SUPPLIER, to="upload evidence")


def can_upload(by: Actor) -> bool:
    try:
        check_can_upload(by)
    except NotAllowed:
        return False
    return True


def upload(*, by: Actor, content: bytes, name: str, about: str, at: datetime) -> EvidenceFile:
    """Keeps a file of the actor's organisation that nobody else sees until a report names it. Raises as `take_in`."""
    check_can_upload(by)
    ref = new_reference()
    with change(by=by, owner=by.organisation_id, reason="Uploaded a file"):
        return take_in(
            by=by,
            owner=by.organisation_id,
            root=ref,
            ref=ref,
            content=content,
            name=name,
            about=about.strip(),
            at=at,
        )


def take_in(
    *, by: Actor, owner: int, root: str, content: bytes, name: str, about: str, at: datetime, ref: str = ""
) -> EvidenceFile:
    """Keeps a file that belongs to the thing `root` of the organisation `owner`, inside the caller's change. Its own
    reference may be given, for one that stands by itself.

    Raises `refusals.NotAccepted` for what is too large, empty or not of a kind we take.
    """
    if len(content) > settings.EVIDENCE_MAX_BYTES:
        most = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
        message = f"“{name}” is larger than {most} MB. Make it smaller."
        raise NotAccepted(message)
    found = kinds.examined(io.BytesIO(content), name=name)
    found.content.seek(0)
    sha256, size = store.keep(iter(lambda: found.content.read(_PIECE), b""))
    return EvidenceFile.objects.create(
        owner_id=owner,
        ref=ref or new_reference(),
        root=root,
        sha256=sha256,
        name=found.name,
        media_type=found.media_type,
        size=size,
        about=about,
        uploaded_by_id=by.person_id,
        uploaded_at=at,
    )


def attach_copy(*, of: EvidenceFile, owner: int, root: str) -> EvidenceFile:
    """The same content as belonging to the thing `root` of `owner` too: what was uploaded before a report named it.

    Inside the caller's change, who has checked that the actor may see `of`. Bytes are kept once for each content.
    """
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
