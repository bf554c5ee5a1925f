"""What an evidence pack holds: every record of the procedure as data and as a page, the report, the letters, the trail.

Sealed bids are not in it. Of a bid that was not opened there is when it came, its hash and what became of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.exchange.evidence_pack.pages import index_page, record_page, rows_page
from fourfold.integrate.exchange.record_pdf import record_pdf
from fourfold.integrate.models import OutcomeLetter
from fourfold.integrate.queries.award_report import award_report
from fourfold.integrate.queries.procedure import rows_of, tables_of_procedures, trail_of
from fourfold.integrate.rules.record import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.integrate.models import Procurement


def contents(procurement: Procurement, *, progress: Callable[[int, int, str], None]) -> dict[str, bytes]:
    """By path. Reads as the tenant of the moment; `progress` is told how many of how many steps are done, in words."""
    files: dict[str, bytes] = {}
    listed: list[tuple[str, str]] = []
    keys: dict[str, list[int]] = {}
    tables = tables_of_procedures()
    steps = len(tables) + 3
    for number, table in enumerate(tables):
        rows = rows_of(table, procurement)
        progress(number, steps, say("Reading: {table}", table=table.title))
        if not rows:
            continue
        keys[table.model._meta.db_table] = [row["key"] for row in rows]
        files[f"records/{table.name}.json"] = _json(rows)
        files[f"pages/{table.name}.html"] = rows_page(table.title, rows)
        listed.append((f"pages/{table.name}.html", f"{table.title} ({len(rows)})"))
    progress(steps - 3, steps, say("Writing the report"))
    report = award_report(procurement, standing_award(procurement), interests=True)
    files["award-report.html"] = record_page(report)
    files["award-report.pdf"] = record_pdf(report)
    progress(steps - 2, steps, say("Writing the letters"))
    for letter in OutcomeLetter.objects.filter(procurement=procurement).select_related("bidder"):
        path = f"letters/{letter.ref}.html"
        files[path] = record_page(read_plain(letter.body))
        listed.append((path, f"{letter.get_kind_display()}, {letter.bidder.name}"))
    progress(steps - 1, steps, say("Reading the trail"))
    files["trail.json"] = _json(list(trail_of(keys, tenant=procurement.owner_id)))
    files["index.html"] = index_page(
        say("Evidence of the procedure: {title}", title=procurement.title),
        say("{owner}, procurement {ref}", owner=procurement.owner.name, ref=procurement.ref),
        [("award-report.html", say("Award report")), *listed],
    )
    return files


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n").encode()
