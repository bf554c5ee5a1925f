"""By what a person of a list is known again: a keyed digest of the address, or of name, telephone and organisation."""

from __future__ import annotations

import hmac
from hashlib import sha256

from fourfold.ground.kernel.names import matched_as


def key_of_address(secret: str, email: str) -> str:
    """Capitals make no difference; the part before the @ is kept as it is otherwise, because some systems tell it apart."""
    return _digest(secret, f"email {email.strip().casefold()}")


def key_of_contact(secret: str, *, email: str, name: str, phone: str, organisation: str) -> str:
    if email:
        return key_of_address(secret, email)
    digits = "".join(sign for sign in phone if sign.isdigit())
    return _digest(
        secret, f"phone {digits.removeprefix('44').lstrip('0')} {matched_as(name)} {matched_as(organisation)}"
    )


def _digest(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()
