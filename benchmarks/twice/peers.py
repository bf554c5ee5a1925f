"""The same rules by plain pandas and by DuckDB: exclusions, what overlaps, deepest tier first, largest remainder, the probable.

Both are given the claims in their own form, which is not timed. Agreed shares and chains of days are left out of their work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from benchmarks.twice.made_up import Way
from fourfold.partner.rules.vector.columns import NONE

if TYPE_CHECKING:
    from benchmarks.twice.made_up import Found, MadeUp

COLUMNS = [
    "claim",
    "measure",
    "grp",
    "unit",
    "of_person",
    "once",
    "tier",
    "first_day",
    "last_day",
    "amount",
    "recipient",
]


def frame(made: MadeUp) -> pd.DataFrame:
    columns = {name: getattr(made.rest, "group" if name == "grp" else name) for name in COLUMNS}
    return pd.DataFrame({**columns, "key": made.keys})


def by_pandas(claims: pd.DataFrame) -> Found:
    keyed = claims[claims["key"].notna()].copy()
    keyed["key"] = pd.factorize(keyed["key"])[0]
    counted = claims["amount"].copy()
    ranked = keyed[keyed["grp"] != NONE].sort_values(
        ["grp", "key", "tier", "first_day", "claim"], ascending=[True, True, False, True, True]
    )
    winner = ranked.groupby(["grp", "key"])["measure"].transform("first")
    out = ranked.loc[ranked["measure"] != winner].index
    counted.loc[out] = 0
    keyed = keyed.drop(out).sort_values(["measure", "key", "first_day", "claim"])
    before = keyed.groupby(["measure", "key"])["last_day"].cummax()
    previous = before.groupby([keyed["measure"], keyed["key"]]).shift()
    new = previous.isna() | (keyed["of_person"] & ~keyed["once"] & (keyed["first_day"] > previous))
    keyed["thing"] = new.cumsum()
    of_thing = keyed.groupby("thing")["amount"]
    keyed["most"] = of_thing.transform("max")
    met = keyed[of_thing.transform("sum") > keyed["most"]]
    tiers = met.groupby(["thing", "tier"], as_index=False).agg(
        wanted=("amount", "sum"), most=("most", "first")
    )
    tiers = tiers.sort_values(["thing", "tier"], ascending=[True, False])
    deeper = tiers.groupby("thing")["wanted"].cumsum() - tiers["wanted"]
    tiers["given"] = np.clip(tiers["most"] - deeper, 0, tiers["wanted"])
    met = met.reset_index().merge(tiers[["thing", "tier", "wanted", "given"]], on=["thing", "tier"])
    product = met["amount"] * met["given"]
    met["part"], met["rest"] = product // met["wanted"], product % met["wanted"]
    met = met.sort_values(
        ["thing", "tier", "rest", "first_day", "claim"], ascending=[True, True, False, True, True]
    )
    by_tier = met.groupby(["thing", "tier"])
    over = met["given"] - by_tier["part"].transform("sum")
    counted.loc[met["index"]] = (met["part"] + (by_tier.cumcount() < over)).to_numpy()
    return counted.to_numpy(), _probable_by_pandas(claims)


def _probable_by_pandas(claims: pd.DataFrame) -> int:
    alike = claims[(claims["recipient"] != NONE) & ~claims["of_person"] & (claims["amount"] > 0)].copy()
    alike["lens"] = np.where(alike["grp"] == NONE, alike["measure"], alike["grp"] + 1_000_000)
    alike["what"] = alike["key"].where(alike["key"].notna(), alike["claim"].astype(str))
    by = ["recipient", "lens", "unit", "amount", "first_day", "last_day"]
    return int((alike.groupby(by)["what"].transform("nunique") > 1).sum())


SQL = """
WITH excluded AS (
    SELECT claim, measure <> first_value(measure) OVER (
        PARTITION BY grp, key ORDER BY tier DESC, first_day, claim) AS gives_way
    FROM claims WHERE grp <> -1 AND key IS NOT NULL
), keyed AS (
    SELECT c.* FROM claims c LEFT JOIN excluded e USING (claim) WHERE key IS NOT NULL AND NOT coalesce(e.gives_way, FALSE)
), parted AS (
    SELECT *, coalesce(of_person AND NOT once AND first_day > max(last_day) OVER (
        PARTITION BY measure, key ORDER BY first_day, claim ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), FALSE) AS starts
    FROM keyed
), things AS (
    SELECT *, sum(starts::INTEGER) OVER (PARTITION BY measure, key ORDER BY first_day, claim) AS part FROM parted
), sized AS (
    SELECT *, sum(amount) OVER thing AS wanted_in_all, max(amount) OVER thing AS most,
        sum(amount) OVER (PARTITION BY measure, key, part ORDER BY tier DESC RANGE UNBOUNDED PRECEDING) AS so_far,
        sum(amount) OVER (PARTITION BY measure, key, part, tier) AS wanted
    FROM things WINDOW thing AS (PARTITION BY measure, key, part)
), given AS (
    SELECT *, greatest(0, least(wanted, most - (so_far - wanted)))::BIGINT AS given FROM sized WHERE wanted_in_all > most
), parts AS (
    SELECT *, (amount * given) // wanted AS floor, (amount * given) % wanted AS rest FROM given
), counted AS (
    SELECT claim, floor + (row_number() OVER (PARTITION BY measure, key, part, tier ORDER BY rest DESC, first_day, claim)
        <= given - sum(floor) OVER (PARTITION BY measure, key, part, tier))::INTEGER AS counts
    FROM parts
)
SELECT CASE WHEN e.gives_way THEN 0 ELSE coalesce(n.counts, c.amount) END::BIGINT AS counts
FROM claims c LEFT JOIN excluded e USING (claim) LEFT JOIN counted n USING (claim) ORDER BY c.claim
"""
PROBABLE = """
SELECT coalesce(sum(n), 0) FROM (
    SELECT count(*) AS n FROM claims WHERE recipient <> -1 AND NOT of_person AND amount > 0
    GROUP BY recipient, CASE WHEN grp = -1 THEN measure ELSE grp + 1000000 END, unit, amount, first_day, last_day
    HAVING count(DISTINCT coalesce(key, claim::VARCHAR)) > 1
)
"""


def into_duckdb(made: MadeUp) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": "1"})
    given = frame(made)
    connection.register("given", given)
    connection.execute("CREATE TABLE claims AS SELECT * FROM given")
    connection.unregister("given")
    return connection


def by_duckdb(connection: duckdb.DuckDBPyConnection) -> Found:
    counted = connection.execute(SQL).fetchnumpy()["counts"]
    probable = connection.execute(PROBABLE).fetchone()
    return np.asarray(counted, dtype=np.int64), int(probable[0]) if probable else 0


PEERS = (Way("DuckDB", into_duckdb, by_duckdb), Way("pandas", frame, by_pandas))
