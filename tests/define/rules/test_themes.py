"""What a measure and a priority are about: its framework, its unit, and only then what somebody said."""

from __future__ import annotations

import pytest

from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.rules.themes import (
    OF_FRAMEWORKS,
    THEME_WORDS,
    Theme,
    theme_of_measure,
    theme_of_priority,
)
from fourfold.ground.kernel.quantities import UNITS


@pytest.mark.parametrize(
    ("given", "theme"),
    [
        ({"unit": "hours"}, None),
        ({"unit": "hours", "of_priority": Theme.COMMUNITY}, Theme.COMMUNITY),
        # Work is work, whatever the priority above it is called.
        ({"unit": "apprenticeships", "of_priority": Theme.COMMUNITY}, Theme.WORK),
        ({"unit": "tonnes_co2e"}, Theme.ENVIRONMENT),
        ({"unit": "people", "framework": "fourfold-open", "framework_theme": "HEALTH"}, Theme.HEALTH),
        (
            {"unit": "apprenticeships", "framework": "fourfold-open", "framework_theme": "SUPPLY"},
            Theme.ECONOMY,
        ),
        ({"unit": "people", "framework": "not-ours", "framework_theme": "HEALTH"}, None),
    ],
)
def test_what_a_measure_is_about(given: dict[str, object], theme: Theme | None) -> None:
    assert theme_of_measure(**given) == theme  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "measures", "theme"),
    [
        (None, [], None),
        (None, [None, None], None),
        (None, [Theme.WORK, Theme.WORK, Theme.HEALTH, None], Theme.WORK),
        (None, [Theme.WORK, Theme.HEALTH], None),
        (Theme.HOMES, [Theme.WORK, Theme.WORK], Theme.HOMES),
    ],
)
def test_what_a_priority_is_about(
    said: Theme | None, measures: list[Theme | None], theme: Theme | None
) -> None:
    assert theme_of_priority(said, measures) == theme


def test_every_theme_of_our_own_framework_is_one_of_ours_and_no_other_is_named() -> None:
    shipped = {each.code: each for each in shipped_frameworks().values()}
    for code, themes in OF_FRAMEWORKS.items():
        editions = [each for each in shipped_frameworks().values() if each.code == code]
        assert {theme.code for each in editions for theme in each.themes} >= set(themes)
    assert {theme.code for theme in shipped["fourfold-open"].themes} == set(OF_FRAMEWORKS["fourfold-open"])
    assert set(THEME_WORDS) == set(Theme)
    # Whatever unit there is, nothing is told of it but a theme that there is.
    assert {theme_of_measure(unit=unit) for unit in UNITS} <= {None, *Theme}
