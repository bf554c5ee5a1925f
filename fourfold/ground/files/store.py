"""Where the bytes of evidence lie: once for each content, under the hash of it, outside anything a web server serves.

A file is here before the row that names it is, and whatever no row names is swept away once it is a day old. So whoever writes
a row first makes the file young: by keeping it again, which puts a new one in the place of the old, or by `touch`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What begins like this is a file on its way in.
ARRIVING: Final = "arriving-"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Content that is whole, on disk and hashed, and not kept yet."""

    path: Path
    sha256: str
    size: int

    def keep(self) -> None:
        """It takes the place of the same content kept before: that may be about to be swept away."""
        target = path_of(self.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(target)


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def arriving(chunks: Iterable[bytes]) -> Iterator[Arrived]:
    """Writes the content aside, where it is thrown away at the end unless it was kept."""
    root = Path(settings.FILES_DIR)
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    handle, name = tempfile.mkstemp(dir=root, prefix=ARRIVING)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        yield Arrived(temporary, digest.hexdigest(), size)
    finally:
        temporary.unlink(missing_ok=True)


def keep(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keeps the content and returns its SHA-256 and its size in bytes.

    The file appears under its name only when it is whole and on disk, so a crash leaves no half of one.
    """
    with arriving(chunks) as arrived:
        arrived.keep()
    return arrived.sha256, arrived.size


def touch(sha256: str) -> bool:
    """Makes a file young that a row is about to name; False where it is not there."""
    try:
        os.utime(path_of(sha256))
    except FileNotFoundError:
        return False
    return True


def read(sha256: str) -> bytes:
    return path_of(sha256).read_bytes()
