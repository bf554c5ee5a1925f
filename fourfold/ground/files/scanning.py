"""Where a virus scanner is set, nothing is kept of which it has not said that it is clean."""

from __future__ import annotations

import hashlib
import logging
from time import monotonic
from typing import IO, TYPE_CHECKING, Final

from django.conf import settings

from fourfold.ground.files import scanner, store
from fourfold.ground.files.refusals import NotScanned, VirusFound
from fourfold.ground.files.tables import RefusedFile
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import change

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from fourfold.ground.files.tables import EvidenceFile
    from fourfold.ground.people.actor import Actor

# For a file that is next to nothing, and for every so many bytes of it another second.
_SECONDS: Final = 15
_BYTES_A_SECOND: Final = 4 * 1024 * 1024
_PIECE: Final = 1024 * 1024
# What was found clean is not asked about again for a few minutes: one file may stand in thousands of lines sent together.
_REMEMBERED_FOR: Final = 300
_MOST_REMEMBERED: Final = 1_000
_clean_until: dict[str, float] = {}
_log = logging.getLogger("fourfold.files")


def check_arrived(arrived: store.Arrived, *, name: str) -> None:
    """Raises VirusFound, or NotScanned where the scanner does not answer. Without a scanner everything passes."""
    _check(arrived.path, sha256=arrived.sha256, size=arrived.size, name=name)


def check_content(content: IO[bytes], *, name: str, size: int) -> None:
    """As `check_arrived`, of what is in hand and will not lie in the store as it is."""
    place: scanner.Place | None = settings.SCANNER
    if place is None:
        return
    digest = hashlib.sha256()
    while piece := content.read(_PIECE):
        digest.update(piece)
    content.seek(0)
    _ask(place, content, sha256=digest.hexdigest(), size=size, name=name)


def check_kept(file: EvidenceFile) -> None:
    """As `check_arrived`, of a file that was kept before: perhaps when there was no scanner, or when it knew less."""
    if settings.SCANNER is None or _clean_until.get(file.sha256, 0) > monotonic():
        return
    _check(store.path_of(file.sha256), sha256=file.sha256, size=file.size, name=file.name)
    if len(_clean_until) >= _MOST_REMEMBERED:
        _clean_until.clear()
    _clean_until[file.sha256] = monotonic() + _REMEMBERED_FOR


def remember_virus(*, by: Actor, refusal: VirusFound, at: datetime) -> RefusedFile:
    """Notes, for the administrators of who sent it, that there was one: after whatever it came with was undone."""
    ref = new_reference()
    with change(
        by=by, owner=by.organisation_id, reason=say("Sent a file with a virus in it, which was refused")
    ):
        return RefusedFile.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            name="".join(sign for sign in refusal.name if sign.isprintable())[:200],
            found=refusal.found,
            sha256=refusal.sha256,
            size=refusal.size,
            sent_by_id=by.person_id,
            sent_at=at,
        )


def _check(path: Path, *, sha256: str, size: int, name: str) -> None:
    place: scanner.Place | None = settings.SCANNER
    if place is None:
        return
    try:
        content = path.open("rb")
    except FileNotFoundError:
        # Gone from the store: what takes it in says so.
        return
    with content:
        _ask(place, content, sha256=sha256, size=size, name=name)


def _ask(place: scanner.Place, content: IO[bytes], *, sha256: str, size: int, name: str) -> None:
    try:
        found = scanner.found_in(content, at=place, seconds=_SECONDS + size / _BYTES_A_SECOND)
    except scanner.TooLargeToScan:
        _log.error("The virus scanner takes no file of this size: raise its StreamMaxLength.")
        message = say(
            "“{name}” is larger than the virus scanner of this site takes, so it was not taken. Make it "
            "smaller, or tell whoever runs this site.",
            name=name,
        )
        raise NotScanned(message) from None
    except scanner.NoAnswer as problem:
        _log.error("The virus scanner gave no answer: %s.", problem)
        message = say(
            "“{name}” could not be looked through for viruses just now, so it was not taken. Try again "
            "in a few minutes. If it goes on, tell whoever runs this site.",
            name=name,
        )
        raise NotScanned(message) from None
    if found:
        raise VirusFound(name=name, found=found, sha256=sha256, size=size)
