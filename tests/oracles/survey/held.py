"""The designs and what R's survey made of them, side by side."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from fourfold.tracker.rules.estimation.design import Design, design
from fourfold.tracker.rules.population import Estimand, Population
from fourfold.tracker.rules.weighting.raking import rake
from fourfold.tracker.rules.weighting.targets import Margin
from tests.oracles.survey.designs import FILE

EVERYONE: Final = Population("invented organisations", Estimand.ORGANISATIONS)
# As close as two programs that add in different orders come.
CLOSE: Final = 1e-9


@cache
def r_survey() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(FILE).parent / "r_survey.json").read_text(encoding="utf-8"))
    return found


@cache
def given() -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads(FILE.read_text(encoding="utf-8"))}


@cache
def by_r() -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in r_survey()["designs"]}


def column(name: str, of: str) -> list[Any]:
    return [row[of] for row in given()[name]["rows"]]


@cache
def ours(name: str) -> Design:
    """The design of this name, with its weights brought to the totals it knows."""
    made = design(
        population=EVERYONE,
        weights=column(name, "weight"),
        strata=column(name, "stratum"),
        clusters=column(name, "cluster"),
        sizes=given()[name]["sizes"],
    )
    margins = [
        Margin(each, tuple(column(name, each)), totals) for each, totals in given()[name]["totals"].items()
    ]
    if not margins:
        return made
    raked = rake(made.weights, margins)
    return Design(made.population, raked.weights, made.strata, made.clusters, made.sizes, raked.calibration)
