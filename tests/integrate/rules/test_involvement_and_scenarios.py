"""The map's gaps, and the law asked of many contracts at once held to the law asked of each."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.queries.law import rulings_on, the_law
from fourfold.define.rules.law.facts import Authority, Facts, Kind, Nation, Vat
from fourfold.define.rules.law.scenarios import SCENARIOS, hypothetical
from fourfold.integrate.rules.involvement import Had, involvement_map
from fourfold.integrate.rules.scenario_tallies import (
    AS_IT_IS,
    Asked,
    Bought,
    Tallies,
    Unknown,
    not_known,
    read_tallies,
)

PARTS, STAGES = ("residents", "groups", "staff"), ("policy", "design")
ASKED = Asked(Authority.BEST_VALUE, Nation.ENGLAND, date(2026, 11, 20), Vat.EXCLUDED)


def test_a_gap_is_where_nobody_has_a_part_and_nobody_said_why() -> None:
    had = [
        Had("design", "residents", "Tenants' panel"),
        Had("policy", "groups", "", "They were asked and did not want to", needless=True),
    ]
    found = involvement_map(had, parts=PARTS, stages=STAGES)
    assert [(cell.part, cell.stage) for cell in found.gaps] == [("residents", "policy"), ("groups", "design")]
    # Of staff nobody asks, so they are no gap.
    assert not any(cell.gap for cell in found.rows[2])
    assert found.rows[1][0].needless


def test_what_lacks_a_fact_is_counted_apart() -> None:
    bought = [
        Bought("services", Decimal(500_000)),
        Bought("", Decimal(5)),
        Bought("goods", None),
        Bought("works", Decimal(5), "EUR"),
    ]
    assert [not_known(each) for each in bought] == [None, Unknown.KIND, Unknown.VALUE, Unknown.CURRENCY]
    tallies = Tallies()
    tallies.add(bought, asked=ASKED, law=the_law())
    assert tallies.unknown == {"kind": 1, "value": 1, "currency": 1}
    assert all(sum(line.counts.values()) == 1 for line in read_tallies(tallies.as_plain()))


@given(
    st.lists(
        st.builds(
            Bought,
            st.sampled_from(["services", "goods", "works"]),
            st.sampled_from(
                [Decimal(each) for each in ("0", "100000", "173100", "207720", "4327500", "9000000.01")]
            ),
        ),
        max_size=6,
    ),
    st.sampled_from([Authority.CENTRAL, Authority.BEST_VALUE, Authority.SCOTTISH]),
)
@settings(max_examples=15, deadline=None)
def test_many_at_once_are_answered_as_each_alone_and_in_batches_as_in_one(
    bought: list[Bought], authority: Authority
) -> None:
    asked = Asked(authority, Nation.ENGLAND, ASKED.day, Vat.EXCLUDED)
    tallies = Tallies()
    for each in bought:
        tallies.add([each], asked=asked, law=the_law())
    at_once = Tallies()
    at_once.add(bought, asked=asked, law=the_law())
    assert tallies == at_once
    expected: Counter[tuple[str, str]] = Counter()
    for each in bought:
        assert each.amount is not None
        facts = Facts(authority, Nation.ENGLAND, Kind(each.kind), each.amount, Vat.EXCLUDED, ASKED.day)
        expected[AS_IT_IS, rulings_on(facts)[0].answer.value] += 1
        for name, scenario in SCENARIOS.items():
            expected[name.value, hypothetical(facts, law=the_law(), scenario=scenario).answer.value] += 1
    counted = {
        (line.question, answer): number
        for line in read_tallies(tallies.as_plain())
        for answer, number in line.counts.items()
        if number
    }
    assert counted == dict(expected)
    assert sum(line.pounds["applies"] for line in read_tallies(tallies.as_plain())) <= 4 * sum(
        (each.amount or Decimal(0) for each in bought), Decimal(0)
    )
