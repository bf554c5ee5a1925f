"""What the priorities and measures of a version are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Priority, PriorityTheme
from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.rules.frameworks import measure_coded
from fourfold.define.rules.themes import Theme, theme_of_measure, theme_of_priority

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

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
    """By the key of each measure that the reader may see, of whatever version, in three queries. One that tells nothing by
    itself is about what its priority is about.
    """
    wanted = list(Measure.objects.filter(pk__in=keys).select_related("outcome__priority"))
    keys_of_priorities = {measure.outcome.priority_id for measure in wanted}
    told = _told_by_measures(Measure.objects.filter(outcome__priority__in=keys_of_priorities))
    said = said_of(keys_of_priorities)
    return {
        measure.pk: MeasureAbout(
            _theme(
                measure,
                theme_of_priority(
                    said.get(measure.outcome.priority_id), told.get(measure.outcome.priority_id, [])
                ),
            ),
            measure.outcome.priority.title,
        )
        for measure in wanted
    }


def about(versions: Collection[int]) -> dict[int, list[PriorityAbout]]:
    """By the key of each version, its priorities in order. Three queries, however many versions."""
    priorities = list(Priority.objects.filter(policy_version__in=versions).order_by("position", "pk"))
    said = said_of(each.pk for each in priorities)
    told = _told_by_measures(Measure.objects.filter(outcome__priority__policy_version__in=versions))
    found: dict[int, list[PriorityAbout]] = {}
    for each in priorities:
        theme = theme_of_priority(said.get(each.pk), told.get(each.pk, []))
        found.setdefault(each.policy_version_id, []).append(PriorityAbout(each, theme, each.pk in said))
    return found


def about_version(version: PolicyVersion) -> list[PriorityAbout]:
    return about([version.pk]).get(version.pk, [])


def _told_by_measures(measures: QuerySet[Measure]) -> dict[int, list[Theme | None]]:
    """By the key of the priority, what each of its measures tells by itself."""
    found: dict[int, list[Theme | None]] = {}
    for measure in measures.select_related("outcome"):
        found.setdefault(measure.outcome.priority_id, []).append(_theme(measure, None))
    return found


def _theme(measure: Measure, of_priority: Theme | None) -> Theme | None:
    return theme_of_measure(
        unit=measure.unit,
        framework=measure.framework,
        framework_theme=_framework_theme(measure),
        of_priority=of_priority,
    )


def _framework_theme(measure: Measure) -> str:
    framework = shipped_frameworks().get(f"{measure.framework}/{measure.framework_edition}")
    placed = None if framework is None else measure_coded(framework, measure.framework_code)
    return "" if placed is None else placed.theme.code
