"""What the storeys above want examined as well: each registers its questions, which are asked where the database stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.operation.findings import Finding

_QUESTIONS: dict[str, Callable[[], Finding]] = {}


def register_question(about: str, question: Callable[[], Finding]) -> None:
    """`about` is the subject in a word or two, as it is shown; each has one question."""
    _QUESTIONS[about] = question


def further_questions() -> list[tuple[str, Callable[[], Finding]]]:
    return list(_QUESTIONS.items())
