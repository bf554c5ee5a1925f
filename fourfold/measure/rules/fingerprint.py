"""One way to write down an account, so that anyone who has the writing gets the same fingerprint."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def canonical(content: Mapping[str, Any]) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces. Figures are texts in it: a number in JSON has no fixed digits."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical writing, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()
