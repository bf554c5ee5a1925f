"""The archive as bytes: the same files always give the same archive, so that any changed byte shows.

A ZIP without compression, its entries in order, all with one fixed time. `manifest.json` names each file with its SHA-256 and
size, and the public key; `manifest.sig` is the Ed25519 signature over its bytes in hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHAPE: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
# The first moment that a ZIP can name: when it was made stands in the manifest, which is signed.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READ_ONLY: Final = 0o100444 << 16
# What the library raises for bytes that are no archive.
_BROKEN: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Made:
    """The archive, how many files are in it beside manifest and signature, and what names it."""

    content: bytes
    files: int
    manifest_sha256: str
    public_key: str


def make(files: Mapping[str, bytes], *, about: Mapping[str, Any], key: Ed25519PrivateKey) -> Made:
    """`about` is said in the manifest: whose procedure, made when and by whom."""
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    manifest = {
        "shape": SHAPE,
        **about,
        "public_key": public,
        "files": [
            {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for path, content in sorted(files.items())
        ],
    }
    written = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"
    signature = key.sign(written).hex().encode() + b"\n"
    return Made(
        _zipped([*sorted(files.items()), (MANIFEST, written), (SIGNATURE, signature)]),
        len(files),
        hashlib.sha256(written).hexdigest(),
        public,
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """`faults` in sentences; none where the archive is as it was signed. `public_key` is the one that it names itself."""

    faults: tuple[str, ...]
    public_key: str
    about: Mapping[str, Any]
    files: int


def check(content: bytes, *, public_key: str = "") -> Checked:
    """Whether every byte is as it was signed; with `public_key`, whether it was signed by that one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            read = [(entry.filename, _content_of(archive, entry)) for entry in archive.infolist()]
    except _BROKEN as problem:
        return Checked((f"It cannot be read as an archive: {problem}.",), "", {}, 0)
    broken = [path for path, found in read if found is None]
    if broken:
        return Checked(tuple(f"{path} was changed." for path in broken), "", {}, 0)
    held = {path: found for path, found in read if found is not None}
    if MANIFEST not in held or SIGNATURE not in held:
        return Checked(("Its manifest or the signature is missing.",), "", {}, 0)
    try:
        manifest = json.loads(held[MANIFEST])
        listed = {each["path"]: (each["sha256"], each["size"]) for each in manifest["files"]}
        named = str(manifest["public_key"])
    except (ValueError, KeyError, TypeError):
        return Checked(("Its manifest cannot be read.",), "", {}, 0)
    faults = [*_signature_faults(held, named, public_key), *_file_faults(held, listed)]
    if not faults and _zipped(_in_order(held)) != content:
        faults.append("Every file is as it was signed, and bytes of the archive around them are not.")
    about = {name: value for name, value in manifest.items() if name not in {"files", "public_key", "shape"}}
    return Checked(tuple(faults), named, about, len(listed))


def _content_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """None where what is there does not fit its own check sum."""
    try:
        return archive.read(entry)
    except zipfile.BadZipFile:
        return None


def _signature_faults(held: Mapping[str, bytes], named: str, wanted: str) -> list[str]:
    if wanted and wanted != named:
        return [f"It was signed with another key: {named}."]
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(named))
        key.verify(bytes.fromhex(held[SIGNATURE].decode()), held[MANIFEST])
    except (InvalidSignature, ValueError):
        return ["The signature is not of this manifest."]
    return []


def _file_faults(held: Mapping[str, bytes], listed: Mapping[str, tuple[str, int]]) -> list[str]:
    there = set(held) - {MANIFEST, SIGNATURE}
    faults = [f"{path} is missing." for path in sorted(set(listed) - there)]
    faults += [f"{path} is not in the manifest." for path in sorted(there - set(listed))]
    faults += [
        f"{path} was changed."
        for path in sorted(there & set(listed))
        if (hashlib.sha256(held[path]).hexdigest(), len(held[path])) != listed[path]
    ]
    return faults


def _in_order(held: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    files = sorted((path, content) for path, content in held.items() if path not in {MANIFEST, SIGNATURE})
    return [*files, (MANIFEST, held[MANIFEST]), (SIGNATURE, held[SIGNATURE])]


def _zipped(entries: Sequence[tuple[str, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for path, content in entries:
            info = zipfile.ZipInfo(path, _TIME)
            info.create_system = _UNIX
            info.external_attr = _READ_ONLY
            archive.writestr(info, content)
    return written.getvalue()
