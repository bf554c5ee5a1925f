"""The reference page of the frameworks, `docs/reference/frameworks.md`, written from the same files as the product reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.define.queries.framework_files import crosswalks, shipped_frameworks
from fourfold.define.rules.framework_gaps import framework_gaps
from fourfold.define.rules.frameworks import codes_in, placed_measures
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.define.rules.frameworks import Framework, FrameworkOutcome

HEAD: Final = """\
# Outcome frameworks

Written by `fourfold frameworks reference` from `fourfold/define/frameworks`; a test fails when the two differ. What was
not read in a publication itself is marked, never guessed. [Decision 0025](../decisions/0025-frameworks-as-data.md) says
why they are as they are.
"""


def reference() -> str:
    parts = [HEAD]
    for framework in shipped_frameworks().values():
        parts += ["", *_framework(framework)]
    parts += ["", *_links()]
    return "\n".join(parts) + "\n"


def _framework(framework: Framework) -> Iterator[str]:
    until = f"until {day_text(framework.until_day)}" if framework.until_day else "with no end set"
    yield f"## {framework.title}, {framework.edition}"
    yield ""
    yield framework.summary
    yield ""
    yield f"- Key: `{framework.key}`, version `{framework.version}`"
    if framework.from_day:
        yield f"- In force from {day_text(framework.from_day)} {until}"
    yield f"- Publisher: {framework.publisher}. Licence: {framework.licence}"
    yield f"- Measures: {len(list(placed_measures(framework)))}. Gaps: {len(framework_gaps(framework))}"
    if framework.missing:
        yield f"- **Incomplete.** {framework.missing}"
    for theme in framework.themes:
        yield ""
        yield f"### {theme.title}"
        for outcome in theme.outcomes:
            yield ""
            yield from _outcome(outcome)
    yield ""
    yield "### What it rests on"
    yield ""
    for key, source in framework.sources.items():
        read = "read in itself" if source.grade == "primary" else "read in an account or copy"
        yield f"- `{key}`: [{source.title}]({source.href}), {source.publisher}; {read} on {day_text(source.read)}."


def _outcome(outcome: FrameworkOutcome) -> Iterator[str]:
    marked = "" if outcome.verified else " *(not verified)*"
    yield f"**{outcome.code}. {outcome.title or 'Title not read'}**{marked}"
    if outcome.missing:
        yield ""
        yield outcome.missing
    if outcome.criteria:
        yield ""
        for criterion in outcome.criteria:
            yield f"- {criterion.code} {criterion.title}{'' if criterion.verified else ' *(not verified)*'}"
    if outcome.measures:
        yield ""
        yield "| code | measure | counted in | each person | not with | rests on |"
        yield "|---|---|---|---|---|---|"
        for each in outcome.measures:
            once = "once" if each.once_per_person else "again"
            sources = ", ".join(f"`{key}`" for key in each.sources)
            unit = unit_of(each.unit).plural
            yield f"| {each.code} | {each.title} | {unit} | {once} | {', '.join(each.excludes) or 'none named'} | {sources} |"


def _links() -> Iterator[str]:
    named = {
        f"{framework.key}#{code}"
        for framework in shipped_frameworks().values()
        for code in codes_in(framework)
    }
    yield "## Cross-walks"
    yield ""
    yield f"{len(crosswalks())} links between {len(named)} things. What follows from them is worked out, not written."
    yield ""
    yield "| one | stands to | other | because |"
    yield "|---|---|---|---|"
    for link in crosswalks():
        yield f"| `{link.one}` | {link.relation.value} | `{link.other}` | {link.reason} |"
