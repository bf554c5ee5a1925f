"""References that can be read over the telephone and not guessed: ten characters of Crockford's base 32."""

from __future__ import annotations

import secrets
from typing import Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say

# Crockford's alphabet leaves out I, L, O (read as 1, 1, 0) and U (so that no word is spelt by accident).
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 10

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": "", "\u2013": "", "\u00a0": ""})


def new_reference() -> str:
    """A fresh reference of 50 random bits. The table it goes into must still refuse a second copy."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise_reference(text: str) -> str:
    """What a person typed, as it is stored: capitals, no spaces or dashes, O as 0, I and L as 1.

    Raises NotUnderstood where that is not a reference.
    """
    reference = text.strip().upper().translate(_MISREAD)
    if not reference:
        raise NotUnderstood(say("Enter a reference, such as 7K3M9-QX2TB"))
    strange = next((character for character in reference if character not in ALPHABET), None)
    if strange is not None:
        raise NotUnderstood(
            say(
                "A reference has only letters and digits, and never \u201c{strange}\u201d. Check it and type it again",
                strange=strange,
            )
        )
    if len(reference) != LENGTH:
        raise NotUnderstood(
            say(
                "A reference has {length} letters and digits; you typed {number}",
                length=LENGTH,
                number=len(reference),
            )
        )
    return reference
