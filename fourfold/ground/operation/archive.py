"""The archive of a backup: one ZIP file with a manifest that names every other member, its size and its SHA-256.

    manifest.json        what was backed up, when, from which program, and the rows of each table
    database.sqlite3     or database.pgdump, by the engine
    files/<sha256>       the evidence, each under the hash of its content
    secrets/<name>       only where they were asked for

The archive's seal is the SHA-256 of its manifest. It stands in the archive's comment, which finds damage; kept elsewhere,
it also finds an archive that somebody made anew, because nobody can alter a member without altering the manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1024 * 1024
_NAME = re.compile(r"database\.(?:sqlite3|pgdump)|files/[0-9a-f]{64}|secrets/(?:secret-key|sealing-secret)")
_COMMENT = b"fourfold backup "
# A manifest of a few million files; more is not a manifest.
_MOST_MANIFEST = 1024 * 1024 * 1024
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


class BadArchive(Exception):
    """The file is not a backup of ours, or not as it was made; the sentence names the member."""


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database holds, by which a copy of it is known to be whole. `heads` are owner, number and hash."""

    migrations: list[str]
    counts: dict[str, int]
    heads: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`keys` are fingerprints of the two secrets: they tell whether others are in use, and nothing else of them.

    `missing` are files that rows name and that were not there when the backup was made.
    """

    made_at: str
    version: str
    engine: str
    facts: Facts
    keys: dict[str, str]
    missing: list[str]
    members: dict[str, Member] = field(default_factory=dict)


class Writer:
    """Adds members to an archive that is being made."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    def add(self, name: str, chunks: Iterable[bytes], *, compress: bool = False) -> Member:
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        with self._archive.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                member.write(chunk)
        self.members[name] = Member(size, digest.hexdigest())
        return self.members[name]

    def seal(self, manifest: Manifest) -> str:
        """Writes the manifest, last, and returns the seal."""
        told = {"format": FORMAT, **asdict(manifest)}
        content = json.dumps(told, indent=1, sort_keys=True).encode()
        self._archive.writestr(MANIFEST, content, zipfile.ZIP_DEFLATED)
        seal = hashlib.sha256(content).hexdigest()
        self._archive.comment = _COMMENT + seal.encode()
        return seal


@contextmanager
def written(file: Path) -> Iterator[Writer]:
    """The archive appears under its name when it is whole and on disk; readable by its owner alone."""
    arriving = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(arriving, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as stream:
            with zipfile.ZipFile(stream, "w") as archive:
                yield Writer(archive)
            stream.flush()
            os.fsync(stream.fileno())
        arriving.replace(file)
    finally:
        arriving.unlink(missing_ok=True)


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Raises BadArchive for what is no ZIP file; errors of the disk pass."""
    try:
        archive = zipfile.ZipFile(file)
    except _UNREADABLE:
        raise BadArchive(f"{file} is not a backup of Fourfold, or its end is missing.") from None
    with archive:
        yield archive


def checked(archive: zipfile.ZipFile, *, seal: str = "") -> Manifest:
    """Reads all of the archive once and returns its manifest. Raises BadArchive naming the first member that is wrong."""
    names = archive.namelist()
    if MANIFEST not in names:
        raise BadArchive("This is a ZIP file, but not a backup of Fourfold: it has no manifest.json.")
    doubled = (
        next((name for name in names if names.count(name) > 1), "") if len(set(names)) < len(names) else ""
    )
    if doubled:
        raise BadArchive(f"{doubled} is in the archive twice.")
    manifest = _manifest(archive, seal)
    extra = sorted(set(names) - {MANIFEST} - manifest.members.keys())
    if extra:
        raise BadArchive(f"{extra[0]} is in the archive and not in its manifest: it was put in later.")
    for name, member in manifest.members.items():
        if name not in set(names):
            raise BadArchive(f"{name} is in the manifest and not in the archive: it was taken out.")
        _check(archive, name, member)
    return manifest


def chunks_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as member:
        yield from chunks_from(member)


def chunks_from(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _check(archive: zipfile.ZipFile, name: str, member: Member) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in chunks_of(archive, name):
            digest.update(chunk)
            size += len(chunk)
            if size > member.size:
                break
    except _UNREADABLE:
        raise BadArchive(f"{name} is damaged and cannot be read.") from None
    if size != member.size or digest.hexdigest() != member.sha256:
        raise BadArchive(f"{name} is not what was backed up: its SHA-256 or its size differs.")
    if name.startswith("files/") and digest.hexdigest() != name.removeprefix("files/"):
        raise BadArchive(f"{name} does not hold the content it is named after.")


def _manifest(archive: zipfile.ZipFile, seal: str) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
            raise BadArchive("manifest.json is too large to be one.")
        content = archive.read(MANIFEST)
    except _UNREADABLE:
        raise BadArchive("manifest.json is damaged and cannot be read.") from None
    found = hashlib.sha256(content).hexdigest()
    if seal and found != seal.lower():
        raise BadArchive(
            "The archive's seal is not the one you gave: this is another backup, or it was altered."
        )
    if archive.comment != _COMMENT + found.encode():
        raise BadArchive("manifest.json is not the one that the archive was sealed with.")
    try:
        return _as_manifest(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BadArchive("manifest.json cannot be read as the manifest of a backup.") from problem


def _as_manifest(told: dict[str, Any]) -> Manifest:
    if told["format"] != FORMAT:
        raise BadArchive(
            f"The archive has format {told['format']!r}; this Fourfold reads {FORMAT}. Use a newer one."
        )
    members = {
        str(name): Member(int(each["size"]), str(each["sha256"])) for name, each in told["members"].items()
    }
    strange = next((name for name in members if not _NAME.fullmatch(name)), "")
    if strange:
        raise BadArchive(f"{strange!r} has no place in a backup.")
    facts = told["facts"]
    return Manifest(
        made_at=str(told["made_at"]),
        version=str(told["version"]),
        engine=str(told["engine"]),
        facts=Facts(
            migrations=[str(each) for each in facts["migrations"]],
            counts={str(table): int(count) for table, count in facts["counts"].items()},
            heads=[(int(owner), int(number), str(hashed)) for owner, number, hashed in facts["heads"]],
        ),
        keys={str(name): str(print_) for name, print_ in told["keys"].items()},
        missing=[str(each) for each in told["missing"]],
        members=members,
    )
