"""What lies among the evidence and belongs to nothing: found, and swept away once it is a day old.

A row that is about to be committed has made its file young (`files.store`). Still a file is first put aside and only then asked
about: whoever came in between finds it gone and keeps it anew, or has made young what was put aside, and it goes back.
A row whose file is gone is told of and never touched.
"""

from __future__ import annotations

import os
import re
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from fourfold.ground.files import parts, store, uploads
from fourfold.ground.files.tables import EvidenceFile, ResumableUpload
from fourfold.ground.operation.backup import kept_files
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

# Longer than any upload takes between its file and its row.
AFTER: Final = timedelta(days=1)
_ASIDE: Final = "going-"
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Found:
    """`orphans` and `missing` by SHA-256: files that no row names, and files that rows name and that are not there.
    `broken` are what uploads left that never came to an end, `ended` how many of those in pieces were not completed in time.
    `names` is how many files rows name.
    """

    orphans: list[str]
    missing: list[str]
    broken: list[Path]
    ended: int
    names: int


@dataclass(frozen=True, slots=True)
class Swept:
    files: int
    bytes: int
    broken: int
    missing: list[str]

    @property
    def in_words(self) -> str:
        words = (
            f"{self.files:,} files that no record names ({self.bytes:,} bytes) and {self.broken:,} broken uploads "
            "were swept away."
        )
        if self.missing:
            words += (
                f" {len(self.missing):,} files that records name are missing: fourfold doctor names them."
            )
        return words


def look(*, at: datetime) -> Found:
    """Changes nothing. What is younger than a day is left out of `orphans` and `broken`."""
    before = (at - AFTER).timestamp()
    with as_tenant(MAINTENANCE):
        named = set(EvidenceFile.objects.values_list("sha256", flat=True).distinct())
        ended = uploads.ended(at=at).filter(became="").count()
        under_way = set(ResumableUpload.objects.values_list("ref", flat=True))
    # After the rows: a file is there before its row is, so what has come meanwhile is not missing.
    present = {path.name: path for path in kept_files()}
    return Found(
        orphans=sorted(name for name in present.keys() - named if _older(present[name], before)),
        missing=sorted(named - present.keys()),
        broken=[
            path
            for path in (
                *Path(settings.FILES_DIR).glob(f"{store.ARRIVING}*"),
                *(each for each in parts.folder().glob("*") if each.name not in under_way),
            )
            if _older(path, before)
        ],
        ended=ended,
        names=len(named),
    )


@contextmanager
def step(reason: str) -> Iterator[None]:
    """A transaction as maintenance, by no person: for whoever has none of their own to bring."""
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=reason),
        as_tenant(MAINTENANCE),
    ):
        yield


def sweep(
    *,
    at: datetime,
    within: Callable[[str], AbstractContextManager[None]] = step,
    progress: Callable[[int], None] = lambda _: None,
) -> Swept:
    """Takes away what `look` finds. Safe beside uploads, and beside another sweep. `within` gives a transaction for a reason."""
    _put_back_what_was_aside()
    ended = _end_uploads(at, within)
    found = look(at=at)
    before = (at - AFTER).timestamp()
    files = size = 0
    for done, sha256 in enumerate(found.orphans):
        gone = _take_away(sha256, before)
        if gone is not None:
            files += 1
            size += gone
        progress(done + 1)
    for path in found.broken:
        path.unlink(missing_ok=True)
    return Swept(files, size, len(found.broken) + ended, found.missing)


def _end_uploads(at: datetime, within: Callable[[str], AbstractContextManager[None]]) -> int:
    """How many went that were never completed. Of the others only the note goes that they came in pieces."""
    with within("Uploads that were not completed in time"):
        refs = dict(uploads.ended(at=at).values_list("ref", "became"))
        ResumableUpload.objects.filter(ref__in=refs).delete()
    for ref in refs:
        parts.discard(ref)
    return sum(not became for became in refs.values())


def _take_away(sha256: str, before: float) -> int | None:
    """The size of what went; None where it stays."""
    aside = Path(settings.FILES_DIR) / f"{_ASIDE}{sha256}"
    try:
        store.path_of(sha256).rename(aside)
    except FileNotFoundError:
        return None
    if not _older(aside, before) or _is_named(sha256):
        _put_back(aside)
        return None
    size = aside.stat().st_size
    aside.unlink()
    return size


def _is_named(sha256: str) -> bool:
    with as_tenant(MAINTENANCE):
        return EvidenceFile.objects.filter(sha256=sha256).exists()


def _put_back(aside: Path) -> None:
    # There already: kept anew meanwhile, with the same content. Gone: put back by another sweep.
    with suppress(FileExistsError, FileNotFoundError):
        os.link(aside, store.path_of(aside.name.removeprefix(_ASIDE)))
    aside.unlink(missing_ok=True)


def _put_back_what_was_aside() -> None:
    """What a sweep left that was killed in between."""
    for aside in Path(settings.FILES_DIR).glob(f"{_ASIDE}*"):
        if _HASH.fullmatch(aside.name.removeprefix(_ASIDE)):
            _put_back(aside)


def _older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False
