"""How fast the law classifies contracts by column, against the same rules read one contract at a time.

The contracts are drawn over the whole table: every authority, nation, kind, route and regime, values from nothing to £20
million, days from 2012 to the last check. Seconds are of one core, whatever else the machine does. The run fails where the
two ways differ on one of the contracts that both read.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date
from decimal import Decimal

from fourfold.define.queries.law import rulings_on, the_law
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.facts import (
    Authority,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.rules.law.vector.answers import answers
from fourfold.define.rules.law.vector.columns import columns_of

BAR_SECONDS = 2.0
FIRST, LAST = date(2012, 1, 1), date(2026, 11, 23)


def contracts(count: int, seed: int) -> list[Facts]:
    draw = random.Random(seed)  # noqa: S311  (a draw that can be repeated, nothing secret)
    days = LAST.toordinal() - FIRST.toordinal()
    return [
        Facts(
            authority=draw.choice(tuple(Authority)),
            nation=draw.choice(tuple(Nation)),
            kind=draw.choice(tuple(Kind)),
            value=Decimal(draw.randrange(10 ** draw.randint(3, 9) * 2)) / 100,
            vat=draw.choice(tuple(Vat)),
            on=date.fromordinal(FIRST.toordinal() + draw.randint(0, days)),
            main=draw.choice(tuple(MainPart)),
            route=draw.choice(tuple(Route)),
            regime=draw.choice(tuple(Regime)),
            health=draw.choice(tuple(Health)),
            vat_rate=draw.choice((None, Decimal(0), Decimal("0.05"))),
        )
        for _ in range(count)
    ]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench law", description=__doc__)
    parser.add_argument("--contracts", type=int, default=100_000)
    parser.add_argument("--plainly", type=int, default=1_000, help="How many of them are read one by one.")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(words)
    facts, law = contracts(given.contracts, seed=1), the_law()
    by_column, turning = [], []
    found = answers(columns_of(facts), law=law, rules=RULES)
    for _ in range(given.rounds):
        began = time.process_time()
        columns = columns_of(facts)
        turned = time.process_time()
        answers(columns, law=law, rules=RULES)
        by_column.append(time.process_time() - turned)
        turning.append(turned - began)
    began = time.process_time()
    plainly = [rulings_on(each) for each in facts[: given.plainly]]
    each_plainly = (time.process_time() - began) / len(plainly)
    codes = tuple(Answer)
    for place, rulings in enumerate(plainly):
        for ruling in rulings:
            if codes[found[ruling.rule][place]] is not ruling.answer:
                print(f"The two ways differ: {ruling.rule}, {facts[place]}")
                return 1
    answered, whole = sorted(by_column)[given.rounds // 2], sorted(turning)[given.rounds // 2]
    total = answered + whole
    print(
        f"{len(RULES)} rules, {given.contracts:,} contracts, seconds of one core, the median of {given.rounds} rounds:"
    )
    print(f"  facts into columns  {whole:7.3f} s")
    print(f"  answers by column   {answered:7.3f} s")
    print(f"  together            {total:7.3f} s (the bar: {BAR_SECONDS} s for 100,000)")
    print(f"  one by one, words and sources: {each_plainly * 1000:.2f} ms each")
    print(f"  ratio: {each_plainly * given.contracts / total:,.0f} times as fast by column")
    return 0 if total <= BAR_SECONDS * given.contracts / 100_000 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
