"""Reads an evaluation from JSON into the plain numbers of the rules, or says everything that is wrong with it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from fourfold.integrate.exchange.evaluation.form import Form
from fourfold.integrate.rules.robustness.contest import Bidding, Contest
from fourfold.integrate.rules.robustness.prices import COMPARED
from fourfold.integrate.rules.robustness.quantities import ProxyRange, share_of_highest
from fourfold.integrate.rules.robustness.report import ByValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_BYTES = 5_000_000


class EvaluationRefused(Exception):
    """Everything that is wrong, one to a line."""


@dataclass(frozen=True, slots=True)
class ReadEvaluation:
    title: str
    contest: Contest
    within: Fraction
    by_value: ByValue | None
    most_points: Fraction


def read_evaluation(content: bytes) -> ReadEvaluation:
    """Raises EvaluationRefused."""
    if len(content) > MOST_BYTES:
        message = f"The file has more than {MOST_BYTES:,} bytes."
        raise EvaluationRefused(message)
    try:
        form = Form.model_validate(json.loads(content, object_pairs_hook=_once))
    except ValidationError as problem:
        raise EvaluationRefused("\n".join(_told(problem))) from problem
    except (ValueError, RecursionError) as problem:
        message = f"This is not JSON that can be read: {problem}"
        raise EvaluationRefused(message) from problem
    faults = list(_faults(form))
    if faults:
        raise EvaluationRefused("\n".join(faults))
    return _read(form)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        message = f"the key “{twice[0]}” stands twice in one object"
        raise ValueError(message)
    return dict(pairs)


def _told(problem: ValidationError) -> Iterator[str]:
    for error in problem.errors(include_url=False, include_input=False):
        where = ".".join(str(each) for each in error["loc"]) or "the file"
        yield f"{where}: {error['msg'].removeprefix('Value error, ')}"


def _faults(form: Form) -> Iterator[str]:
    """What single keys cannot show."""
    refs = [each.ref for each in form.criteria]
    yield from _twice("criteria", refs)
    yield from _twice("bids", [bid.ref for bid in form.bids])
    weights = sum(each.weight for each in form.criteria)
    if weights != 100:  # noqa: PLR2004  (weights are points of 100)
        yield f"criteria: the weights add up to {weights}, not to 100"
    priced = [each.ref for each in form.criteria if each.price]
    if len(priced) > 1:
        yield "criteria: there is one price in a bid, so only one criterion can mark it"
    by_value = "" if form.by_value is None else form.by_value.criterion
    if form.by_value is not None:
        if by_value not in refs or by_value in priced:
            yield f"by_value.criterion: “{by_value}” is not a criterion that points are given for"
        for measure, proxy in form.by_value.proxies.items():
            if not proxy.low <= proxy.value <= proxy.high:
                yield f"by_value.proxies.{measure}: the value lies outside of its range"
    proxies = {} if form.by_value is None else form.by_value.proxies
    scored = {ref for ref in refs if ref not in priced and ref != by_value}
    for bid in form.bids:
        where = f"bids.{bid.ref}"
        if priced and bid.price is None:
            yield f"{where}: the price is missing"
        if bid.price is not None and bid.price != round(bid.price, 2):
            yield f"{where}: a price is in pounds and whole pence"
        yield from (
            f"{where}: the points for “{ref}” are missing" for ref in sorted(scored - bid.points.keys())
        )
        yield from (f"{where}: no points are given for “{ref}”" for ref in sorted(bid.points.keys() - scored))
        yield from (
            f"{where}: {points} points for “{ref}” are more than {form.most_points}"
            for ref, points in bid.points.items()
            if points > form.most_points
        )
        yield from (
            f"{where}: the measure “{measure}” has no proxy"
            for measure in sorted(bid.quantities.keys() - proxies.keys())
        )


def _twice(where: str, refs: Iterable[str]) -> Iterator[str]:
    yield from (f"{where}: “{ref}” stands twice" for ref, count in Counter(refs).items() if count > 1)


def _read(form: Form) -> ReadEvaluation:
    by_value = None
    of_value: Mapping[str, Fraction] = {}
    if form.by_value is not None:
        proxies = {
            measure: ProxyRange(Fraction(each.value), Fraction(each.low), Fraction(each.high))
            for measure, each in form.by_value.proxies.items()
        }
        quantities = {
            bid.ref: {measure: Fraction(bid.quantities.get(measure, 0)) for measure in proxies}
            for bid in form.bids
        }
        by_value = ByValue(form.by_value.criterion, quantities, proxies)
        of_value = share_of_highest(
            {
                ref: sum(
                    (number * proxies[measure].value for measure, number in offered.items()), Fraction(0)
                )
                for ref, offered in quantities.items()
            }
        )
    bids = []
    for bid in form.bids:
        shares = {ref: Fraction(points) / Fraction(form.most_points) for ref, points in bid.points.items()}
        if by_value is not None:
            shares[by_value.criterion] = of_value[bid.ref]
        bids.append(Bidding(bid.ref, shares, bid.price))
    price = next((each.ref for each in form.criteria if each.price), "")
    contest = Contest(
        {each.ref: Fraction(each.weight) for each in form.criteria},
        tuple(bids),
        COMPARED[form.price_formula],
        price,
    )
    return ReadEvaluation(form.title, contest, Fraction(form.within), by_value, Fraction(form.most_points))
