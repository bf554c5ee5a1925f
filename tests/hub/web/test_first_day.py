"""The front door where nothing is entered yet: it says how to begin."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders.browsing import signed_in, words
from tests.builders.ground import an_actor, an_organisation


@pytest.mark.django_db
def test_an_organisation_that_has_nothing_yet_is_told_how_to_begin() -> None:
    for sector, beginnings in (
        ("local_authority", ("Write the policy", "Begin a procurement", "See contracts", "Nothing")),
        ("private", ("Read the policies", "See the tenders", "See your contracts", "Nothing")),
    ):
        by = an_actor(
            role="lead" if sector == "local_authority" else "supplier",
            organisation=an_organisation(sector=sector),
            on=timezone.localdate(),
        )
        page = words(signed_in(by).get("/"))
        assert "This is a demonstration" not in words(Client().get("/"))
        for beginning in beginnings:
            assert beginning in page, page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "says"),
    [("/tracker/", "Nothing is asked of you now"), ("/library/", "The library is not here yet")],
)
def test_what_is_not_built_yet_says_so(address: str, says: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 200
    assert says in words(answer)
