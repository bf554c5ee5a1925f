"""The key that this installation signs evidence packs with: derived from the sealing secret, which is kept as carefully."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

_PURPOSE = b"fourfold evidence pack, Ed25519, 1"


def signing_key() -> Ed25519PrivateKey:
    """The same as long as the secret is. Nothing that is sealed can be opened with it, nor the other way round."""
    seed = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(settings.SEALING_SECRET.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key() -> str:
    """In hexadecimal digits, to be kept and handed out."""
    return signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
