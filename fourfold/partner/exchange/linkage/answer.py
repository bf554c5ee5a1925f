"""Who of a file's suppliers is linked to whom and why, for programs and for people."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say, say_counted
from fourfold.ground.kernel.successions import Followed, standing_in
from fourfold.partner.rules.linkage.linking import Verdict
from fourfold.partner.rules.linkage.sums import Paid, sum_of, with_verdict
from fourfold.partner.rules.spend.flagged import flagged_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from fourfold.partner.exchange.linkage.spend import SpendFile
    from fourfold.partner.rules.linkage.linking import Candidate
    from fourfold.partner.rules.spend.flagged import Flagged
    from fourfold.partner.rules.spend.lines import Remark

RULES_ARE_OF: Final = "0049"
_TENTH: Final = Decimal("0.1")
_MOST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """`on` is the day for which is said who stands in for a body that has ended; `names` those of the bodies by their keys."""

    file: SpendFile
    paid: Sequence[Paid]
    successions: Sequence[Followed]
    names: Mapping[str, str]
    on: date

    def stands_in(self, key: str) -> list[dict[str, str]]:
        """Empty where the body itself still stands."""
        ends = standing_in(key, self.successions, on=self.on) - {key}
        return [{"body": end, "name": self.names[end]} for end in sorted(ends)]

    def flagged(self) -> tuple[Flagged, ...]:
        return flagged_of(self.file.lines) if self.file.flag else ()


def as_data(answer: Answer) -> dict[str, Any]:
    """Amounts as text, so that no penny is lost; weights in bits."""
    return {
        "decision": RULES_ARE_OF,
        "payments": len(answer.file.lines),
        "suppliers": len(answer.paid),
        "paid": _text(sum_of(answer.paid)),
        "linked": [
            {
                **_supplier(each),
                **_candidate(each.linked.candidates[0]),
                "stands_in_for_it": answer.stands_in(each.linked.candidates[0].body.key),
            }
            for each in with_verdict(answer.paid, Verdict.LINKED)
        ],
        "to_look_at": [
            {**_supplier(each), "may_be": [_candidate(one) for one in each.linked.candidates]}
            for each in with_verdict(answer.paid, Verdict.LOOK)
        ],
        "not_linked": [_supplier(each) for each in with_verdict(answer.paid, Verdict.NOT)],
        "flag": [
            {
                "heading": answer.file.flag,
                "currency": each.currency,
                "flagged": str(each.flagged),
                "paid": str(each.paid),
                "share": None if each.share is None else str(each.share),
                "flagged_payments": each.flagged_payments,
                "payments": each.payments,
            }
            for each in answer.flagged()
        ],
        "remarks": [_remark(each) for each in answer.file.remarks],
        "left_out": [_remark(each) for each in answer.file.left_out],
    }


def in_words(answer: Answer) -> str:
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    linked = with_verdict(answer.paid, Verdict.LINKED)
    look = with_verdict(answer.paid, Verdict.LOOK)
    yield say_counted(len(linked), "Linked, {count} supplier:", "Linked, {count} suppliers:")
    for each in linked:
        best = each.linked.candidates[0]
        yield say(
            "  {supplier} is {body} ({key}), paid {paid}",
            supplier=each.linked.supplier.name,
            body=best.body.name,
            key=best.body.key,
            paid=_in_words(each.amounts),
        )
        for follower in answer.stands_in(best.body.key):
            yield say("    it has ended; {name} stands in for it", name=follower["name"])
    yield say_counted(
        len(look), "For a person to look at, {count} supplier:", "For a person to look at, {count} suppliers:"
    )
    for each in look:
        best = each.linked.candidates[0]
        yield say(
            "  {supplier}, paid {paid}: perhaps {body} ({key})",
            supplier=each.linked.supplier.name,
            paid=_in_words(each.amounts),
            body=best.body.name,
            key=best.body.key,
        )
        yield say("    {bits}  before anything is compared", bits=f"{best.start:+.1f}")
        for spoke in best.spoke:
            yield say("    {bits}  {words}", bits=f"{spoke.weight:+.1f}", words=spoke.found.words)
    rest = with_verdict(answer.paid, Verdict.NOT)
    yield say_counted(len(rest), "Not on the lists, {count} supplier", "Not on the lists, {count} suppliers")
    yield say(
        "Paid in all {paid}, of it to those linked {linked}",
        paid=_in_words(sum_of(answer.paid)),
        linked=_in_words(sum_of(linked)),
    )
    for flagged in answer.flagged():
        yield _flagged(flagged, answer.file.flag)
    yield from _remarks(say("Put right"), answer.file.remarks)
    yield from _remarks(say("Left out"), answer.file.left_out)


def _flagged(flagged: Flagged, heading: str) -> str:
    share = flagged.share
    return say(
        "“{heading}” is said of {flagged} of {paid} {currency} ({share})",
        heading=heading,
        flagged=f"{flagged.flagged:,}",
        paid=f"{flagged.paid:,}",
        currency=flagged.currency,
        share=say("no share") if share is None else f"{(share * 100).quantize(_TENTH, ROUND_HALF_UP)}%",
    )


def _remarks(what: str, remarks: Sequence[Remark]) -> Iterator[str]:
    """What is said of several rows once, with the first of them; all stand in the JSON."""
    rows: dict[tuple[str, str], list[int]] = {}
    for each in remarks:
        rows.setdefault((each.heading or each.column, each.words), []).append(each.row)
    if rows:
        yield say("{what} ({count}):", what=what, count=f"{len(remarks):,}")
    for (heading, words), some in list(rows.items())[:_MOST_LINES]:
        where = say_counted(
            len(some), "row {first}", "row {first} and {more} more", first=some[0], more=len(some) - 1
        )
        yield say("  {where}, {heading}: {words}", where=where, heading=heading, words=words)
    if len(rows) > _MOST_LINES:
        yield say("  and {count} more, which --json has", count=f"{len(rows) - _MOST_LINES:,}")


def _supplier(paid: Paid) -> dict[str, Any]:
    return {"supplier": paid.linked.supplier.name, "paid": _text(paid.amounts), "payments": paid.payments}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "body": candidate.body.key,
        "name": candidate.body.name,
        "compared": list(candidate.compared),
        "probability": round(candidate.probability, 4),
        "weight": round(candidate.weight, 2),
        "start": round(candidate.start, 2),
        "spoke": [
            {"found": str(spoke.found), "weight": round(spoke.weight, 2), "says": spoke.found.words}
            for spoke in candidate.spoke
        ],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"row": remark.row, "column": remark.column, "heading": remark.heading, "says": remark.words}


def _text(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: str(amount) for currency, amount in amounts.items()}


def _in_words(amounts: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{amount:,} {currency}" for currency, amount in amounts.items()) or "0"
