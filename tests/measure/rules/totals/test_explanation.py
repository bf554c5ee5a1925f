"""The example on the page about ledgers comes out as it is printed there."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import yaml

from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.measure.rules.totals.assured import Delivered, UnitValue, assured_account
from fourfold.measure.rules.totals.basis import Amount, Basis, Figure, Part, total
from fourfold.measure.rules.totals.both_ways import Approach, PersonValue, settle
from tests.measure.rules.totals.examples import PRICES, pounds

PAGE = Path(__file__).parents[4] / "docs" / "explanation" / "ledgers-and-totals.md"


def test_the_page_prints_what_the_rules_give() -> None:
    blocks = dict(re.findall(r"```(yaml|text)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    given = yaml.safe_load(blocks["yaml"])
    promises = [
        Delivered(
            each["ref"],
            each["outcome"],
            Quantity(Decimal(each["committed"]), unit_of(each["unit"])),
            Quantity(Decimal(each["delivered"]), unit_of(each["unit"])),
            tuple(
                UnitValue(ledger, pounds(text), unit_of(each["unit"]))
                for ledger, text in each["values"].items()
            ),
        )
        for each in given["promises"]
    ]
    account = assured_account(promises, prices=PRICES)
    settled = settle(
        [
            PersonValue(
                each["ref"],
                each["outcome"],
                each["group"],
                len(each["people"]),
                pounds(each["each"]),
                Approach(each["approach"]),
                frozenset(each["people"]),
            )
            for each in given["people"]
        ],
        keep=Approach(given["keep"]),
    )
    both = Basis(
        ("fiscal", "economic"), Figure.VERIFIED, PRICES, Part.UP_TO_COMMITMENT, because=given["because"]
    )
    together = total(
        [Amount(one.ref, value.ledger, value.of(one.counted)) for one in promises for value in one.values],
        basis=both,
    )
    said = [
        *map(str, account.totals),
        *(f"beyond: {each}" for each in account.above),
        *(
            f"{each.outcome}: {each.counted} of {(each.counted + each.missing).number}"
            for each in account.counts
        ),
        *(f"{each.ref} counts: {each.money}" for each in settled.kept),
        *(f"{each.ref} set aside: {each.money}, because {each.because}" for each in settled.set_aside),
        str(together),
    ]
    assert said == blocks["text"].splitlines()
