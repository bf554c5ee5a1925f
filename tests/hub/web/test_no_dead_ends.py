"""Each person of the demonstration follows every kind of link there is: none leads nowhere, and figures are in words."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client

from fourfold.hub.commands.demonstration.cast import PEOPLE
from tests.builders.browsing import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator


OF_ONE_SHAPE = 2
REFERENCE = re.compile(r"(?<=/)[0-9A-Z]{10}(?=/)|(?<=/)[0-9]+(?=/)|(?<==)[^&]*")
# What a page prints where a figure was not put into words first; a reference that ends in 3E is none.
SLIP = re.compile(r"(?<![\w.-])\d(?:\.\d+)?E[+-]\d+(?![\w-])|Decimal\(|>None<|\bNaN\b")

pytestmark = [
    pytest.mark.usefixtures("db", "the_demonstration"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="`./run` shows the demonstration on SQLite"),
]


def shape(address: str) -> str:
    return REFERENCE.sub("*", address)


def links(page: str) -> Iterator[str]:
    for found in re.findall(r'href="(/[^"#]*)', page):
        address = unescape(found)
        if not address.startswith("/static/"):
            yield address


def walk(client: Client) -> list[str]:
    """The links that lead nowhere, each with its status and the page it stands on."""
    seen, shapes, dead = {"/"}, Counter[str](), []
    waiting = [("/", "/")]
    while waiting:
        address, stands_on = waiting.pop()
        answer = client.get(address)
        if answer.status_code in {301, 302, 303}:
            found = [answer["Location"]]
        elif answer.status_code != 200:
            dead.append(f"{answer.status_code} {address} on {stands_on}")
            continue
        elif answer["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            dead += [f"a figure as programs write it, {slip}, on {address}" for slip in SLIP.findall(page)]
            found = list(links(page))
        else:
            if answer.streaming:
                answer.getvalue()
            continue
        for link in found:
            if link not in seen and shapes[shape(link)] < OF_ONE_SHAPE:
                seen.add(link)
                shapes[shape(link)] += 1
                waiting.append((link, address))
    assert len(seen) > 8, "the walk stopped at the front door"
    return dead


def test_nobody_meets_a_dead_end() -> None:
    dead = {"": walk(Client())}
    for each in PEOPLE:
        dead[each.email] = walk(signed_in(each.name))
    assert {email: found for email, found in dead.items() if found} == {}
