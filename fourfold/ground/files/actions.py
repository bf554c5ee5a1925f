"""Taking evidence in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from django.conf import settings

from fourfold.ground.files import kinds, store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.tables import EvidenceFile

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

_PIECE: Final = 1024 * 1024


def take_in(
    *, by: Actor, owner: int, root: str, content: bytes, name: str, about: str, at: datetime
) -> EvidenceFile:
    """Keeps a file that belongs to the thing `root` of the organisation `owner`, inside the caller's change.

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
        root=root,
        sha256=sha256,
        name=found.name,
        media_type=found.media_type,
        size=size,
        about=about,
        uploaded_by_id=by.person_id,
        uploaded_at=at,
    )
