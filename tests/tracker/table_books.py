"""A survey of made-up organisations and a specification of its tables, of any size, the same every time."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

KINDS, SIZES, REGIONS, NATIONS = (
    ("council", "association"),
    ("small", "middle", "large"),
    tuple(f"region{at}" for at in range(1, 10)),
    ("england", "wales", "scotland"),
)
BANNERS = {"kind": KINDS, "size": SIZES, "region": REGIONS, "nation": NATIONS}
POINTS = {"never": "Never", "rarely": "Rarely", "often": "Often", "always": "Always"}


def specification(questions: int = 6, **changes: Any) -> dict[str, Any]:
    """Numbers in quotes, as the file has them."""
    asked: dict[str, Any] = {
        name: {"asks": f"What {name}?", "codes": {code: code.title() for code in codes}}
        for name, codes in BANNERS.items()
    }
    for at in range(questions):
        asked[f"q{at}"] = {
            "asks": f"How often, number {at}?",
            "codes": POINTS,
            "top": "2",
            "scores": {code: str(worth) for worth, code in enumerate(POINTS, 1)},
        }
    asked["benefits"] = {
        "asks": "Which benefits?",
        "columns": {"b1": "Lower cost", "b2": "Better service", "b3": "Jobs"},
        "nets": {"money": {"says": "Cost or jobs", "codes": ["b1", "b3"]}},
    }
    asked["rating"] = {
        "asks": "Would you recommend it?",
        "codes": {str(at): str(at) for at in range(11)},
        "promoters": "yes",
    }
    main = [{"question": name, "says": name.title()} for name in BANNERS]
    made: dict[str, Any] = {
        "title": "A made-up survey",
        "population": {
            "target": "made-up organisations",
            "estimand": "organisations",
            "size": "900",
            "in_frame": "600",
        },
        "design": {"weight": "weight", "stratum": "kind"},
        "questions": asked,
        "banners": {"main": main},
        "tables": [
            {"question": name, "banner": "main"}
            for name in ["kind", *(f"q{at}" for at in range(questions)), "benefits", "rating"]
        ],
        "rules": {"fewest": "5", "fewest_because": "made-up organisations"},
    }
    return made | changes


def answers(respondents: int = 200, questions: int = 6, seed: int = 1) -> list[dict[str, str]]:
    chance = random.Random(seed)  # noqa: S311  answers of nobody
    rows = []
    for _ in range(respondents):
        row = {name: chance.choice(codes) for name, codes in BANNERS.items()}
        row["weight"] = f"{chance.uniform(0.5, 2):.3f}"
        lean = 2 if row["kind"] == "council" else 0
        for at in range(questions):
            worth = [4, 3, 2 + lean, 1 + lean]
            row[f"q{at}"] = chance.choices([*POINTS, ""], [*worth, 0.5])[0]
        row |= {name: chance.choice(["yes", "no"]) for name in ("b1", "b2", "b3")}
        row["rating"] = str(chance.randint(0, 10))
        rows.append(row)
    return rows


def as_file(made: dict[str, Any]) -> bytes:
    """JSON is YAML, and read alike."""
    return json.dumps(made, indent=1).encode()


def as_data(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
