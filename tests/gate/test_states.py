from __future__ import annotations

from enum import StrEnum

import pytest

from gate.states import diagram, read_table, state_tables


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


def test_starts_moves_and_ends_are_drawn_in_the_order_of_the_table() -> None:
    table = read_table(
        "street.light",
        {Light.RED: {Light.BROKEN, Light.GREEN}, Light.GREEN: {Light.BROKEN}, Light.BROKEN: frozenset()},
    )

    assert diagram(table).splitlines()[5:-1] == [
        "    [*] --> red",
        "    red --> green",
        "    red --> broken",
        "    green --> broken",
        "    broken --> [*]",
    ]


def test_a_state_nobody_decided_on_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"street\.light\.VALID_TRANSITIONS leads to green, which has no row"
    ):
        read_table("street.light", {Light.RED: {Light.GREEN}})


def test_the_tables_of_the_code_are_found_once_each() -> None:
    modules = [table.module for table in state_tables()]

    assert "fourfold.integrate.models.bid" in modules
    assert len(modules) == len(set(modules))
