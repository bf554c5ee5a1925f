"""Dated, sourced figures, read from ``fourfold/parameters``: ask ``parameter(key).at(day)``."""

from __future__ import annotations

from fourfold.ground.parameters.loader import (
    ParameterFault,
    all_parameters,
    parameter,
    parse_parameter,
    read_parameters,
)

__all__ = ["ParameterFault", "all_parameters", "parameter", "parse_parameter", "read_parameters"]
