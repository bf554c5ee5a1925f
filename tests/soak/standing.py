"""What stands in the database when all is over, against what the clients were told."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from tests.soak.writing import ONE_ASKS_IN

if TYPE_CHECKING:
    from tests.ground.operation.installations import Installation
    from tests.soak.writing import Written

# A report is a delivery and its evidence; where it names who received it, also the question to them and the mail with it.
OF_EACH = ("partner_delivery", "partner_deliveryevidence", "ground_evidencefile")
OF_ONE_THAT_ASKS = ("partner_confirmation", "ground_outboxmail")


def check_nothing_lost_and_nothing_twice(installation: Installation, written: Written, number: int) -> None:
    """Every report that was acknowledged is there under the address that was told, once, whole, and with its trail."""
    assert written.wrong == []
    assert len(written.acknowledged) == number
    stored = installation.ask("SELECT words, ref FROM partner_delivery")
    assert Counter(words for words, _ref in stored) == Counter(dict.fromkeys(written.acknowledged, 1))
    assert {words: f"/deliveries/{ref}/" for words, ref in stored} == written.acknowledged
    expected = dict.fromkeys(OF_EACH, number) | dict.fromkeys(OF_ONE_THAT_ASKS, number // ONE_ASKS_IN)
    for table, times in expected.items():
        ((rows,),) = installation.ask(f"SELECT count(*) FROM {table}")  # noqa: S608  (of the names above)
        ((entries,),) = installation.ask(
            f"""SELECT count(*) FROM ground_trailentry WHERE "table" = '{table}' AND operation = 'insert'"""  # noqa: S608
        )
        assert (table, rows, entries) == (table, times, times)
    files = {name for (name,) in installation.ask("SELECT sha256 FROM ground_evidencefile")}
    kept = {path.name for path in (installation.data_dir / "files").glob("??/??/*")}
    assert len(files) == number
    assert files <= kept
    installation.run("audit", "chain")
    verified = json.loads(installation.run("audit", "verify").stdout)
    assert (verified["faults"], verified["unchained"]) == ([], 0)
