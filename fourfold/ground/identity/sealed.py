"""Secrets that must be read again, encrypted in the database: a copy of it alone opens none of them."""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE_BYTES = 12


class Unreadable(Exception):
    """It was encrypted under another FOURFOLD_SECRET_KEY, for somebody else, or damaged."""


def seal(text: str, *, belongs_to: str) -> str:
    """AES-256-GCM under a key derived from the installation's secret. It opens only for what it belongs to."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_key()).encrypt(nonce, text.encode(), belongs_to.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(text: str, *, belongs_to: str) -> str:
    """Raises Unreadable."""
    try:
        raw = base64.urlsafe_b64decode(text.encode())
        opened = AESGCM(_key()).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], belongs_to.encode())
    except (InvalidTag, ValueError, binascii.Error) as problem:
        raise Unreadable from problem
    return opened.decode()


def _key() -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"fourfold identity")
    return derived.derive(settings.SECRET_KEY.encode())
