"""What of Define goes to a successor besides the policy: what the community named, local need, and the services it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fourfold.define.actions import issues, needs, services
from fourfold.define.exchange.need_import import look_at
from fourfold.define.models import CommunityIssue, IssueGroup, NeedFigure, NeedImport, NeedPlace, Service
from fourfold.define.queries.issues import groups_of
from fourfold.define.rules.areas import Edition
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Role
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.actions.procurement_service import for_service
from fourfold.integrate.models import Procurement, ProcurementService
from tests.builders.browsing import signed_in, words
from tests.builders.define import a_lead, a_policy
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import a_procurement
from tests.builders.leaders import a_service
from tests.builders.successions import a_passing, all_handed_on

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return a_lead()


def body_of(by: Actor) -> Organisation:
    return Organisation.objects.get(pk=by.organisation_id)


def an_issue(by: Actor, what: str, *, group: str = "", aside: bool = False) -> CommunityIssue:
    with as_tenant(by.organisation_id):
        issue = issues.enter(
            by=by,
            words=what,
            source="meeting",
            named_by="Spring meeting",
            times=3,
            heard_on=TODAY,
            on=TODAY,
        )
        if group:
            issues.make_group(by=by, title=group, issues=[issue.ref])
        if aside:
            issues.look_at(by=by, issue=issue, seen=issue.version, count=False, why="Not ours.")
    return issue


def bought_for(by: Actor, service: Service) -> Procurement:
    with as_tenant(by.organisation_id):
        procurement = a_procurement(an_actor(role=Role.COMMISSIONER, organisation=body_of(by)))
        for_service(by=by, procurement=procurement, service=service.ref)
    return procurement


def a_place(code: str) -> Place:
    with declared(person=None, organisation=None, reason="For a test"):
        return Place.objects.create(code=code, name=code, nation="England")


def rows(table: Any, owner: int) -> list[Any]:
    with as_tenant(MAINTENANCE):
        return list(table.objects.filter(owner_id=owner).order_by("pk"))


def test_what_the_community_named_goes_on_with_its_groups_and_counts_and_what_was_set_aside_is_read(
    by: Actor,
) -> None:
    an_issue(by, "Buses come too seldom", group="Getting about")
    an_issue(by, "The library closes at five")
    kept = an_issue(by, "The moon is too bright", aside=True)
    follower = a_lead(an_organisation("New Council"))
    an_issue(follower, "No bench at the stop", group="getting about")

    all_handed_on(a_passing(body_of(by), body_of(follower)))

    with as_tenant(follower.organisation_id):
        told = {(each.title, each.times) for each in groups_of(follower.organisation_id)}
    assert told == {("getting about", 3), (f"Getting about (of {body_of(by).name})", 3)}
    assert [each.words for each in rows(CommunityIssue, by.organisation_id)] == [kept.words]
    page = words(signed_in(follower).get("/define/issues/"))
    assert "The library closes at five" in page
    with as_tenant(follower.organisation_id):
        assert CommunityIssue.objects.filter(pk=kept.pk).exists(), "what stays is read"


def test_places_and_figures_go_on_once_and_a_place_that_both_have_stands_once(by: Actor) -> None:
    near, far = a_place("E06000991"), a_place("E06000992")
    follower = a_lead(an_organisation("New Council"))
    for lead, places in ((by, (near, far)), (follower, (far,))):
        with as_tenant(lead.organisation_id):
            for place in places:
                needs.look_at_place(by=lead, place=place)
    described = needs.FigureDescribed(
        title="Cold homes", unit="%", edition=Edition.NONE, as_of=TODAY, source_title="A count",
        source_publisher="A council", source_href="", licence="Open Government Licence v3.0",
    )  # fmt: skip
    with as_tenant(by.organisation_id):
        _, file = (
            look_at(
                by=by, content=f"code,value\nE06000006,{number}\n".encode(), name=name, code_column="code",
                value_column="value", described=described, on=TODAY,
            )
            for number, name in enumerate(("kept.csv", "undone.csv"))
        )  # fmt: skip
        needs.undo(by=by, kept=file, seen=file.version, on=TODAY)
    passing = a_passing(body_of(by), body_of(follower))

    for _ in range(2):
        all_handed_on(passing)

    assert {each.place_id for each in rows(NeedPlace, follower.organisation_id)} == {near.pk, far.pk}
    assert len(rows(NeedPlace, follower.organisation_id)) == 2
    assert [each.file_name for each in rows(NeedImport, follower.organisation_id)] == ["kept.csv"]
    assert len(rows(NeedFigure, follower.organisation_id)) == len(rows(NeedFigure, by.organisation_id)) == 1


def test_services_go_on_and_what_is_bought_for_one_still_names_it(by: Actor) -> None:
    repairs = a_service(by, "Housing repairs")
    procurement = bought_for(by, repairs)
    follower = a_lead(an_organisation("New Council"))
    a_service(follower, "HOUSING REPAIRS")

    all_handed_on(a_passing(body_of(by), body_of(follower)))

    with as_tenant(follower.organisation_id):
        said = ProcurementService.objects.select_related("service").get(procurement=procurement)
        assert (said.owner_id, said.service_id) == (follower.organisation_id, repairs.pk)
        assert said.service.name == f"Housing repairs (of {body_of(by).name})"
        services.close(by=follower, service=said.service, seen=said.service.version, on=TODAY)
    assert {each.name for each in rows(Service, follower.organisation_id)} == {
        "HOUSING REPAIRS",
        said.service.name,
    }


def test_of_a_split_body_a_procurement_keeps_a_service_of_that_name_where_it_goes(by: Actor) -> None:
    repairs = a_service(by, "Housing repairs")
    procurement = bought_for(by, repairs)
    place = a_place("E06000991")
    version = a_policy(by)
    with as_tenant(by.organisation_id):
        policy = version.policy
        needs.look_at_place(by=by, place=place)
    north, south = an_organisation("North Council"), an_organisation("South Council")
    passing = a_passing(body_of(by), north, south)

    all_handed_on(passing, to={procurement.root: north, policy.root: south})
    with as_tenant(north.pk):
        first = ProcurementService.objects.select_related("service").get(procurement=procurement)
    assert (first.service.owner_id, first.service.name) == (north.pk, "Housing repairs")
    all_handed_on(passing, to={repairs.root: south})

    assert [each.pk for each in rows(Service, south.pk)] == [repairs.pk]
    assert [each.pk for each in rows(Service, north.pk)] == [first.service_id]
    assert [len(rows(NeedPlace, each.pk)) for each in (north, south)] == [0, 1], "with the policy"


def test_a_long_name_is_told_apart_and_stays_within_its_column(by: Actor) -> None:
    a_service(by, "x" * 120)
    group = an_issue(by, "Buses", group="y" * 200)
    follower = a_lead(an_organisation("New Council"))
    a_service(follower, "X" * 120)
    an_issue(follower, "Buses", group="Y" * 200)

    all_handed_on(a_passing(body_of(by), body_of(follower)))

    assert [len(each.name) <= 120 for each in rows(Service, follower.organisation_id)] == [True, True]
    titles = [each.title for each in rows(IssueGroup, follower.organisation_id)]
    assert len({each.casefold() for each in titles}) == 2
    assert all(len(each) <= 200 for each in titles)
    assert group.pk in {each.pk for each in rows(CommunityIssue, follower.organisation_id)}
