"""How the bids of a procurement are put in order, as it stands now or as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.integrate.models import MOST_POINTS, Ask, Family, ScaleStep, TenderMethod
from fourfold.integrate.queries.criteria import wholes
from fourfold.integrate.rules.asked import AskedAs, AskKind
from fourfold.integrate.rules.kept_document import read_again
from fourfold.integrate.rules.method_document import AskSaid, JudgedSaid, Method, WholeSaid, method_document
from fourfold.integrate.rules.price_formulas import PriceFormula
from fourfold.integrate.rules.quantity_points import ScoredBy
from fourfold.integrate.rules.ranking import TieRule
from fourfold.integrate.rules.scale import DEFAULT_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.define.rules.policy_document import Document
    from fourfold.integrate.models import Criterion, Procurement


@dataclass(frozen=True, slots=True)
class MethodInForce:
    """What was chosen; what was not is as usual."""

    row: TenderMethod | None
    formula: PriceFormula
    tie: TieRule
    scale: Mapping[int, str]


def method_of(procurement: Procurement) -> MethodInForce:
    row = TenderMethod.objects.filter(procurement=procurement).first()
    steps = dict(ScaleStep.objects.filter(procurement=procurement).values_list("points", "words"))
    return MethodInForce(
        row=row,
        formula=PriceFormula.LOWEST if row is None else PriceFormula(row.price_formula),
        tie=TieRule.NONE if row is None else TieRule(row.tie_rule),
        scale=steps or DEFAULT_SCALE,
    )


def method_said(procurement: Procurement) -> Method:
    """All that decides, for the documents and the trial on invented bids."""
    chosen = method_of(procurement)
    asks: dict[int | None, list[AskSaid]] = {}
    for ask in Ask.objects.filter(procurement=procurement).select_related("measure"):
        asks.setdefault(ask.criterion_id, []).append(ask_said(ask))
    return Method(
        title=procurement.title,
        owner=procurement.owner.name,
        wholes=tuple(
            WholeSaid(
                _judged(whole.criterion, asks),
                whole.criterion.get_family_display(),
                tuple(_judged(part, asks) for part in whole.parts),
            )
            for whole in wholes(procurement)
        ),
        unscored=tuple(asks.get(None, ())),
        scale=chosen.scale,
        formula=chosen.formula,
        tie=chosen.tie,
        most=MOST_POINTS,
    )


def published_method(procurement: Procurement) -> Document:
    """As it was published when the tender opened; before that, and for tenders from before methods were kept, as it stands."""
    row = TenderMethod.objects.filter(procurement=procurement).first()
    if row is not None and row.published is not None:
        return read_again(row.published)
    return method_document(method_said(procurement))


def ask_said(ask: Ask) -> AskSaid:
    return AskSaid(
        title=ask.measure.title,
        unit=ask.measure.unit,
        kind=AskKind(ask.kind),
        asked_as=AskedAs(ask.asked_as),
        counts=ask.measure.counts,
        evidence=ask.measure.evidence,
        guidance=ask.guidance,
        scored_by=ScoredBy(ask.scored_by),
        target=ask.target,
        bands=tuple((Decimal(start), Decimal(points)) for start, points in ask.bands),
        most_counted=ask.sensible_most if ask.scored_by == ScoredBy.BEST else None,
        community=tuple(ask.community),
        least=ask.least,
    )


def _judged(criterion: Criterion, asks: Mapping[int | None, list[AskSaid]]) -> JudgedSaid:
    return JudgedSaid(
        title=criterion.title,
        weight=criterion.weight,
        is_price=criterion.family == Family.PRICE,
        question=criterion.question,
        asks=tuple(asks.get(criterion.pk, ())),
    )
