"""Rulings as plain values for programs: the shape that `fourfold law check --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.rules.law.answers import Ruling
    from fourfold.ground.kernel.sources import Source


def plain(rulings: Sequence[Ruling]) -> dict[str, Any]:
    return {
        "rulings": [
            {
                "rule": ruling.rule,
                "answer": ruling.answer.value,
                "reasons": [str(reason.says) for reason in ruling.reasons],
                "sources": [plain_source(source) for source in ruling.sources],
                "to_record": [
                    {"what": each.what, "by_when": each.by_when, "source": each.source.href}
                    for each in ruling.to_record
                ],
            }
            for ruling in rulings
        ]
    }


def plain_source(source: Source) -> dict[str, str | None]:
    """`says` are the words relied on; `grade` is primary, or secondary where an account of the law was read."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "href": source.href,
        "says": source.says,
        "read": source.read.isoformat(),
        "grade": source.grade.value,
        "licence": source.licence,
    }
