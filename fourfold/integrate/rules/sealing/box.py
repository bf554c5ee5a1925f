"""A sealed box: anyone may seal with a public key, only the private key opens, and only as what it was sealed as.

Ephemeral X25519, HKDF-SHA256 (salt: both public keys; info: the context), AES-256-GCM with the header and context
as associated data. Layout: version (1 byte), context tag (16), ephemeral public key (32), ciphertext with its tag.
The nonce is zero because each key is used for one message only. The sender is not authenticated: who sent a bid is
what the listener recorded, not what the blob says.

What length still shows: contents are padded to a power of two from 4 KiB to 1 MiB, and to whole MiB above that.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.context import TAG_LENGTH, Context, check_context, context_tag
from fourfold.integrate.rules.sealing.errors import Tampered

VERSION = b"\x01"
KEY_LENGTH = 32
SMALLEST_BUCKET = 4 * 1024
_MEBIBYTE = 1024 * 1024
LARGEST_PLAINTEXT = 256 * _MEBIBYTE
_HEADER_LENGTH = 1 + TAG_LENGTH
_LENGTH_BYTES = 8
_ZERO_NONCE = bytes(12)
_ALTERED = say("What is stored was altered, or was sealed with another key")


def derive_key(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=salt, info=info).derive(secret)


def bucket_of(length: int) -> int:
    """How long what has `length` bytes is after padding."""
    bucket = SMALLEST_BUCKET
    while bucket < length:
        bucket += min(bucket, _MEBIBYTE)
    return bucket


def pad(plaintext: bytes) -> bytes:
    """The plaintext after its length, filled with zeros to the end of its bucket."""
    if len(plaintext) > LARGEST_PLAINTEXT:
        message = (
            f"A bid may be up to {LARGEST_PLAINTEXT // _MEBIBYTE} MiB; this one is {len(plaintext):,} bytes"
        )
        raise ValueError(message)
    needed = _LENGTH_BYTES + len(plaintext)
    bucket = bucket_of(needed)
    return len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext + bytes(bucket - needed)


def unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    end = _LENGTH_BYTES + length
    if len(padded) < _LENGTH_BYTES or end > len(padded) or any(padded[end:]):
        raise Tampered(_ALTERED)
    return padded[_LENGTH_BYTES:end]


def header(binding: bytes) -> bytes:
    return VERSION + context_tag(binding)


def check_header(blob: bytes, binding: bytes) -> bytes:
    """The header of the blob, and never another's. Raises Tampered or WrongContext."""
    if blob[:1] != VERSION:
        message = say("This was not sealed by Fourfold, or by a later version of it")
        raise Tampered(message)
    check_context(blob[1:_HEADER_LENGTH], binding)
    return blob[:_HEADER_LENGTH]


def encrypt(key: bytes, plaintext: bytes, binding: bytes, *, nonce: bytes = _ZERO_NONCE) -> bytes:
    """AES-256-GCM. The zero nonce is for a key that encrypts once and is then forgotten."""
    return AESGCM(key).encrypt(nonce, plaintext, header(binding) + binding)


def decrypt(key: bytes, ciphertext: bytes, binding: bytes, *, nonce: bytes = _ZERO_NONCE) -> bytes:
    """Raises Tampered unless key, nonce, context and every byte are those of the encryption."""
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, header(binding) + binding)
    except (InvalidTag, ValueError) as error:
        raise Tampered(_ALTERED) from error


def make_key_pair() -> tuple[bytes, bytes]:
    """A new private key and its public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def _box_key(private_key: bytes, peer: bytes, *, ephemeral: bytes, recipient: bytes, binding: bytes) -> bytes:
    try:
        shared = X25519PrivateKey.from_private_bytes(private_key).exchange(
            X25519PublicKey.from_public_bytes(peer)
        )
    except ValueError as error:
        raise Tampered(_ALTERED) from error
    return derive_key(shared, salt=ephemeral + recipient, info=binding)


def seal_box(public_key: bytes, plaintext: bytes, binding: bytes) -> bytes:
    private, ephemeral = make_key_pair()
    key = _box_key(private, public_key, ephemeral=ephemeral, recipient=public_key, binding=binding)
    return header(binding) + ephemeral + encrypt(key, plaintext, binding)


def open_box(private_key: bytes, blob: bytes, binding: bytes) -> bytes:
    rest = blob[len(check_header(blob, binding)) :]
    ephemeral, ciphertext = rest[:KEY_LENGTH], rest[KEY_LENGTH:]
    recipient = public_key_of(private_key)
    key = _box_key(private_key, ephemeral, ephemeral=ephemeral, recipient=recipient, binding=binding)
    return decrypt(key, ciphertext, binding)


def seal(public_key: bytes, plaintext: bytes, context: Context) -> bytes:
    """The bid, readable only with the tender's private key and only as this bidder's bid for this tender.

    Sealing the same bid twice gives different bytes of the same length. Raises ValueError above 256 MiB.
    """
    return seal_box(public_key, pad(plaintext), context.bound_to("bid"))


def open_sealed(private_key: bytes, blob: bytes, context: Context) -> bytes:
    """The bid as it was sealed, byte for byte. Raises WrongContext or Tampered; never returns part of a bid."""
    return unpad(open_box(private_key, blob, context.bound_to("bid")))


def receipt_hash(blob: bytes) -> str:
    """What the receipt prints: SHA-256, as 64 hexadecimal digits, of the sealed bytes exactly as stored."""
    return hashlib.sha256(blob).hexdigest()
