"""A tender's key: bids are sealed to its public half; its private half is written down nowhere.

private = HKDF-SHA256(openers' secret ‖ server's share; the tender's context). The openers' secret is split two of n.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.box import KEY_LENGTH, derive_key, public_key_of
from fourfold.integrate.rules.sealing.context import Context
from fourfold.integrate.rules.sealing.errors import Tampered
from fourfold.integrate.rules.sealing.openers import wrap_share
from fourfold.integrate.rules.sealing.server import wrap_server_share
from fourfold.integrate.rules.sealing.sharing import combine, split

_SALT = b"fourfold tender key 1"


@dataclass(frozen=True, slots=True)
class TenderKey:
    """All that is stored of a tender's key. ``wrapped_shares`` is by the openers' references, in the order given."""

    public_key: bytes
    wrapped_shares: Mapping[str, bytes]
    wrapped_server_share: bytes


def _private_key(openers_secret: bytes, server_share: bytes, tender: str) -> bytes:
    return derive_key(
        openers_secret + server_share, salt=_SALT, info=Context(tender).bound_to(say("tender key"))
    )


def make_tender_key(*, tender: str, openers: Mapping[str, bytes], server_secret: bytes) -> TenderKey:
    """A new key for a tender. ``openers`` gives each opener's public key by their reference; three or more.

    The whole private key is in memory while this runs and is not returned. Raises ValueError for fewer than three
    openers, for two with one public key (one person would be two openers), and for a short server secret.
    """
    if len(set(openers.values())) != len(openers):
        message = "Two openers have the same key; each opener needs their own"
        raise ValueError(message)
    openers_secret, server_share = secrets.token_bytes(KEY_LENGTH), secrets.token_bytes(KEY_LENGTH)
    shares = split(openers_secret, len(openers))
    return TenderKey(
        public_key=public_key_of(_private_key(openers_secret, server_share, tender)),
        wrapped_shares={
            opener: wrap_share(public, share, Context(tender, opener))
            for (opener, public), share in zip(openers.items(), shares, strict=True)
        },
        wrapped_server_share=wrap_server_share(server_share, server_secret, Context(tender)),
    )


def rebuild_private_key(
    *, tender: str, shares: Iterable[bytes], server_share: bytes, public_key: bytes
) -> bytes:
    """The tender's private key, from two or more openers' shares and the server's.

    Raises NotEnoughOpeners for fewer than two, Tampered unless what comes out is the private half of ``public_key``.
    Keep it in memory for the opening only; never store, log or send it.
    """
    private_key = _private_key(combine(shares), server_share, tender)
    if not hmac.compare_digest(public_key_of(private_key), public_key):
        message = say(
            "These shares do not make this tender's key: one was altered or belongs to another tender"
        )
        raise Tampered(message)
    return private_key
