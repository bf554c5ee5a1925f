"""The designs on which our estimators and R's survey are held to each other, made anew from their seeds.

`python -m tests.oracles.survey.designs` writes them to `tests/data/survey/designs.json`, which `make.R` reads.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parents[2] / "data" / "survey" / "designs.json"
KINDS: Final = (
    "simple",
    "simple_fpc",
    "stratified",
    "stratified_fpc",
    "clustered",
    "clustered_stratified_fpc",
    "post_stratified_fpc",
    "raked_equal_weights",
    "raked_stratified_fpc",
    "raked_clustered",
)
SEEDS: Final = (1, 2)
SIZES: Final = ("large", "middling", "small")
TYPES: Final = ("council", "association")
ANSWERS: Final = ("no", "working", "yes")


def designs() -> list[dict[str, Any]]:
    return [made(kind, seed) for kind in KINDS for seed in SEEDS]


def made(kind: str, seed: int) -> dict[str, Any]:
    chance = random.Random(f"{kind} {seed}")  # noqa: S311  (invented answers)
    stratified, clustered, finite = "stratified" in kind, "cluster" in kind, "fpc" in kind
    names = ["north", "middle", "south"] if stratified and not kind.startswith("post") else ["all"]
    rows: list[dict[str, Any]] = []
    sizes = {}
    for stratum in names:
        clusters = chance.randint(6, 14) if clustered else chance.randint(25, 60)
        sizes[stratum] = clusters + chance.randint(3, 40)
        for cluster in range(clusters):
            lean = chance.gauss(0, 1)
            for _ in range(chance.randint(1, 6) if clustered else 1):
                rows.append(respondent(chance, stratum, f"{stratum}-{cluster}", lean))
                if "equal" not in kind:
                    share = sizes[stratum] / clusters
                    rows[-1]["weight"] = share * (chance.choice((1, 1, 1.5, 2)) if seed > 1 else 1)
    totals: dict[str, dict[str, float]] = {}
    if "raked" in kind or kind.startswith("post"):
        whole = 1000.0
        shares = [chance.uniform(0.25, 0.4) for _ in SIZES[:-1]]
        totals["size"] = dict(
            zip(SIZES, [*(whole * s for s in shares), whole * (1 - sum(shares))], strict=True)
        )
        if "raked" in kind:
            part = chance.uniform(0.4, 0.6)
            totals["type"] = dict(zip(TYPES, (whole * part, whole * (1 - part)), strict=True))
    return {"name": f"{kind}_{seed}", "rows": rows, "sizes": sizes if finite else None, "totals": totals}


def respondent(chance: random.Random, stratum: str, cluster: str, lean: float) -> dict[str, Any]:
    size = chance.choice(SIZES)
    kind = chance.choice(TYPES)
    answer = chance.choices(ANSWERS, (3, 3 + (size == "small"), 2 + 2 * (kind == "council")))[0]
    spend = chance.lognormvariate(2, 0.7)
    return {
        "stratum": stratum,
        "cluster": cluster,
        "weight": 1.0,
        "size": size,
        "type": kind,
        "answer": answer,
        "asked": chance.random() < 0.7,
        "promises": round(spend * chance.uniform(0.2, 1.5) + lean, 6),
        "spend": round(spend, 6),
        "rating": min(10, max(0, round(chance.gauss(7.5 + lean, 2)))),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(designs(), indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
