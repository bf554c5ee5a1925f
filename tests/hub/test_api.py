"""Search through the API: what one may see, as far as the token reaches."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.token_table import Scope
from fourfold.hub.api.search import SCOPES
from fourfold.hub.queries import search as module
from tests.builders.api import Program, a_program
from tests.builders.define import a_cascade, a_draft, a_lead, a_policy
from tests.builders.ground import TODAY, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def kinds(program: Program, words: str) -> set[str]:
    return {heap["kind"] for heap in program.get(f"/search?q={words}").json()["heaps"]}


def test_hits_are_of_the_kinds_that_the_token_is_for() -> None:
    by = a_lead(an_organisation("Apprenticeship Council"))
    a_policy(by)

    assert kinds(a_program(by), "apprentice") == {"Measures", "Organisations"}
    assert kinds(a_program(by, Scope.DEFINE_READ), "apprentice") == {"Measures"}
    assert kinds(a_program(by, Scope.MEASURE_READ), "apprentice") == set()
    # Without a token what is published is found, as on the page.
    assert kinds(Program(), "apprentice") == {"Measures", "Organisations"}


def test_a_draft_is_found_by_its_own_people_alone() -> None:
    by = a_lead()
    a_cascade(by, a_draft(by))

    assert kinds(a_program(by), "warm") == {"Priorities"}
    assert kinds(a_program(a_lead()), "warm") == set()
    assert kinds(Program(), "warm") == set()


def test_every_kind_that_search_knows_has_a_scope(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has none would be shown to no token; here it is noticed."""
    a_hit = [("Something", "/somewhere/")]
    for name in ("find_deliveries", "find_accounts"):
        monkeypatch.setattr(module, name, lambda *_, **__: a_hit)
    for name in ("find_in_policies", "find_in_integrate"):
        real = getattr(module, name)
        monkeypatch.setattr(
            module,
            name,
            lambda words, *, most, real=real: [(kind, a_hit) for kind, _ in real(words, most=most)],
        )
    an_organisation("Something Council")
    with as_tenant(EVERYONE):
        found = {heap.kind for heap in module.search("something", on=TODAY)}

    assert found == set(SCOPES)
