"""Before moderation closes nobody is shown a price, and no scorer another's score: over every route, and in what is asked of
the database for it.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse
from django.utils import timezone

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import evaluation
from fourfold.integrate.models import Seen, Sight
from fourfold.integrate.urls import urlpatterns
from tests.builders.api import Program, a_token
from tests.builders.browsing import signed_in, words
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    NOW,
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    declares,
    moderates,
    open_bids_of,
    sealed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

# Numbers and words that stand nowhere else.
PRICES = ("413579.21", "387531.86")
REASON = "Zephyr {name}: as it was written."
PRICE = re.compile(r"413,?579|387,?531")


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> tuple[Tender, list[Actor]]:
    """Two bids, scored by two evaluators, each with words of their own in the reason."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    to = a_tender()
    for price in PRICES:
        sealed(to, a_bidder(), a_bid(to, price=price))
    opened = open_bids_of(to)
    evaluators = [an_actor(role=Role.EVALUATOR, organisation=to.buyer) for _ in range(2)]
    for number, evaluator in enumerate(evaluators):
        declares(to, evaluator)
        scored = [to.criteria["quality"], to.criteria["social"]]
        for bid in opened:
            with as_tenant(to.buyer.pk):
                evaluation.score(
                    by=evaluator,
                    opened_bid=bid,
                    points=dict.fromkeys(scored, 3 + number),
                    reasons=dict.fromkeys(scored, REASON.format(name=number)),
                )
    return to, evaluators


def addresses(to: Tender) -> Iterator[str]:
    """Every page of a procurement and of its tender that takes its reference, and that of a bid, a measure or a number."""
    values: dict[str, Any] = {
        "ref": to.procurement.ref,
        "bid": to.opened[0].ref,
        "ask": to.asks["hours"],
        "number": 1,
    }
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        names = set(pattern.pattern.converters)
        if pattern.name and names and names <= values.keys() and "<str:ref>" in str(pattern.pattern):
            yield reverse(pattern.name, kwargs={name: values[name] for name in names})
    yield from ("/", "/integrate/", "/search/?q=Repairs", "/search/?q=Person", "/jobs/", "/account/")
    yield f"/shares/{to.procurement.ref}/"


def everything_told(
    ref: str, pages: list[str], client: Client, program: Program
) -> Iterator[tuple[str, str]]:
    for address in pages:
        yield address, client.get(address).content.decode(errors="replace")
    for path in ("/procurements", f"/procurements/{ref}", "/tenders", f"/tenders/{ref}", "/contracts"):
        yield f"/api{path}", program.get(path).content.decode()


def test_before_moderation_closes_no_route_tells_a_price_or_anothers_score(
    scored: tuple[Tender, list[Actor]],
) -> None:
    to, (first, second) = scored
    roles = (Role.LEAD, Role.COMMISSIONER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)
    others = [an_actor(role=roles, organisation=to.buyer)]
    seen, ref, pages = 0, to.procurement.ref, list(addresses(to))
    for reader in (first, second, to.commissioner, *others):
        client, program = signed_in(reader), Program(a_token(reader))
        with CaptureQueriesContext(connection) as asked:
            for address, told in everything_told(ref, pages, client, program):
                seen += 1
                assert not PRICE.search(told), address
                for number, evaluator in enumerate((first, second)):
                    if evaluator.person_id != reader.person_id:
                        assert REASON.format(name=number) not in told, address
        read = [each["sql"] for each in asked if '"integrate_openedbid"."price"' in each["sql"]]
        assert read == []
    assert seen > 150
    # Once the points are locked, the same routes tell both: what is looked for above can be found.
    for bid in to.opened:
        moderates(to, to.commissioner, bid)
    with as_tenant(to.buyer.pk):
        evaluation.close_moderation(by=to.commissioner, procurement=to.procurement)
    client, program = signed_in(first), Program(a_token(first))
    told = " ".join(told for _, told in everything_told(ref, pages, client, program))
    assert PRICE.search(told)
    assert second.name in told


def test_an_administrators_copy_for_an_evaluator_leaves_scores_out_until_they_are_shown(
    scored: tuple[Tender, list[Actor]],
) -> None:
    to, (first, _) = scored
    administrator = an_actor(role=Role.ADMINISTRATOR, organisation=to.buyer)

    def copy_by(reader: Actor, address: str) -> str:
        answer = signed_in(reader).post(address)
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            return archive.read("everything.json").decode()

    of_first = reverse("copy_of_person", kwargs={"ref": first.person_ref})
    assert "Zephyr" not in copy_by(administrator, of_first)
    assert "Zephyr 0" in copy_by(first, reverse("own_copy"))
    for bid in to.opened:
        moderates(to, to.commissioner, bid)
    with as_tenant(to.buyer.pk):
        evaluation.close_moderation(by=to.commissioner, procurement=to.procurement)
    assert "Zephyr 0" in copy_by(administrator, of_first)


def test_who_was_shown_what_is_written_down_once(scored: tuple[Tender, list[Actor]]) -> None:
    to, (first, _) = scored
    bid = to.opened[0]
    score = reverse("score_bid", kwargs={"ref": to.procurement.ref, "bid": bid.ref})
    moderate = reverse("moderate_bid", kwargs={"ref": to.procurement.ref, "bid": bid.ref})
    client, moderator = signed_in(first), signed_in(to.commissioner)
    for _ in range(2):
        assert client.get(score).status_code == 200
    assert "Zephyr" not in words(moderator.get(moderate))
    begin = reverse("begin_moderation", kwargs={"ref": to.procurement.ref, "bid": bid.ref})
    assert "Zephyr 0" in words(moderator.post(begin, follow=True))
    assert client.get(score).status_code == 403
    with as_tenant(to.buyer.pk):
        assert list(Sight.objects.values_list("person", "what", "opened_bid")) == [
            (first.person_id, Seen.ANSWERS, bid.pk),
            (to.commissioner.person_id, Seen.SCORES, bid.pk),
        ]
    moderates(to, to.commissioner, bid)
    moderates(to, to.commissioner, to.opened[1])
    moderator.post(reverse("close_moderation", kwargs={"ref": to.procurement.ref}))
    page = words(moderator.get(reverse("evaluate", kwargs={"ref": to.procurement.ref})))
    assert "The prices" in page
    with as_tenant(to.buyer.pk):
        assert list(Sight.objects.filter(what=Seen.PRICES).values_list("person", flat=True)) == [
            to.commissioner.person_id
        ]
