"""The record of processing in words, as Markdown: for the documentation, and as the annex of an impact assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import begun_large, say
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
    ground = say("{basis}, {article}.", basis=begun_large(line.basis.label), article=line.basis.article)
    if line.basis_of_others != line.basis:
        ground += say(
            " For a body that is not public: {basis}, {article}.",
            basis=line.basis_of_others.label,
            article=line.basis_of_others.article,
        )
    time = (
        say("{kept} from {since}", kept=kept, since=line.since_words)
        if kept
        else say("As long as {since}", since=line.since_words)
    )
    found = [
        (say("Whose"), f"{line.whose}."),
        (say("What"), f"{line.what}."),
        (say("What for"), f"{line.purpose}."),
        (say("Ground in law"), say("{ground} {why}.", ground=ground, why=line.basis_why)),
        (say("Controller"), line.controller.words),
        (say("Kept"), say("{time}. {why}.", time=time, why=line.kept_why)),
    ]
    if line.may_be_chosen:
        chosen = say(
            "From {least} to {most}; proposed is {kept}.", least=line.least, most=line.most, kept=line.kept
        )
        found.append((say("May be chosen"), chosen))
    answer = say("Yes. {why}" if line.on_request else "No. {why}", why=line.on_request_why)
    return [*found, (say("Then"), line.disposal.words), (say("Erased on request"), answer)]
