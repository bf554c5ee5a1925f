"""Drafts of bids: encrypted under a key that only the bidder's resume code holds. The server keeps ciphertext alone.

The code is 28 characters of Crockford's base 32 (no I, L, O or U; https://www.crockford.com/base32.html) in groups of
four: 26 for the key of 128 bits and 2 check characters. Read as one number in base 32, a code is a multiple of 1021, so
any one wrong character, and any two neighbours swapped, is always noticed; other slips all but once in about a thousand.
"""

from __future__ import annotations

import secrets

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.box import (
    check_header,
    decrypt,
    derive_key,
    encrypt,
    header,
    pad,
    unpad,
)
from fourfold.integrate.rules.sealing.context import Context
from fourfold.integrate.rules.sealing.errors import WrongResumeCode

DRAFT_KEY_LENGTH = 16
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 28
_CHECK_PRIME = 1021
_CHECK_SPACE = 32**2
_GROUP = 4
_SALT_LENGTH = 32
_AS_READ = str.maketrans({"O": "0", "I": "1", "L": "1"})


def draft_key() -> bytes:
    """A new key of 128 random bits. Give it to the bidder as ``resume_code``; do not store it."""
    return secrets.token_bytes(DRAFT_KEY_LENGTH)


def resume_code(key: bytes) -> str:
    """The key as people write it down: seven groups of four characters."""
    if len(key) != DRAFT_KEY_LENGTH:
        message = f"A draft key has {DRAFT_KEY_LENGTH} bytes, not {len(key)}"
        raise ValueError(message)
    shifted = int.from_bytes(key, "big") * _CHECK_SPACE
    number = shifted + -shifted % _CHECK_PRIME
    code = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))
    return "-".join(code[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


def key_from_resume_code(typed: str) -> bytes:
    """The draft key from a code in either case, with or without hyphens and spaces; O counts as 0, I and L as 1.

    Raises WrongResumeCode with what is wrong. A code that passes may still be another draft's.
    """
    code = "".join(c for c in typed if not c.isspace() and c not in "-‐‑–—−").upper().translate(_AS_READ)
    if len(code) != CODE_LENGTH:
        message = say(
            "A resume code has {code_length} letters and digits; you typed {number}",
            code_length=CODE_LENGTH,
            number=len(code),
        )
        raise WrongResumeCode(message)
    number = 0
    for character in code:
        digit = ALPHABET.find(character)
        if digit < 0:
            message = say(
                "A resume code never has “{character}” in it. Check that character", character=character
            )
            raise WrongResumeCode(message)
        number = number * 32 + digit
    key, check = divmod(number, _CHECK_SPACE)
    if number % _CHECK_PRIME or check >= _CHECK_PRIME or key >> 8 * DRAFT_KEY_LENGTH:
        message = say(
            "That resume code has a slip in it. Compare it with what you wrote down, group by group"
        )
        raise WrongResumeCode(message)
    return key.to_bytes(DRAFT_KEY_LENGTH, "big")


def draft_handle(key: bytes) -> str:
    """A name by which the server can find the draft again, from which the key cannot be worked out: 32 hex digits."""
    return derive_key(key, salt=b"", info=b"fourfold draft handle").hex()[:32]


def encrypt_draft(key: bytes, plaintext: bytes, context: Context) -> bytes:
    """The draft for the database, padded as a bid is. Each saving uses a fresh salt, so the key may be used again."""
    binding = context.bound_to("draft")
    salt = secrets.token_bytes(_SALT_LENGTH)
    return header(binding) + salt + encrypt(derive_key(key, salt=salt, info=binding), pad(plaintext), binding)


def decrypt_draft(key: bytes, blob: bytes, context: Context) -> bytes:
    """Raises WrongContext for another tender's or bidder's draft, Tampered for another key or an altered draft."""
    binding = context.bound_to("draft")
    rest = blob[len(check_header(blob, binding)) :]
    salt, ciphertext = rest[:_SALT_LENGTH], rest[_SALT_LENGTH:]
    return unpad(decrypt(derive_key(key, salt=salt, info=binding), ciphertext, binding))
