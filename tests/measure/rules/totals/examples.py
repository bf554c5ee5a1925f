"""Worked examples of totals, and amounts as they are written there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from fourfold.ground.kernel.money import Money, PriceBasis

FOLDER = Path(__file__).parents[3] / "worked_examples" / "totals"
PRICES = PriceBasis(2024)


def examples(name: str) -> list[dict[str, Any]]:
    found = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert all(len(each["derivation"]) > 30 for each in found)
    return list(found)


def pounds(text: str | int | Decimal) -> Money:
    return Money(Decimal(text), "GBP", PRICES)


def called(example: dict[str, Any]) -> str:
    return str(example["example"])
