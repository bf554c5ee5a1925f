"""What the priorities and measures of a version are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Priority, PriorityTheme
from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.rules.frameworks import measure_coded
from fourfold.define.rules.themes import Theme, theme_of_measure, theme_of_priority

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from fourfold.define.models import PolicyVersion


@dataclass(frozen=True, slots=True)
class PriorityAbout:
    """`theme` is None where nothing tells; `said` where somebody said it rather than its measures."""

    priority: Priority
    theme: Theme | None
    said: bool


def said_of(priorities: Iterable[int]) -> dict[int, Theme]:
    rows = PriorityTheme.objects.filter(priority__in=list(priorities))
    return {key: Theme(theme) for key, theme in rows.values_list("priority_id", "theme")}


@dataclass(frozen=True, slots=True)
class MeasureAbout:
    theme: Theme | None
    priority_title: str


def themes_of_measures(keys: Collection[int]) -> dict[int, MeasureAbout]:
    """By the key of each measure that the reader may see, of whatever version, in two queries."""
    measures = list(Measure.objects.filter(pk__in=keys).select_related("outcome__priority"))
    said = said_of({measure.outcome.priority_id for measure in measures})
    return {
        measure.pk: MeasureAbout(_theme(measure, said), measure.outcome.priority.title)
        for measure in measures
    }


def about(versions: Collection[int]) -> dict[int, list[PriorityAbout]]:
    """By the key of each version, its priorities in order. Three queries, however many versions."""
    priorities = list(Priority.objects.filter(policy_version__in=versions).order_by("position", "pk"))
    said = said_of(each.pk for each in priorities)
    measures: dict[int, list[Theme | None]] = {}
    of_all = Measure.objects.filter(outcome__priority__policy_version__in=versions).select_related("outcome")
    for measure in of_all:
        # By itself: what was said of the priority is not evidence for it a second time.
        measures.setdefault(measure.outcome.priority_id, []).append(_theme(measure, {}))
    found: dict[int, list[PriorityAbout]] = {}
    for each in priorities:
        theme = theme_of_priority(said.get(each.pk), measures.get(each.pk, []))
        found.setdefault(each.policy_version_id, []).append(PriorityAbout(each, theme, each.pk in said))
    return found


def about_version(version: PolicyVersion) -> list[PriorityAbout]:
    return about([version.pk]).get(version.pk, [])


def _theme(measure: Measure, said: Mapping[int, Theme]) -> Theme | None:
    return theme_of_measure(
        unit=measure.unit,
        framework=measure.framework,
        framework_theme=_framework_theme(measure),
        of_priority=said.get(measure.outcome.priority_id),
    )


def _framework_theme(measure: Measure) -> str:
    framework = shipped_frameworks().get(f"{measure.framework}/{measure.framework_edition}")
    placed = None if framework is None else measure_coded(framework, measure.framework_code)
    return "" if placed is None else placed.theme.code
