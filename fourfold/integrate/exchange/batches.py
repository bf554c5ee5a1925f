"""What is read one by one, in portions that fit a transaction."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Item = TypeVar("Item")
BATCH = 200


def in_batches(items: Iterator[Item], size: int = BATCH) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch
