"""Facts as they are typed: on the command line, in a web address, through the API. What cannot be read is refused by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from fourfold.define.rules.law.facts import (
    Authority,
    FactRefused,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number

Word = TypeVar("Word", bound=StrEnum)

REQUIRED: Final = ("authority", "nation", "kind", "value", "vat", "on")
OPTIONAL: Final = ("main", "route", "regime", "health", "vat_rate")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_RATE: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?%?", re.ASCII)
_PERCENT: Final = 100


def read_facts(typed: Mapping[str, str]) -> Facts:
    """The facts by the names of `Facts`; those of OPTIONAL may be left out or empty. Raises FactRefused."""
    rate = typed.get("vat_rate", "").strip()
    return Facts(
        authority=read_word("authority", typed.get("authority", ""), Authority),
        nation=read_word("nation", typed.get("nation", ""), Nation),
        kind=read_word("kind", typed.get("kind", ""), Kind),
        value=read_value(typed.get("value", "")),
        vat=read_word("vat", typed.get("vat", ""), Vat),
        on=read_day(typed.get("on", "")),
        main=read_word("main", typed.get("main", "") or MainPart.NOT_SAID, MainPart),
        route=read_word("route", typed.get("route", "") or Route.CONTRACT, Route),
        regime=read_word("regime", typed.get("regime", "") or Regime.ORDINARY, Regime),
        health=read_word("health", typed.get("health", "") or Health.NOT_SAID, Health),
        vat_rate=read_rate(rate) if rate else None,
    )


def read_word(field: str, text: str, words: type[Word]) -> Word:
    try:
        return words(text.strip().lower())
    except ValueError:
        accepted = ", ".join(each.value for each in words)
        if not text.strip():
            raise FactRefused(
                field, say("It is missing. Give one of: {accepted}", accepted=accepted)
            ) from None
        raise FactRefused(
            field, say("“{text}” is not known. Give one of: {accepted}", text=text, accepted=accepted)
        ) from None


def read_value(text: str) -> Decimal:
    """Pounds, as "180000", "180,000.00", "£180k" or "1.2 million". Commas stand between thousands alone."""
    try:
        return parse_number(text.strip().removeprefix("£"), example="180,000")
    except NotUnderstood as strange:
        raise FactRefused("value", str(strange)) from None


def read_day(text: str) -> date:
    typed = text.strip()
    if not typed:
        raise FactRefused("on", say("It is missing. Give the day as 2026-11-23"))
    if _DAY.fullmatch(typed) is None:
        raise FactRefused("on", say("“{text}” is not a day. Give it as 2026-11-23", text=text))
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise FactRefused(
            "on", say("The day {text} does not exist. Give one as 2026-11-23", text=typed)
        ) from None


def read_rate(text: str) -> Decimal:
    """A rate of VAT in per cent, as "20", "5%" or "0"; turned into a share."""
    if _RATE.fullmatch(text) is None:
        raise FactRefused(
            "vat_rate",
            say("“{text}” is not a rate of VAT. Give it in per cent, such as 20, 5 or 0", text=text),
        )
    return Decimal(text.removesuffix("%")) / _PERCENT


def typed_again(facts: Facts) -> dict[str, str]:
    """The facts as `read_facts` takes them, for an address that can be sent on; what is usual is left out."""
    usual = {
        "main": MainPart.NOT_SAID,
        "route": Route.CONTRACT,
        "regime": Regime.ORDINARY,
        "health": Health.NOT_SAID,
    }
    given = {
        "authority": facts.authority.value,
        "nation": facts.nation.value,
        "kind": facts.kind.value,
        "value": f"{facts.value:f}",
        "vat": facts.vat.value,
        "on": facts.on.isoformat(),
        "main": facts.main.value,
        "route": facts.route.value,
        "regime": facts.regime.value,
        "health": facts.health.value,
    }
    kept = {name: text for name, text in given.items() if text != usual.get(name)}
    if facts.vat_rate is not None:
        kept["vat_rate"] = f"{(facts.vat_rate * _PERCENT).normalize():f}"
    return kept
