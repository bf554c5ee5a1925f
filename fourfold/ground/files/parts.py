"""The bytes of uploads that are not whole yet: one file for each, that only grows. How far it is, is how long it is.

So a connection that breaks in the middle of a piece loses nothing that had arrived, and nothing else has to be kept in step.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE: Final = 1024 * 1024


class OtherContent(Exception):
    """What is sent again is not what arrived there before."""


class Gap(Exception):
    """What is sent begins behind what has arrived. `offset` is where to go on."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def folder() -> Path:
    return Path(settings.FILES_DIR) / "uploads"


def path_of(ref: str) -> Path:
    return folder() / ref


def arrived(ref: str) -> int:
    try:
        return path_of(ref).stat().st_size
    except FileNotFoundError:
        return 0


def add(ref: str, content: bytes, *, offset: int) -> int:
    """Writes what is new of `content`, which begins at `offset`, and returns how much has arrived. The same may be sent again.

    Two at the same moment are written one after the other. Raises Gap, and OtherContent where it contradicts what arrived.
    """
    folder().mkdir(parents=True, exist_ok=True)
    with path_of(ref).open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        have = file.seek(0, os.SEEK_END)
        if offset > have:
            raise Gap(have)
        known = min(have - offset, len(content))
        file.seek(offset)
        if file.read(known) != content[:known]:
            raise OtherContent
        file.write(content[known:])
        file.flush()
        os.fsync(file.fileno())
        return have + len(content) - known


@contextmanager
def whole(ref: str) -> Iterator[IO[bytes]]:
    """To read. Nothing is added meanwhile. Raises Gap where it was thrown away since."""
    try:
        # To write as well: on disks over a network only then is it locked against others.
        opened = path_of(ref).open("r+b")
    except FileNotFoundError:
        raise Gap(0) from None
    with opened as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def sha256_of(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def discard(ref: str) -> None:
    path_of(ref).unlink(missing_ok=True)
