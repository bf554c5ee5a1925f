"""Addresses of files that are good for minutes, each for one reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

if TYPE_CHECKING:
    from fourfold.ground.files.tables import EvidenceFile
    from fourfold.ground.people.actor import Actor

GOOD_FOR_SECONDS = 300
_SALT: Final = "evidence"


class Asked(NamedTuple):
    """Which file, and for whom: the keys of the person and of the organisation that they acted for."""

    file: str
    person: int
    organisation: int


def address_of(file: EvidenceFile, *, reader: Actor) -> str:
    """On the host of downloads, if there is one."""
    signed = signing.dumps([file.ref, reader.person_id, reader.organisation_id], salt=_SALT)
    path = reverse("evidence_content", kwargs={"signed": signed})
    return f"{settings.DOWNLOAD_ADDRESS.rstrip('/')}{path}"


def asked_by(signed: str) -> Asked | None:
    """None for what is not ours, or is over."""
    try:
        return Asked(*signing.loads(signed, salt=_SALT, max_age=GOOD_FOR_SECONDS))
    except signing.BadSignature:
        return None
