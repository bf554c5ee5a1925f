"""Dated, sourced figures and rules, read from ``fourfold/parameters``: ask ``parameter(key).at(day)``."""

from __future__ import annotations

from fourfold.ground.parameters.loader import (
    ParameterFault,
    all_parameters,
    all_rules,
    parameter,
    parse_parameter,
    parse_rule,
    read_parameters,
    read_rules,
)

__all__ = [
    "ParameterFault",
    "all_parameters",
    "all_rules",
    "parameter",
    "parse_parameter",
    "parse_rule",
    "read_parameters",
    "read_rules",
]
