"""Pictures say what their table says: in proportion, in words, and never zero for what is not known."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.unknown import Absence
from fourfold.ground.spine.registry import Level, Step, Strip
from fourfold.ground.web import charts
from fourfold.ground.web.charts.drawing import WIDTH
from tests.ground.web.markup import ours

SVG = "{http://www.w3.org/2000/svg}"


def pictures(markup: str) -> list[ET.Element]:
    """The drawings that stand for something; those hidden from screen readers are decoration."""
    found = [
        ET.fromstring(each)  # noqa: S314  (our own markup)
        for each in re.findall(r"<svg class=\"fourfold-chart__picture.*?</svg>", markup, re.DOTALL)
    ]
    assert found
    return found


def test_every_picture_has_a_role_a_title_and_a_description() -> None:
    calls = (
        'five_bars(1550, 1200, 990, 800, 744, 0, "hours")',
        'burn_up(["Jun", "Sep"], [100, 250], [80, none], "hours")',
        'mix_bars([("Charity", 12), ("Public", none)])',
        'share_bars([("Charity", 3, 12), ("Public", 0, 0)])',
    )
    for call in calls:
        markup = ours(call)
        assert "style=" not in markup
        assert "<table" in markup
        for picture in pictures(markup):
            title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
            assert title is not None
            assert description is not None
            assert title.text
            assert description.text
            assert picture.get("role") == "img"
            assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_the_five_bars_stand_in_their_order_and_in_proportion() -> None:
    picture = pictures(ours('five_bars(1600, 1200, 800, 400, 200, 0, "hours")'))[0]
    bars = [
        (each.get("class"), Decimal(each.get("width", "")))
        for each in picture.iter(f"{SVG}rect")
        if "fourfold-bar" in each.get("class", "")
    ]
    assert [css.rpartition("--")[2] for css, _ in bars if css] == [
        "committed",
        "reported",
        "confirmed",
        "verified",
        "published",
    ]
    assert [width for _, width in bars] == [300, 150, 75, Decimal("37.5"), 0]
    marks = [
        each.get("x1") for each in picture.iter(f"{SVG}line") if each.get("class") == "fourfold-chart__due"
    ]
    assert marks == ["225.0"] * 5


amounts = st.integers(min_value=0, max_value=10**9)


@given(st.tuples(amounts, amounts, amounts, amounts, amounts, amounts))
def test_bars_are_in_proportion_whatever_the_numbers(numbers: tuple[int, int, int, int, int, int]) -> None:
    committed, due, reported, confirmed, verified, published = numbers
    drawn = charts.five_bars(committed, due, reported, confirmed, verified, published)
    top = max(numbers)
    for bar, value in zip(drawn.bars, (committed, reported, confirmed, verified, published), strict=True):
        assert bar.width is not None
        assert 0 <= bar.width <= WIDTH
        expected = Decimal(value) / top * WIDTH if top else Decimal(0)
        assert abs(bar.width - expected) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("due", "verified", "figure", "words"),
    [
        (1200, 744, "62%", "verified of what is due to date"),
        (1200, 1500, "125%", "verified of what is due to date"),
        (0, 0, "Nothing due yet", ""),
        (None, 10, "Not known yet", "how much is due to date"),
        (1200, None, "Not known yet", "how much of what is due is verified"),
        (1200, Absence.SUPPRESSED, "Hidden to protect people", "how much of what is due is verified"),
    ],
)
def test_the_large_number_is_the_share_verified_of_what_is_due(
    due: int | None, verified: int | Absence | None, figure: str, words: str
) -> None:
    drawn = charts.five_bars(1550, due, 990, 800, verified, 0, "hours")
    assert (drawn.headline, drawn.headline_words) == (figure, words)


def test_what_is_not_known_has_no_bar_and_says_so() -> None:
    drawn = charts.five_bars(1550, 1200, None, Absence.NOT_ASKED, 0, Absence.UNKNOWN, "hours")
    assert [(bar.text, bar.width) for bar in drawn.bars[1:]] == [
        ("not known yet", None),
        ("not asked", None),
        ("0 hours", 0),
        ("not known yet", None),
    ]


def test_a_line_breaks_where_nothing_is_known() -> None:
    drawn = charts.burn_up(["a", "b", "c", "d", "e"], [10, 20, 30, 40, 50], [5, 10, None, 20, 25], "hours")
    assert len(drawn.planned_paths) == 1
    assert len(drawn.verified_paths) == 2
    assert drawn.points[2].verified_text == "not known yet"
    assert "Verified by e: 25 hours, where 50 hours was planned" in drawn.describe


def test_a_burn_up_needs_as_many_values_as_quarters() -> None:
    with pytest.raises(ValueError, match="must be as many"):
        charts.burn_up(["a", "b"], [1], [1, 2])


def test_higher_values_stand_higher() -> None:
    drawn = charts.burn_up(["a", "b"], [10, 20], [5, 20])
    first, last = drawn.points
    assert first.planned_y is not None
    assert first.verified_y is not None
    assert last.planned_y is not None
    assert last.planned_y < first.planned_y < first.verified_y
    assert last.planned_y == last.verified_y


def test_shares_are_shown_only_where_all_is_known() -> None:
    assert [bar.text for bar in charts.mix_bars([("a", 1), ("b", 3)]).bars] == ["1 (25%)", "3 (75%)"]
    assert [bar.text for bar in charts.mix_bars([("a", 1), ("b", None)]).bars] == ["1", "not known yet"]
    assert [bar.text for bar in charts.mix_bars([("a", 1), ("b", -3)]).bars] == ["1", "−3"]


def test_a_long_label_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    label = "Social enterprises and community interest companies of every kind"
    markup = ours("mix_bars(rows)", rows=[(label, 1200)])
    texts = ["".join(each.itertext()) for each in pictures(markup)[0].iter(f"{SVG}text")]
    assert any(text.endswith("…") and label.startswith(text[:-1]) for text in texts)
    assert f">{label}</th>" in markup


def a_strip() -> Strip:
    return Strip(
        above=(Level("priority", (Step("priority", "1", "Good work", "/p/1", "adopted"),)),),
        this=Step("commitment", "2", "12 <apprenticeships>", "/c/2", "in force"),
        below=(
            Level(
                "delivery",
                tuple(
                    Step("delivery", str(n), f"Report {n}", f"/d/{n}", "verified" if n < 3 else "reported")
                    for n in range(1, 6)
                ),
            ),
        ),
    )


def test_the_spine_is_an_ordered_list_that_reads_in_words() -> None:
    words = " ".join(re.sub(r"<[^>]+>", " ", ours("spine_strip(strip)", strip=a_strip())).split())
    assert (
        "Comes from: Priority Good work Adopted This: Commitment 12 &lt;apprenticeships&gt; In force" in words
    )
    assert "What came of it: 5 deliveries" in words
    assert "2 verified, 3 reported" in words


def test_the_spine_says_where_it_ends() -> None:
    lonely = [{"kind": "measure", "title": "Hours", "place": "this"}]
    words = " ".join(re.sub(r"<[^>]+>", " ", ours("spine_strip(rows)", rows=lonely)).split())
    assert words == "Comes from not linked to anything yet This: Measure Hours What came of it nothing yet"
    first = [{"kind": "priority", "title": "Good work", "place": "this"}]
    assert "not linked" not in ours("spine_strip(rows)", rows=first)


def test_the_journey_hatches_what_is_not_known() -> None:
    steps: list[dict[str, object]] = [
        {"step": "Define", "figure": None, "share": None},
        {"step": "Integrate", "figure": "31%", "share": Decimal("0.31")},
    ]
    first, second = charts.journey_steps(steps)
    assert (first.figure, first.filled) == ("not known yet", None)
    assert second.filled == 31
    assert "fourfold-journey__unknown" in ours("journey_steps(steps)", steps=steps)


def test_a_timeline_draws_what_held_and_leaves_open_what_nobody_has_looked_up() -> None:
    from datetime import date

    drawn = charts.timeline(
        [
            ("Ended", date(2020, 1, 1), date(2021, 1, 1), date(2024, 1, 1)),
            ("Standing", date(2022, 1, 1), None, date(2024, 1, 1)),
            ("Never begun", None, None, date(2024, 1, 1)),
        ],
        date(2020, 1, 1),
        date(2026, 1, 1),
    )
    ended, standing, never = drawn.lanes
    assert (ended.x, ended.unknown_x) == (Decimal("0.0"), None)
    assert standing.x is not None
    assert standing.width is not None
    assert standing.unknown_x == standing.x + standing.width
    assert (never.x, never.width) == (None, None)
    assert ended.text == "1 January 2020 to 1 January 2021"
    assert "not in force" in never.text
    assert drawn.describe == "2 have begun, of which 1 has ended, from 2020 to 2026."
