"""The page of the 2014 report: what is printed, what is counted again, and what contradicts it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from fourfold.tracker.exchange.wave_2014 import audit_of_2014, beside_of_2014, charts_of_2014, figures_of_2014
from fourfold.tracker.rules.figures.published import Figure

if TYPE_CHECKING:
    from django.test import Client


def test_what_does_not_hold_of_the_rows_is_what_the_audit_gives_up() -> None:
    rows = beside_of_2014()

    assert len(rows) == 206
    assert {each.statement.id for each in rows if not each.holds} == set(audit_of_2014().given_up)


def test_each_contradicted_statement_says_by_which_others_and_they_all_hold() -> None:
    contradicted = {each.statement.id for each in beside_of_2014() if not each.holds}

    for row in beside_of_2014():
        assert bool(row.against) != row.holds
        for conflict in row.against:
            assert conflict
            assert not contradicted & {each.id for each in conflict}, "one given up is enough for a conflict"


def test_a_printed_percentage_is_beside_its_count() -> None:
    row = next(each for each in beside_of_2014() if each.statement.id == "KF9-POLICY-37")

    assert row.printed == "37%"
    assert [(each.count, each.base) for each in row.counted] == [(74, 200)]
    assert row.about == ("all organisations",)


def test_every_bar_stands_for_printed_numbers() -> None:
    figures = figures_of_2014().by_id

    for chart in charts_of_2014():
        for bar in chart.bars:
            for name in bar.of:
                statement = figures[name]
                assert isinstance(statement, Figure)
                assert not statement.words, f"{name} is printed in words"


@pytest.mark.django_db
def test_the_page_is_everyones_and_says_how_much_holds(client: Client) -> None:
    page = client.get("/tracker/2014/").content.decode()

    assert "199 of 206" in page
    assert page.count("Contradicted</strong>") == 7
    assert "two thirds" in page
    assert 'href="/tracker/2014/"' in client.get("/tracker/").content.decode()


@pytest.mark.django_db
def test_the_open_table_has_every_statement(client: Client) -> None:
    answer = client.get("/tracker/2014/figures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert {row["id"] for row in rows} == set(figures_of_2014().by_id)
    assert {row["id"] for row in rows if row["holds"] == "False"} == set(audit_of_2014().given_up)
