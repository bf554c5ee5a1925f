"""Where a framework stops short: what is missing is named, never filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.rules.gaps import Gap
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.define.rules.frameworks import Framework, FrameworkOutcome, Theme


def framework_gaps(framework: Framework) -> tuple[Gap, ...]:
    """Every gap, in the order of the framework. `kind` is theme, outcome or measure; `ref` is its code."""
    if not framework.themes:
        return (Gap(say("The framework has no themes")),)
    return tuple(gap for theme in framework.themes for gap in _of_theme(theme))


def _of_theme(theme: Theme) -> Iterator[Gap]:
    if not theme.outcomes:
        yield Gap(say("“{title}” has no outcome", title=theme.title), "theme", theme.code)
    for outcome in theme.outcomes:
        yield from _of_outcome(outcome)


def _of_outcome(outcome: FrameworkOutcome) -> Iterator[Gap]:
    named = outcome.title or outcome.code
    if not outcome.title:
        yield Gap(say("The title of outcome {code} was not read", code=outcome.code), "outcome", outcome.code)
    if not outcome.measures:
        yield Gap(say("“{title}” has no measure", title=named), "outcome", outcome.code)
    for measure in outcome.measures:
        if not measure.counts:
            yield Gap(say("“{title}” does not say what counts", title=measure.title), "measure", measure.code)
        if not measure.evidence:
            yield Gap(
                say("“{title}” does not say what proves it", title=measure.title), "measure", measure.code
            )
        if measure.once_per_person is None:
            yield Gap(
                say("“{title}” does not say whether each person counts once", title=measure.title),
                "measure",
                measure.code,
            )
