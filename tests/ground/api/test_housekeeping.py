"""What the API keeps for itself does not outlive its use."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.ground.api import housekeeping
from fourfold.ground.api.tables import RememberedAnswer
from fourfold.ground.people import request_counts
from fourfold.ground.people.token_queries import tokens_of
from fourfold.ground.people.token_table import RequestCount
from tests.builders.api import a_token
from tests.builders.ground import an_actor
from tests.ground.jobs.asked import NOON, Clock, a_job, work_off

pytestmark = pytest.mark.django_db


def test_old_answers_and_addresses_are_forgotten_and_a_tokens_last_use_is_not() -> None:
    by = an_actor()
    a_token(by)
    token = tokens_of(person=by.person_id).get()
    for key, hours in (("answered-today", 23), ("answered-before", 25)):
        RememberedAnswer.objects.create(token=token, key=key, at=NOON - timedelta(hours=hours))
    long_ago, just_now = NOON - timedelta(hours=2), NOON - timedelta(minutes=5)
    for key, minute in (
        (request_counts.key_of_address("192.0.2.1"), long_ago),
        (request_counts.key_of_address("192.0.2.2"), just_now),
        (request_counts.key_of_token(token.pk), long_ago),
    ):
        RequestCount.objects.create(key=key, minute=minute, count=1)

    a_job(housekeeping.FORGET)
    work_off(Clock())

    assert list(RememberedAnswer.objects.values_list("key", flat=True)) == ["answered-today"]
    assert set(RequestCount.objects.values_list("key", flat=True)) == {
        request_counts.key_of_address("192.0.2.2"),
        request_counts.key_of_token(token.pk),
    }
    assert request_counts.last_used([token.pk]) == {token.pk: long_ago.date()}
