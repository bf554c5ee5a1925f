"""Letters that a document's font may not have, written as their numbers."""

from __future__ import annotations

from typing import Any, Final

# What the bundled font has for certain; it may have more.
PLAIN: Final = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3A1), (0x3A3, 0x3C9), (0x410, 0x44F))
    for code in range(first, last + 1)
) | frozenset("\n–—‘’“”…€−×")


def spelt_out(value: Any) -> Any:
    """Texts, and lists and dicts of them, with each other letter as its number, such as [U+65E5]."""
    match value:
        case str():
            return "".join(letter if letter in PLAIN else f"[U+{ord(letter):04X}]" for letter in value)
        case list() | tuple():
            return [spelt_out(each) for each in value]
        case dict():
            return {key: spelt_out(each) for key, each in value.items()}
    return value
