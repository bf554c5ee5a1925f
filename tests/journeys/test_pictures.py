"""Nothing of a picture, nor of the table beside it, stands beyond the smallest screen, wherever on it its words fall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import fourfold.ground.web
from tests.ground.web.markup import ours
from tests.journeys.conftest import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = Path(fourfold.ground.web.__file__).parent / "static" / "fourfold"
QUARTERS = [f"{month} {year}" for year in range(2026, 2031) for month in ("Mar", "Jun", "Sep", "Dec")]

FIVE = [
    ours("five_bars(100, due, 0, 0, 0, 0, unit)", due=due, unit=unit)
    for due in range(0, 101, 5)
    for unit in ("apprenticeships", "weeks of supported work placements for people far from work")
]
LINES = [
    ours(
        "burn_up(quarters, planned, planned, unit)",
        quarters=QUARTERS[:many],
        planned=[each * 1_000 for each in range(many)],
        unit=unit,
    )
    for many in range(1, len(QUARTERS) + 1)
    for unit in ("apprenticeships", "pounds")
]


@pytest.mark.parametrize("pictures", [FIVE, LINES], ids=["five bars", "burn-up"])
def test_no_words_of_a_picture_leave_the_smallest_screen(browser: Browser, pictures: list[str]) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # Playwright's own name for this shape
    page.set_content(
        f'<html class="govuk-template"><body><main class="fourfold-width fourfold-main">{"".join(pictures)}</main></body></html>'
    )
    for sheet in ("govuk-frontend/govuk-frontend.css", "fourfold.css"):
        page.add_style_tag(path=STYLE / sheet)
    beyond = page.eval_on_selector_all(
        "svg.fourfold-chart__picture text",
        "all => all.filter(t => t.getBoundingClientRect().right > innerWidth || t.getBoundingClientRect().left < 0)"
        ".map(t => t.textContent)",
    )
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    page.close()
    assert beyond == []
    assert wide <= screen
