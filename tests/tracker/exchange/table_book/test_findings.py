"""A number in a sentence is that of its cell; words for numbers are held to the same cells, and refused with the numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from fourfold.tracker.exchange.strict_file import FileFault
from fourfold.tracker.exchange.table_book.as_markdown import as_markdown
from fourfold.tracker.exchange.table_book.making import make_book
from fourfold.tracker.rules.tables.table import Book
from tests.tracker.table_books import as_data, as_file


@cache
def data() -> bytes:
    """100 councils, all with a policy, 36 with a lead, 53 with a plan; 100 others, 30 with a policy, none with a lead or plan."""

    def row(kind: str, *having: bool) -> dict[str, str]:
        answers = ["yes" if each else "no" for each in having]
        return {"kind": kind} | dict(zip(("policy", "lead", "plan", "rare"), answers, strict=True))

    rows = [row("council", True, at < 36, at < 53, at < 3) for at in range(100)]
    rows += [row("other", at < 30, False, False, at < 40) for at in range(100)]
    return as_data(rows)


def made(*findings: dict[str, Any]) -> Book:
    codes = {"yes": "Yes", "no": "No"}
    written = {
        "title": "A survey",
        "population": {"target": "organisations", "estimand": "organisations"},
        "questions": {
            "kind": {"asks": "What?", "codes": {"council": "Council", "other": "Other"}},
            "policy": {"asks": "A policy?", "codes": codes},
            "lead": {"asks": "A lead?", "codes": codes},
            "plan": {"asks": "A plan?", "codes": codes},
            "rare": {"asks": "Rare?", "codes": codes},
        },
        "banners": {"main": [{"question": "kind", "says": "Kind"}]},
        "tables": [{"question": name, "banner": "main"} for name in ("policy", "lead", "plan", "rare")],
        "findings": list(findings),
    }
    return make_book(as_file(written), data(), place="s.json")


def cell(table: str, row: str, column: str = "") -> dict[str, str]:
    return {"table": table, "row": row} | ({"column": column} if column else {})


def test_a_sentence_has_the_figures_of_its_cells() -> None:
    book = made(
        {
            "says": "In 2014 {all}% had a policy, {others}% of those that are no councils.",
            "cells": {"all": cell("policy", "yes"), "others": cell("policy", "yes", "kind.other")},
            "plain": ["2014"],
        }
    )
    assert book.findings == ("In 2014 65% had a policy, 30% of those that are no councils. [table 1]",)
    assert "65% had a policy" in as_markdown(book)


@pytest.mark.parametrize(
    ("says", "words", "where"),
    [
        ("Two thirds have a policy.", "two thirds", cell("policy", "yes")),
        ("Most have one.", "most", cell("policy", "yes")),
        ("A majority has one.", "a majority", cell("policy", "yes")),
        ("One in five has a lead.", "one in five", cell("lead", "yes")),
        ("All councils have one.", "all", cell("policy", "yes", "kind.council")),
        ("Few have a lead.", "few", cell("lead", "yes")),
    ],
)
def test_a_claim_that_holds_is_let_through(says: str, words: str, where: dict[str, str]) -> None:
    assert made({"says": says, "claims": [{"words": words, "cell": where}]}).findings[0].startswith(says)


@pytest.mark.parametrize(
    ("says", "words", "where", "said"),
    [
        (
            "Two thirds have a lead.", "two thirds", cell("lead", "yes"),
            (
                "“two thirds” is said of 18 (table 2, row yes, column Total, 200 respondents): "
                "since 28 November 2026 it may be said from 64 to 69, because: 66.7"
            ),
        ),
        ("Most have a lead.", "most", cell("lead", "yes"), "it may be said above 50"),
        ("Half have a policy.", "half", cell("policy", "yes"), "“half” is said of 65"),
        ("A third has one.", "a third", cell("policy", "yes", "kind.other"), "“a third” is said of 30"),
        ("Most have one.", "most", cell("policy", "maybe"), "table policy has no row maybe"),
        ("Most have one.", "most", cell("law", "yes"), "there is no table law"),
        ("Most have one.", "most", cell("policy", "yes", "kind.x"), "table policy has no column kind.x"),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_hold_is_refused_with_the_numbers(
    says: str, words: str, where: dict[str, str], said: str
) -> None:
    with pytest.raises(FileFault, match=re.escape(said)) as refused:
        made({"says": says, "claims": [{"words": words, "cell": where}]})
    assert re.search(r"s\.json, line \d+: findings\.0\.claims\.0: ", str(refused.value))


@pytest.mark.parametrize(
    ("says", "said"),
    [
        ("65% have a policy.", "65 is tied to no cell"),
        ("Twelve of them have one.", "Twelve is tied to no cell"),
        ("Two fifths have one.", "Two is tied to no cell"),
        ("Twice as many have one.", "Twice is tied to no cell"),
        ("Most have one.", "“most” is a claim: name its cell under claims"),
        ("Almost two thirds have one.", "“almost two thirds” is a claim"),
        ("{share}% have one.", "share is in the sentence and has no cell"),
    ],
)
def test_a_number_that_is_tied_to_nothing_is_refused(says: str, said: str) -> None:
    with pytest.raises(FileFault, match=re.escape(said)):
        made({"says": says})


def test_a_claim_about_a_difference_is_held_to_the_test_of_the_table() -> None:
    def compared(one: str, other: str, row: str = "yes") -> dict[str, Any]:
        claim = {
            "words": "more likely",
            "cell": cell("policy", row, one),
            "than": cell("policy", row, other),
        }
        return {"says": "They are more likely to have one.", "claims": [claim]}

    assert made(compared("kind.council", "kind.other")).findings
    with pytest.raises(FileFault, match="does not bear it out"):
        made(compared("kind.other", "kind.council"))
    with pytest.raises(FileFault, match="compares two columns of one block"):
        made(compared("kind.other", ""))


def test_a_correlation_is_held_to_its_strength_and_its_test() -> None:
    def claimed(words: str, table: str) -> dict[str, Any]:
        return {
            "says": f"There is a {words}.",
            "claims": [{"words": words, "association": {"table": table, "block": "kind"}}],
        }

    # 100 of 100 against 30 of 100: V = √(200 · 7000² / (130 · 70 · 100 · 100)) / √200 = 0.7338.
    book = made(claimed("strong correlation", "policy"), claimed("moderate correlation", "lead"))
    assert book.tables[0].tests[0].text.endswith("V = 0.73")
    assert len(book.findings) == 2
    with pytest.raises(FileFault, match=r"“strong correlation” is said of Kind: F = .* V = 0\.47"):
        made(claimed("strong correlation", "lead"))


def test_a_one_sided_claim_says_when_it_is_within_the_margin_of_error() -> None:
    claim = {"words": "most", "cell": cell("plan", "yes", "kind.council")}
    found = made({"says": "Most councils have a plan.", "claims": [claim]})
    assert "“most” is not sure: the interval is 43 to 63" in found.findings[0]


def test_words_that_the_list_does_not_know_are_refused() -> None:
    with pytest.raises(FileFault, match="nothing says what “the bulk” may be said of"):
        made({"says": "The bulk has one.", "claims": [{"words": "the bulk", "cell": cell("policy", "yes")}]})


def test_of_a_cell_that_is_withheld_nothing_is_said() -> None:
    with pytest.raises(FileFault, match="holds no figure: withheld, so that nobody learns"):
        made({"says": "{share}%", "cells": {"share": cell("rare", "yes", "kind.council")}})
