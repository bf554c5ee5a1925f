"""Account lines and valuations on the spine, from the promise down and from the pounds up."""

from __future__ import annotations

import pytest

from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.spine.registry import Strip, strip
from fourfold.measure.models import AccountLine, Valuation
from tests.builders.measure import a_published_account, a_value, a_verified_delivery, an_account
from tests.builders.promises import a_promise

pytestmark = pytest.mark.django_db


def counts(found: Strip | None) -> tuple[dict[str, int], dict[str, int]]:
    assert found is not None
    return (
        {level.kind: level.count for level in found.above},
        {level.kind: level.count for level in found.below},
    )


def test_from_the_pounds_up_to_the_promise_and_from_the_promise_down_to_the_pounds() -> None:
    promise = a_promise()
    a_value(promise)
    proofs = [a_verified_delivery(promise), a_verified_delivery(promise, quantity=2)]
    an_account(promise)
    with as_tenant(promise.buyer.pk):
        line, pounds = AccountLine.objects.get(), Valuation.objects.first()
        assert pounds is not None
        up, _ = counts(strip("valuation", pounds.ref))
        assert (up["account line"], up["verification"], up["delivery"], up["commitment"], up["measure"]) == (
            1,
            2,
            2,
            1,
            1,
        )
        _, down = counts(strip("commitment", promise.commitment.ref))
        assert (down["delivery"], down["verification"], down["account line"], down["valuation"]) == (
            2,
            2,
            1,
            2,
        )
        _, down = counts(strip("verification", proofs[0].ref))
        assert down == {"account line": 1, "valuation": 2}
        found = strip("account line", line.ref)
        assert found is not None
        assert (found.this.title, found.this.state) == ("Account of the repairs", "Draft")


def test_a_line_that_counts_nothing_stands_under_its_commitment() -> None:
    promise = a_promise()
    an_account(promise)
    with as_tenant(promise.buyer.pk):
        _, down = counts(strip("commitment", promise.commitment.ref))
    assert down == {"account line": 1}


def test_the_public_sees_of_it_what_is_published() -> None:
    promise = a_promise()
    a_value(promise)
    a_verified_delivery(promise)
    an_account(promise)
    with as_tenant(promise.buyer.pk):
        draft = AccountLine.objects.get().ref
    a_published_account(promise)
    with as_tenant(EVERYONE):
        assert strip("account line", draft) is None
        shown = AccountLine.objects.get()
        up, down = counts(strip("account line", shown.ref))
    assert "delivery" not in up
    assert "commitment" not in up
    assert down == {"valuation": 1}
