"""An opener's own key, locked with a passphrase that we never store, and the share of a tender wrapped for it."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.box import (
    KEY_LENGTH,
    check_header,
    decrypt,
    encrypt,
    header,
    make_key_pair,
    open_box,
    seal_box,
)
from fourfold.integrate.rules.sealing.context import Context
from fourfold.integrate.rules.sealing.errors import Tampered, WrongPassphrase

SHORTEST_PASSPHRASE = 12
_SALT_LENGTH = 16
# 32 MiB and about a tenth of a second for each guess. Changing any of these needs a new version byte.
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**15, 8, 1


@dataclass(frozen=True, slots=True)
class OpenerKey:
    """What is stored of an opener: enough to wrap shares for them, and nothing that opens one without the passphrase."""

    public_key: bytes
    wrapped_private_key: bytes


def _passphrase_key(passphrase: str, salt: bytes) -> bytes:
    # The same words typed on another keyboard may come composed differently; NFKC makes them one.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=KEY_LENGTH, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P).derive(typed)


def _binding(opener: str) -> bytes:
    return Context(tender="", party=opener).bound_to(say("opener key"))


def _lock(private_key: bytes, passphrase: str, opener: str) -> bytes:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        message = (
            f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters; this one has {len(passphrase)}"
        )
        raise ValueError(message)
    salt = secrets.token_bytes(_SALT_LENGTH)
    binding = _binding(opener)
    return header(binding) + salt + encrypt(_passphrase_key(passphrase, salt), private_key, binding)


def make_opener_key(passphrase: str, *, opener: str) -> OpenerKey:
    """A new key for the opener. Raises ValueError for a passphrase under 12 characters.

    The passphrase is not kept: lost, the key is lost, and the shares wrapped for it.
    """
    private, public = make_key_pair()
    return OpenerKey(public, _lock(private, passphrase, opener))


def unlock_opener_key(wrapped: bytes, passphrase: str, *, opener: str) -> bytes:
    """The opener's private key. Raises WrongPassphrase, or WrongContext for another opener's key."""
    binding = _binding(opener)
    rest = wrapped[len(check_header(wrapped, binding)) :]
    salt, ciphertext = rest[:_SALT_LENGTH], rest[_SALT_LENGTH:]
    try:
        return decrypt(_passphrase_key(passphrase, salt), ciphertext, binding)
    except Tampered as error:
        message = say(
            "That passphrase does not unlock your opening key. Type it exactly as when you chose it"
        )
        raise WrongPassphrase(message) from error


def change_passphrase(wrapped: bytes, old: str, new: str, *, opener: str) -> bytes:
    """The same key under another passphrase, so that shares already wrapped for it stay good."""
    return _lock(unlock_opener_key(wrapped, old, opener=opener), new, opener)


def wrap_share(public_key: bytes, share: bytes, context: Context) -> bytes:
    """The opener's share of a tender, readable with the opener's private key only. ``context.party`` is the opener."""
    return seal_box(public_key, share, context.bound_to(say("opener share")))


def unwrap_share(private_key: bytes, wrapped: bytes, context: Context) -> bytes:
    """Raises WrongContext for a share of another tender or opener, Tampered for one that was altered."""
    return open_box(private_key, wrapped, context.bound_to(say("opener share")))
