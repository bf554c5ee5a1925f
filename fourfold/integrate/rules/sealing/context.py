"""What a sealed thing belongs to, bound into the seal so that it opens nowhere else."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sealing.errors import WrongContext

TAG_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Context:
    """The tender, and the bidder or opener, by their references. References never change once something is sealed.

    ``party`` is empty only for what belongs to the tender as a whole (the server's share).
    """

    tender: str
    party: str = ""

    def bound_to(self, purpose: str) -> bytes:
        """Bytes that are the same for the same purpose, tender and party, and never otherwise.

        Each part is written after its length, so ("AB", "C") and ("A", "BC") differ.
        """
        parts = [part.encode() for part in ("fourfold", purpose, self.tender, self.party)]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def context_tag(binding: bytes) -> bytes:
    """A short digest of the context, kept in the open so that a mix-up can be told from tampering."""
    return hashlib.sha256(b"context tag" + binding).digest()[:TAG_LENGTH]


def check_context(tag: bytes, binding: bytes) -> None:
    """Raises WrongContext if the tag was made for another context."""
    if not hmac.compare_digest(tag, context_tag(binding)):
        message = say(
            "This was sealed for another tender or another party, so it cannot be opened as this one's"
        )
        raise WrongContext(message)
