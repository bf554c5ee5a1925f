"""A file of a bid, encrypted piece by piece, so that one of any size passes through little memory.

Each file has a key of its own, which stands nowhere but inside the bid: who can open the bid can open its files, and nobody
else. Layout: version (1 byte), context tag (16), then pieces of 64 KiB under AES-256-GCM, each with its tag. The nonce is the
piece's number and whether it is the last, so pieces cannot be moved, left out or cut off at the end. The first eight bytes of
the content are its length; it is padded as bids are, so that only the bucket shows.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.box import KEY_LENGTH, bucket_of, check_header, header
from fourfold.integrate.rules.sealing.context import TAG_LENGTH, Context
from fourfold.integrate.rules.sealing.errors import Tampered

PIECE: Final = 64 * 1024
_GCM_TAG: Final = 16
_LENGTH_BYTES: Final = 8
_ALTERED: Final = say("What is stored of the file was altered, or was sealed with another key")


def file_key() -> bytes:
    return secrets.token_bytes(KEY_LENGTH)


def encrypt_file(key: bytes, content: Iterable[bytes], *, size: int, context: Context) -> Iterator[bytes]:
    """The file of `size` bytes for the store. A key is for one file only. Raises ValueError where it has another size."""
    binding = context.bound_to("file")
    cipher = AESGCM(key)
    associated = header(binding) + binding
    yield header(binding)
    pieces = _in_pieces(_padded(content, size))
    number, piece = 0, next(pieces)
    for following in pieces:
        yield cipher.encrypt(_nonce(number, last=False), piece, associated)
        number, piece = number + 1, following
    yield cipher.encrypt(_nonce(number, last=True), piece, associated)


def decrypt_file(key: bytes, stored: IO[bytes], context: Context) -> Iterator[bytes]:
    """The file as it was, piece by piece. Raises WrongContext or Tampered; of an altered piece nothing is given out."""
    binding = context.bound_to("file")
    cipher = AESGCM(key)
    check_header(stored.read(1 + TAG_LENGTH), binding)
    associated = header(binding) + binding
    left: int | None = None
    number, piece = 0, stored.read(PIECE + _GCM_TAG)
    while piece:
        following = stored.read(PIECE + _GCM_TAG)
        try:
            plain = cipher.decrypt(_nonce(number, last=not following), piece, associated)
        except (InvalidTag, ValueError) as problem:
            raise Tampered(_ALTERED) from problem
        if left is None:
            left = int.from_bytes(plain[:_LENGTH_BYTES], "big")
            plain = plain[_LENGTH_BYTES:]
        if left:
            yield plain[:left]
        left = max(0, left - len(plain))
        number, piece = number + 1, following
    if left is None or left:
        raise Tampered(_ALTERED)


def stored_size(size: int) -> int:
    """How many bytes a file of `size` bytes takes in the store."""
    padded = bucket_of(_LENGTH_BYTES + size)
    return 1 + TAG_LENGTH + padded + -(-padded // PIECE) * _GCM_TAG


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _padded(content: Iterable[bytes], size: int) -> Iterator[bytes]:
    yield size.to_bytes(_LENGTH_BYTES, "big")
    given = 0
    for part in content:
        given += len(part)
        yield part
    if given != size:
        message = f"The file was said to have {size:,} bytes and has {given:,}"
        raise ValueError(message)
    left = bucket_of(_LENGTH_BYTES + size) - _LENGTH_BYTES - size
    while left:
        part = bytes(min(left, PIECE))
        left -= len(part)
        yield part


def _in_pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    kept = bytearray()
    for part in parts:
        kept += part
        while len(kept) >= PIECE:
            yield bytes(kept[:PIECE])
            del kept[:PIECE]
    if kept:
        yield bytes(kept)
