"""The record of processing in words, as Markdown: for the documentation, and as the annex of an impact assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.privacy.record import processing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fourfold.ground.kernel.keeping import Keeping
    from fourfold.ground.privacy.record import Line

TITLE = """\
# Record of processing

Every kind of record that holds something of a person: whose, why, on what ground, for how long, and what becomes of it. Written
by `fourfold privacy record` from the `processing.yaml` of each storey, and held to it by a test. The times are those proposed; an
organisation may choose others within the bounds, on its page Data protection.
"""


def reference() -> str:
    """The page `docs/reference/processing.md`."""
    return TITLE + "\n" + "\n".join(record({}, level=2))


def record(chosen: Mapping[str, Keeping], *, level: int) -> Iterator[str]:
    """Line by line; `chosen` are the times that an organisation chose, by key. `level` is that of the headings."""
    for line in processing().values():
        yield f"{'#' * level} {line.title}"
        yield ""
        for name, words in facts(line, chosen.get(line.key, line.kept)):
            yield f"- **{name}**: {words}"
        yield ""


def facts(line: Line, kept: Keeping | None) -> list[tuple[str, str]]:
    """Names and words of one line, as pages and documents print them. Key terms first, in the order of Article 30."""
    ground = f"{line.basis.value.capitalize()}, {line.basis.article}."
    if line.basis_of_others != line.basis:
        ground += (
            f" For a body that is not public: {line.basis_of_others.value}, {line.basis_of_others.article}."
        )
    time = f"{kept} from {line.since_words}" if kept else f"As long as {line.since_words}"
    found = [
        ("Whose", f"{line.whose}."),
        ("What", f"{line.what}."),
        ("What for", f"{line.purpose}."),
        ("Ground in law", f"{ground} {line.basis_why}."),
        ("Controller", line.controller.words),
        ("Kept", f"{time}. {line.kept_why}."),
    ]
    if line.may_be_chosen:
        found.append(("May be chosen", f"From {line.least} to {line.most}; proposed is {line.kept}."))
    return [
        *found,
        ("Then", line.disposal.words),
        ("Erased on request", f"{'Yes' if line.on_request else 'No'}. {line.on_request_why}"),
    ]
