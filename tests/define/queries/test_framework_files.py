"""The frameworks that ship are whole and traceable; a file that is not is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.define.exchange.framework_reference import reference
from fourfold.define.queries import framework_files
from fourfold.define.queries.framework_files import (
    FrameworkFault,
    crosswalks,
    parse_framework,
    parse_links,
    related,
    shipped_frameworks,
)
from fourfold.define.queries.framework_links import links_of, served_by
from fourfold.define.rules.crosswalks import Relation
from fourfold.define.rules.exclusions import clashes, declared
from fourfold.define.rules.framework_gaps import framework_gaps
from fourfold.define.rules.frameworks import found_by_words, measure_coded, placed_measures

FOLDER = Path(framework_files.__file__).parents[1] / "frameworks"
OPEN = "fourfold-open/2026-11"
CONTRADICTING = """[
  {one: "fourfold-open/2026-11#J1", relation: narrower, other: "social-value-model/2020#O2", reason: "Why."},
  {one: "fourfold-open/2026-11#J1", relation: broader, other: "social-value-model/2020#O2", reason: "Why."}]"""
WHOLE = (FOLDER / "fourfold_open_2026_11.yaml").read_text(encoding="utf-8")
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "frameworks.md"


def test_every_file_is_read() -> None:
    assert len(shipped_frameworks()) == len(list(FOLDER.glob("*.yaml"))) - 1
    assert set(shipped_frameworks()) == {OPEN, "social-value-model/2020", "social-value-model/2025"}


def test_the_open_set_is_whole_and_covers_all_its_themes() -> None:
    framework = shipped_frameworks()[OPEN]

    assert framework_gaps(framework) == ()
    assert 25 <= len(list(placed_measures(framework))) <= 35
    assert [theme.title for theme in framework.themes] == [
        "Jobs", "Skills", "Health and wellbeing", "Community", "Environment", "Supply chain", "Housing",
    ]  # fmt: skip
    for each in placed_measures(framework):
        assert each.measure.sources, each.measure.code
        assert each.measure.sdgs, each.measure.code
        assert each.measure.counts_not, each.measure.code
        for other in each.measure.excludes:
            back = measure_coded(framework, other)
            assert back is not None
            assert each.measure.code in back.measure.excludes, f"{other} does not name {each.measure.code}"


def test_what_of_the_models_was_not_read_is_marked_and_not_guessed() -> None:
    for edition in ("2020", "2025"):
        framework = shipped_frameworks()[f"social-value-model/{edition}"]
        assert framework.missing
        assert sum(len(theme.outcomes) for theme in framework.themes) == 8
        assert list(placed_measures(framework)) == []
        assert all(outcome.missing for theme in framework.themes for outcome in theme.outcomes)
    of_2025 = shipped_frameworks()["social-value-model/2025"]
    assert [outcome.code for outcome in of_2025.themes[0].outcomes if not outcome.title] == [
        "3",
        "5",
        "6",
        "8",
    ]


def test_no_framework_that_ships_carries_a_value_in_pounds() -> None:
    """National TOMs, the UK Social Value Bank and the Social Value Engine may not be passed on; nor may anything like them."""
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "value:" not in text
        assert "proxy" not in text.lower()


def test_links_lead_both_ways_and_on() -> None:
    rows = {(row.edition, row.code): row for row in links_of(OPEN, "J7")}

    assert rows["2025", "1c"].relation is Relation.NARROWER
    assert rows["2025", "1c"].reason
    # It follows that what is a fair pay practice is fair work; that was not said.
    assert (rows["2025", "1"].relation, rows["2025", "1"].reason) == (Relation.NARROWER, "")
    assert {row.code for row in served_by("social-value-model/2020", "O2")} >= {"J1", "S1"}
    assert len(related()) > 2 * len(crosswalks())


def test_measures_that_must_not_both_be_claimed_are_found() -> None:
    excluded = declared(shipped_frameworks().values())
    chosen = [f"{OPEN}#{code}" for code in ("P1", "P2", "J1", "H1")]

    assert [(clash.one, clash.other) for clash in clashes(chosen, excluded=excluded, related=related())] == [
        (f"{OPEN}#P1", f"{OPEN}#P2")
    ]


def test_measures_are_found_by_words_and_sector() -> None:
    framework = shipped_frameworks()[OPEN]

    assert [each.measure.code for each in found_by_words(framework, "trees WINTERS")] == ["E4"]
    assert found_by_words(framework, "no such words") == ()
    tenants = found_by_words(framework, "tenancy", sector="local_authority")
    assert "J4" not in {each.measure.code for each in tenants}


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("unit: fte", "unit: smiles", "there is no unit “smiles”"),
        ("excludes: [J4]", "excludes: [J99]", "cannot exclude J99"),
        ("excludes: [J4]", "excludes: [J1]", "cannot exclude J1"),
        ("- code: J2", "- code: J1", "the code J1 is given twice"),
        ("sources: [torbay-counting, essex-counting]", "sources: [a-dream]", "no source is named a-dream"),
        ("sources: [torbay-counting, essex-counting]", "sources: []", "rests on at least one"),
        ('once_per_person: "yes"', "once_per_person: yes", "in quotes"),
        ('sdgs: ["8"]', 'sdgs: ["18"]', 'is "1" to "17"'),
        ("cids: [Output]", "cids: [Miracle]", "Miracle is none of"),
        ('title: "Jobs"', 'title: "tbc"', "is not an answer"),
        ('publisher: "Fourfold maintainers"', 'puplisher: "x"', "publisher"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_trusted_is_refused_with_its_line(was: str, becomes: str, said: str) -> None:
    with pytest.raises(FrameworkFault, match=r"^x\.yaml, line [0-9]+: ") as fault:
        parse_framework(WHOLE.replace(was, becomes, 1).encode(), place="x.yaml")

    assert said in str(fault.value)


def test_an_outcome_that_is_not_whole_must_say_what_is_missing() -> None:
    text = (FOLDER / "social_value_model_2020.yaml").read_text(encoding="utf-8")
    cut = text.replace('        missing: "Award criteria and metrics were not read."\n', "", 1)

    with pytest.raises(FrameworkFault, match="say what of this outcome was not read"):
        parse_framework(cut.encode(), place="x.yaml")


@pytest.mark.parametrize(
    ("links", "said"),
    [
        (
            '[{one: "a/1#X", relation: same, other: "fourfold-open/2026-11#J1", reason: "Why."}]',
            "no framework has a/1#X",
        ),
        (
            CONTRADICTING,
            "more than one thing",
        ),
        (
            '[{one: "fourfold-open/2026-11#J1", relation: like, other: "social-value-model/2020#O2", reason: "Why."}]',
            "same",
        ),
    ],
)
def test_a_link_to_nothing_and_links_that_contradict_are_refused(links: str, said: str) -> None:
    with pytest.raises(FrameworkFault, match=said):
        parse_links(f"links: {links}".encode(), place="x.yaml", frameworks=shipped_frameworks().values())


def test_the_reference_page_is_that_of_the_files() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "Write it again: fourfold frameworks reference > docs/reference/frameworks.md"
    )
