"""The dated rules and figures that the rules are given: plain values, read elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.ground.kernel.dated_rules import DatedRule
from fourfold.ground.kernel.parameters import DatedParameter


@dataclass(frozen=True, slots=True)
class LawBook:
    """`rules` by key ("social-value-act-2012"), `figures` by theirs ("law.thresholds.works")."""

    rules: Mapping[str, DatedRule]
    figures: Mapping[str, DatedParameter]
