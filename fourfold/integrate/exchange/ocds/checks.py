"""What is odd in a release that was read: looked for, said, and left as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.ocds.node import Node
from fourfold.integrate.exchange.ocds.shapes import (
    PublishedPeriod,
    PublishedValue,
    ReadAward,
    ReadParty,
    plain,
    untagged,
)

# Under this a published value is more likely a stand-in for "not known" than what a contract costs.
TOKEN_BELOW = Decimal(10)
ABSURD_FROM = Decimal(10) ** 12
COMPANY_NUMBER_LENGTH = 8

# Phrases of British procurement practice; an s or y/ies may follow where the phrase is cut short.
SOCIAL_VALUE_PHRASES = (
    "social value", "community benefit", "social benefit", "social impact", "social clause", "social responsibility",
    "wellbeing of future generations", "well-being of future generations", "foundational economy", "living wage",
    "apprentice", "social enterprise", "supported business", "sheltered workshop", "voluntary sector",
)  # fmt: skip
_FIRST_WORDS = {phrase.partition(" ")[0] for phrase in SOCIAL_VALUE_PHRASES}
_ADDRESS_FIELDS = {"uri", "url", "href"}
# In the fixed form a text has no quotation mark without a backslash before it, so these are fields and never parts of a text.
_WRITTEN_FIELDS = tuple(f'"{name}":'.encode() for name in sorted(_ADDRESS_FIELDS))
# What needs no closer look: no text at all, an empty one, and most of the addresses that are whole.
_PLAINLY_WHOLE = re.compile(
    rb'[\[{ntf]|"(?:https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#][a-zA-Z0-9/._~%?#=&+,;:@!-]*)?)?"'
)
_Place = tuple[Any, str | int] | None


def strings(values: Iterable[Any]) -> list[str]:
    """Every text in the values, numbers not among them, without recursion and in no order that matters."""
    found: list[str] = []
    waiting: list[Any] = [list(values)]
    while waiting:
        item = waiting.pop()
        for one in item.values() if isinstance(item, dict) else item:
            kind = type(one)
            if kind is str:
                found.append(one)
            elif one and (kind is dict or kind is list):
                waiting.append(one)
    return found


def social_value_words(*values: Any) -> tuple[str, ...]:
    """The phrases found in any text of the values, whatever their case, in the order of our list."""
    texts = strings(values)
    # NUL is no white space and stands in no phrase, so that nothing is found across the border of two texts.
    joined = "\x00".join(texts)
    if "<" in joined:
        joined = "\x00".join(untagged(text) for text in texts)
    text = html.unescape(joined).casefold()
    begun = {word for word in _FIRST_WORDS if word in text}
    if not begun:
        return ()
    text = " ".join(text.split())
    return tuple(
        phrase for phrase in SOCIAL_VALUE_PHRASES if phrase.partition(" ")[0] in begun and phrase in text
    )


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and not re.search(r"\s", text)


def check_addresses(release: Node, body: bytes) -> None:
    """Remarks every uri, url or href, at any depth, that is no full web address. An empty one is not said.

    `body` is the release in its fixed form: where every address that stands in it is plainly whole, nothing is walked through.
    """
    if all(_PLAINLY_WHOLE.match(after) for field in _WRITTEN_FIELDS for after in body.split(field)[1:]):
        return
    # Where something stands is put into words only where it is remarked: (place above, name) until then.
    waiting: list[tuple[Any, _Place]] = [(release.value, None)]
    while waiting:
        value, place = waiting.pop()
        inner: Iterable[tuple[str | int, Any]] = (
            value.items() if isinstance(value, dict) else enumerate(value)
        )
        waiting.extend([(item, (place, name)) for name, item in inner if isinstance(item, (dict, list))])
        for name in _ADDRESS_FIELDS if isinstance(value, dict) else ():
            item = value.get(name)
            if _is_no_address(item):
                words = say("“{item}” is not a full web address", item=item.strip()[:80])
                release.remarks.add("address_malformed", _pointer(release.pointer, (place, name)), words)


def _is_no_address(item: Any) -> bool:
    return isinstance(item, str) and bool(item.strip()) and not is_web_address(item.strip())


def _pointer(above: str, place: _Place) -> str:
    names: list[str] = []
    while place is not None:
        place, name = place
        names.append(str(name).replace("~", "~0").replace("/", "~1"))
    return "/".join([above, *reversed(names)])


def check_party(node: Node, party: ReadParty) -> None:
    name = party.name or say("A party")
    if not party.name:
        node.remark("party_without_name", say("A party has no name"))
    identifier = party.identifier
    if identifier is None:
        first = party.identifiers[0] if party.identifiers else None
        if first is not None and first.scheme:
            node.remark(
                "identifier_without_code",
                say("{name} names the register {scheme} but no number in it", name=name, scheme=first.scheme),
            )
        elif first is not None and first.code:
            node.remark(
                "identifier_without_scheme",
                say("{name} has the number {code} but no register is named", name=name, code=first.code),
            )
        else:
            node.remark("identifier_missing", say("{name} has no identifier in any register", name=name))
    elif identifier.scheme == "GB-COH" and len(identifier.code) != COMPANY_NUMBER_LENGTH:
        words = say(
            "{name} has the company number {code}; company numbers have 8 characters",
            name=name,
            code=identifier.code,
        )
        node.remark("company_number_odd", words)


# In one release each supplier is named twice: in an award, and as a party.
@lru_cache(maxsize=1_000)
def _same_name(name: str) -> str:
    return " ".join(plain(name).casefold().split())


def check_suppliers(release: Node, awards: tuple[ReadAward, ...], suppliers: tuple[ReadParty, ...]) -> None:
    """Remarks a supplier named twice in one award, or twice (as two parties) in the release. A supplier of two awards
    is not named twice.
    """
    said: set[str] = set()
    lists = [
        (f"{release.pointer}/awards/{place}/suppliers/{{}}", [(s.name, s.party_id) for s in award.suppliers])
        for place, award in enumerate(awards)
    ]
    for pattern, named in lists:
        _check_repeats(
            release, [(pattern.format(i), name, party) for i, (name, party) in enumerate(named)], said
        )
    _check_repeats(release, [(party.pointer, party.name, "") for party in suppliers], said)


def _check_repeats(release: Node, named: list[tuple[str, str, str]], said: set[str]) -> None:
    names: set[str] = set()
    ids: set[str] = set()
    for pointer, name, party_id in named:
        same = _same_name(name)
        if (same and same in names) or (party_id and party_id in ids):
            if same not in said:
                release.remarks.add(
                    "supplier_repeated", pointer, say("{name} is named more than once", name=name or party_id)
                )
            said.add(same)
        names.add(same)
        ids.add(party_id)


def check_value(node: Node, value: PublishedValue) -> None:
    amount = value.amount
    if amount is None:
        return
    if not value.currency:
        node.remark(
            "currency_missing", say("The value {amount_text} has no currency", amount_text=value.amount_text)
        )
    if amount < 0:
        node.remark(
            "value_negative", say("The value is {amount_text}, below zero", amount_text=value.amount_text)
        )
    elif not amount:
        node.remark("value_zero", say("The value is 0, which may stand for “not known”"))
    elif amount < TOKEN_BELOW or amount >= ABSURD_FROM:
        node.remark(
            "value_implausible",
            say("The value is {amount_text}, which may stand for “not known”", amount_text=value.amount_text),
        )


def check_currency(node: Node, value: PublishedValue | None, tender: PublishedValue | None) -> None:
    if value and tender and value.currency and tender.currency and value.currency != tender.currency:
        words = say(
            "The value is in {currency}, the tender's in {tender_currency}",
            currency=value.currency,
            tender_currency=tender.currency,
        )
        node.remark("currencies_differ", words)


def check_period(node: Node, period: PublishedPeriod) -> None:
    start, end = period.start, period.end
    if start is None or end is None or start.day is None or end.day is None:
        return
    exact = start.at is not None and end.at is not None and end.at < start.at
    if exact or end.day < start.day:
        node.remark(
            "ends_before_start",
            say("It ends on {text}, before it starts on {start_text}", text=end.text, start_text=start.text),
        )
