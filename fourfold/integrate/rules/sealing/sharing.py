"""A secret in shares, any two of which give it back and any one of which says nothing about it.

Shamir's scheme (A. Shamir, "How to share a secret", Communications of the ACM 22, 1979), byte by byte over GF(256) with
the AES polynomial x^8 + x^4 + x^3 + x + 1. With one share, each possible secret stays exactly as likely as before.
No tables and no branches on secret bits, so that timing says little; Python promises no more than that.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.errors import NotEnoughOpeners, Tampered

THRESHOLD = 2
FEWEST_SHARES = 3
MOST_SHARES = 255
_POLYNOMIAL = 0x1B


def multiply(a: int, b: int) -> int:
    """The product of two elements of GF(256), each 0 to 255."""
    product = 0
    for _ in range(8):
        product ^= -(b & 1) & a
        a = ((a << 1) & 0xFF) ^ (-(a >> 7) & _POLYNOMIAL)
        b >>= 1
    return product


def invert(a: int) -> int:
    """The element whose product with ``a`` is 1: a to the power 254. Zero, which has none, gives zero."""
    result = 1
    for _ in range(7):
        a = multiply(a, a)
        result = multiply(result, a)
    return result


def split(secret: bytes, count: int) -> tuple[bytes, ...]:
    """``count`` shares (3 to 255) of the secret: a byte for the share's own place, then as many bytes as the secret."""
    if not FEWEST_SHARES <= count <= MOST_SHARES:
        message = f"A tender needs {FEWEST_SHARES} to {MOST_SHARES} openers, not {count}"
        raise ValueError(message)
    slopes = secrets.token_bytes(len(secret))
    return tuple(
        bytes([place]) + bytes(s ^ multiply(slope, place) for s, slope in zip(secret, slopes, strict=True))
        for place in range(1, count + 1)
    )


def combine(shares: Iterable[bytes]) -> bytes:
    """The secret, from two or more different shares; all that are given must agree.

    Raises NotEnoughOpeners for fewer than two different ones (the same share twice is one), Tampered for shares that
    are malformed or lie on no one line. Two shares that were both altered, or are of different tenders, give
    some other secret without complaint: the tender's public key tells.
    """
    different = sorted(set(shares))
    if any(len(share) < 2 or not share[0] or len(share) != len(different[0]) for share in different):  # noqa: PLR2004
        message = say("An opener's share is not whole")
        raise Tampered(message)
    if len(different) < THRESHOLD:
        message = say(
            "{threshold} different openers are needed to open the bids; {number} came",
            threshold=THRESHOLD,
            number=len(different),
        )
        raise NotEnoughOpeners(message)
    first, second, *others = different
    # Two points of a line give its value at 0: s = (y1·x2 + y2·x1) / (x1 + x2), where + is XOR.
    inverse = invert(first[0] ^ second[0])
    if not inverse:
        message = say("Two openers' shares contradict each other")
        raise Tampered(message)
    at_first, at_second = multiply(second[0], inverse), multiply(first[0], inverse)
    secret = bytes(
        multiply(y1, at_first) ^ multiply(y2, at_second) for y1, y2 in zip(first[1:], second[1:], strict=True)
    )
    slope_inverse = invert(first[0])
    slopes = [multiply(y ^ s, slope_inverse) for y, s in zip(first[1:], secret, strict=True)]
    for other in others:
        if other[1:] != bytes(s ^ multiply(slope, other[0]) for s, slope in zip(secret, slopes, strict=True)):
            message = say("The openers' shares contradict each other")
            raise Tampered(message)
    return secret
