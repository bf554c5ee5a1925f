"""The two kinds of answer to a second step: what an app shows for thirty seconds (RFC 6238), and a recovery code."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

import pyotp

if TYPE_CHECKING:
    from datetime import datetime

DIGITS: Final = 6
STEP_SECONDS: Final = 30
# One step early or late: clocks differ, and people type (RFC 6238, section 5.2).
_DRIFT_STEPS: Final = 1
RECOVERY_CODES: Final = 10
# Without i, l, o and u: nothing that is read as something else.
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
# Sixteen of 32 letters are 80 random bits: nothing to guess, so a plain digest keeps them.
_GROUPS, _LETTERS = 4, 4


def new_seed() -> str:
    """160 random bits in base 32, as apps take them."""
    return pyotp.random_base32()


def seed_address(*, seed: str, email: str, issuer: str) -> str:
    """What the QR code holds: otpauth://…"""
    return pyotp.TOTP(seed, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(
        name=email, issuer_name=issuer
    )


def step_of(*, seed: str, typed: str, at: datetime, after: int | None) -> int | None:
    """The number of the thirty seconds for which `typed` is right, or None. Those up to `after` were used already."""
    code = "".join(typed.split())
    if len(code) != DIGITS or not (code.isascii() and code.isdecimal()):
        return None
    app = pyotp.TOTP(seed, digits=DIGITS, interval=STEP_SECONDS)
    now = int(at.timestamp()) // STEP_SECONDS
    right = None
    for step in range(now - _DRIFT_STEPS, now + _DRIFT_STEPS + 1):
        # All are compared, however early one fits, so that time tells nothing.
        if hmac.compare_digest(app.generate_otp(step), code) and (after is None or step > after):
            right = step
    return right


def new_recovery_codes() -> list[str]:
    return [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))
        for _ in range(RECOVERY_CODES)
    ]


def recovery_digest(*, person_ref: str, typed: str) -> str:
    """However it was typed: spaces, hyphens and capitals do not matter."""
    letters = "".join(letter for letter in typed.casefold() if letter in _ALPHABET)
    return hashlib.sha256(f"{person_ref}\0{letters}".encode()).hexdigest()
