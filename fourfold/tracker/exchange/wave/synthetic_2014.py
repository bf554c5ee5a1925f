"""The synthetic respondents of 2014 as answers to the reconstructed questionnaire, to try exports with.

They give only what is printed: where the report joins several answers into one figure (C1, C2, C5, D5), there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.exchange.wave_2014 import LABEL, synthetic_rows
from fourfold.tracker.rules.instrument.conditions import Answer
from fourfold.tracker.rules.wave.table import Respondent, Wave

NOTICE: Final = say(
    "Synthetic: made up from published figures. No row is the answer of any organisation; do not test or compare with them."
)
_PROGRESS: Final = {each: each for each in ("yes", "working", "considering", "no_plans")} | {
    "dk": "dont_know"
}
_SATISFACTION: Final = {
    each: each for each in ("very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied")
} | {"dk": "dont_know"}
_YES_NO: Final = {"yes": "yes", "no": "no"}
# The question that a figure's question is, and its codes.
_SINGLE: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "org_type": ("A1", {"LA": "council", "HA": "association"}),
    "size_band": (
        "A2",
        {
            f"{short}_{ours}": f"{long}_{theirs}"
            for short, long in (("LA", "council"), ("HA", "association"))
            for ours, theirs in (("small", "small"), ("mid", "middle"), ("large", "large"))
        },
    ),
    "policy": ("B2", _PROGRESS),
    "lead": ("B3", _PROGRESS),
    "lead_title": (
        "B3a",
        {"procurement_commissioning": "procurement", "chief_executive": "chief_executive", "other": "other"},
    ),
    "partner_sat": ("D2", _SATISFACTION),
    "se_dev": ("D3", _YES_NO),
    "se_count": ("D3a", {"one": "one", "between": "two_to_four", "five_plus": "five_or_more"}),
    "tenant_se": ("D4", _YES_NO),
    "method": ("E1", _PROGRESS),
}
_MULTI: Final[Mapping[str, Mapping[str, str]]] = {
    "B1": {
        "prio_employment": "employment", "prio_youth": "youth_employment", "prio_training": "training",
        "prio_health": "health", "prio_crime": "crime",
    },
    "C3": {
        "ben_image": "image", "ben_community": "community", "ben_service": "service", "ben_innovation": "innovation",
        "ben_cost": "cost",
    },
    "C4": {
        "diff_beyond_act": "beyond_act", "diff_define": "defining", "diff_measure_pre": "measuring_before",
        "diff_measure_post": "measuring_after", "diff_other": "other",
    },
    "F1": {"guid_measure": "measurement"},
}  # fmt: skip
_SECTORS: Final = {
    "pub": ("public",), "priv": ("private",), "third": ("third",), "pub_priv": ("public", "private"),
    "pub_third": ("public", "third"), "priv_third": ("private", "third"), "all3": ("public", "private", "third"),
}  # fmt: skip


def synthetic_wave() -> Wave:
    rows = enumerate(synthetic_rows(), start=1)
    respondents = (Respondent(f"{LABEL}-{number}", dict(_answers(row))) for number, row in rows)
    return Wave(shipped_instrument("communities-count-2014"), tuple(respondents), NOTICE, f"{LABEL}-")


def _answers(row: Mapping[str, str]) -> Iterator[tuple[str, Answer]]:
    for name, (question, codes) in _SINGLE.items():
        if row[name] in codes:
            yield question, codes[row[name]]
    for question, parts in _MULTI.items():
        chosen = tuple(code for name, code in parts.items() if row[name] == "yes")
        if chosen:
            yield question, chosen
    sectors = _SECTORS.get(row["partner_mix"], ())
    yield "D1", "yes" if sectors else "no"
    if sectors:
        yield "D1a", sectors
