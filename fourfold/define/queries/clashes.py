"""Measures of one version that must not both be claimed for the same person, pound or thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.models import PackMeasure
from fourfold.define.queries.framework_files import related, shipped_frameworks
from fourfold.define.rules.exclusions import clashes, declared
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.models import Measure
    from fourfold.define.queries.cascades import PriorityBranch
    from fourfold.define.rules.exclusions import Pair


@dataclass(frozen=True, slots=True)
class MeasureClash:
    """`words` say why, with the pair of the framework that excludes each other."""

    one: Measure
    other: Measure
    words: str


def clashes_in(branches: Sequence[PriorityBranch]) -> list[MeasureClash]:
    """Of the measures that were chosen from a framework or a pack. What a user's own measures exclude nobody has said.

    A pack's exclusions are read by its holder alone.
    """
    chosen = {
        _node(measure): measure
        for branch in branches
        for twig in branch.outcomes
        for measure in twig.measures
        if measure.framework_code
    }
    if len(chosen) <= 1:
        return []
    excluded = declared(shipped_frameworks().values()) | _of_packs(list(chosen.values()))
    return [
        MeasureClash(
            chosen[clash.one],
            chosen[clash.other],
            say(
                "What counts under {one} must not be counted under {other} as well",
                one=_named(clash.because[0]),
                other=_named(clash.because[1]),
            ),
        )
        for clash in clashes(chosen, excluded=excluded, related=related())
    ]


def _node(measure: Measure) -> str:
    return f"{measure.framework or f'pack {measure.pack_id}'}/{measure.framework_edition}#{measure.framework_code}"


def _of_packs(measures: Sequence[Measure]) -> frozenset[Pair]:
    editions = {each.pack_id: each.framework_edition for each in measures if each.pack_id is not None}
    rows = PackMeasure.objects.filter(pack__in=editions).values_list("pack_id", "code", "excludes")
    return frozenset(
        frozenset({f"pack {pack}/{editions[pack]}#{code}", f"pack {pack}/{editions[pack]}#{other}"})
        for pack, code, excludes in rows
        for other in excludes
    )


def _named(node: str) -> str:
    """A measure of a framework by its code and edition; of a pack by its code, which its holder knows."""
    key, _, code = node.partition("#")
    framework = shipped_frameworks().get(key)
    return code if framework is None else say("{code} of {title}", code=code, title=framework.title)
