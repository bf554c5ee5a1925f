"""What the server holds under its own secret, from the environment and never from the database.

A copy of the database without the environment, or the environment without two openers, opens no bid.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.box import check_header, decrypt, derive_key, encrypt, header
from fourfold.integrate.rules.sealing.context import Context
from fourfold.integrate.rules.sealing.errors import TooEarly

SHORTEST_SECRET = 32
_SALT_LENGTH = 32


def _server_key(server_secret: bytes, salt: bytes, binding: bytes) -> bytes:
    if len(server_secret) < SHORTEST_SECRET:
        message = f"The server's secret needs at least {SHORTEST_SECRET} bytes; it has {len(server_secret)}"
        raise ValueError(message)
    return derive_key(server_secret, salt=salt, info=binding)


def _wrap(plaintext: bytes, server_secret: bytes, binding: bytes) -> bytes:
    salt = secrets.token_bytes(_SALT_LENGTH)
    return header(binding) + salt + encrypt(_server_key(server_secret, salt, binding), plaintext, binding)


def _unwrap(wrapped: bytes, server_secret: bytes, binding: bytes) -> bytes:
    rest = wrapped[len(check_header(wrapped, binding)) :]
    salt, ciphertext = rest[:_SALT_LENGTH], rest[_SALT_LENGTH:]
    return decrypt(_server_key(server_secret, salt, binding), ciphertext, binding)


def wrap_server_share(share: bytes, server_secret: bytes, context: Context) -> bytes:
    """The server's share for the database. Raises ValueError for a secret shorter than 32 bytes."""
    return _wrap(share, server_secret, context.bound_to(say("server share")))


def release_server_share(
    wrapped: bytes,
    server_secret: bytes,
    context: Context,
    *,
    deadline: datetime,
    at: datetime,
) -> bytes:
    """The server's share, after the deadline for bids and not at it. Both moments are aware.

    Raises TooEarly; WrongContext or Tampered for a share of another tender, an altered one or another server's secret.
    """
    if at <= deadline:
        message = say("Bids can be opened after the deadline, not before")
        raise TooEarly(message)
    return _unwrap(wrapped, server_secret, context.bound_to(say("server share")))


def keep_released_share(share: bytes, server_secret: bytes, context: Context) -> bytes:
    """The first opener's share, to wait in the database for the second's visit. Wipe it once the bids are open."""
    return _wrap(share, server_secret, context.bound_to(say("released share")))


def take_released_share(wrapped: bytes, server_secret: bytes, context: Context) -> bytes:
    return _unwrap(wrapped, server_secret, context.bound_to(say("released share")))
