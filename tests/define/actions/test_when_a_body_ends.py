"""What of Define ends with its body: who leads, and what is under licence. Policies pass, and say what they lack."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.define.actions import choosing, policies
from fourfold.define.models import LeadAppointment, Measure, Pack, PackMeasure, Proxy
from fourfold.define.queries.cascades import cascade
from fourfold.define.queries.clashes import clashes_in
from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.queries.leadership import leads_shown
from fourfold.define.queries.policies import adopted_version
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from tests.builders.browsing import signed_in, words
from tests.builders.define import a_cascade, a_draft, a_lead, adopted, outcomes_of
from tests.builders.ground import TODAY, an_organisation
from tests.builders.leaders import SINCE, an_appointment
from tests.builders.packs import TITLE, a_pack
from tests.builders.successions import a_passing, all_handed_on

pytestmark = pytest.mark.django_db
OPEN = "fourfold-open/2026-11"


def test_appointments_end_with_the_body_and_none_passes_to_who_follows() -> None:
    by = a_lead()
    body, successor = Organisation.objects.get(pk=by.organisation_id), an_organisation("New Council")
    kept = an_appointment(by)
    with as_tenant(by.organisation_id):
        assert leads_shown(body.pk, on=SINCE)
    passing = a_passing(body, successor)

    for _ in range(2):
        all_handed_on(passing)

    body.refresh_from_db()
    assert body.exists_until is not None
    with as_tenant(MAINTENANCE):
        ended = LeadAppointment.objects.get(pk=kept.pk)
        assert (ended.owner_id, ended.ended_on) == (body.pk, body.exists_until)
        assert f"{body.name} ended on" in ended.handover_notes
        assert not LeadAppointment.objects.filter(owner=successor).exists()
        assert not leads_shown(body.pk, on=TODAY + timedelta(days=1))


def test_a_pack_and_its_values_stay_with_their_holder_and_the_successor_reads_that_they_do() -> None:
    by = a_lead()
    body = Organisation.objects.get(pk=by.organisation_id)
    pack = a_pack(by)
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id):
        row = PackMeasure.objects.filter(pack=pack).order_by("row")[0]
        chosen = choosing.choose_from_pack(
            by=by,
            outcome=outcomes_of(version)[0],
            measure=row,
            title="",
            counts="",
            with_values=True,
            on=TODAY,
        )
        version = policies.put_out_for_comment(by=by, version=version)
    adopted(by, version)
    successor = an_organisation("New Council")

    all_handed_on(a_passing(body, successor))

    with as_tenant(successor.pk):
        assert adopted_version(successor.pk) is not None
        assert Measure.objects.get(pk=chosen.pk).owner_id == successor.pk
        for table in (Pack, PackMeasure):
            assert not table.objects.exists()
        assert not Proxy.objects.filter(measure=chosen).exists()
    with as_tenant(MAINTENANCE):
        assert Pack.objects.get(pk=pack.pk).owner_id == body.pk
        assert Proxy.objects.filter(measure=chosen, owner=body).exists()
    page = words(signed_in(a_lead(successor)).get(f"/define/measures/{chosen.ref}/"))
    assert "A licence is its holder’s and does not pass on, not to a successor either" in page
    assert "bring the pack in under a licence of your own" in page
    assert "Residents who found paid work" not in page
    assert TITLE in page, "the policy itself names the pack"


def test_measures_that_exclude_each_other_are_told_in_the_draft_and_at_adoption() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id):
        outcome = outcomes_of(version)[0]
        for code in ("S1", "S2"):
            choosing.choose(by=by, outcome=outcome, framework=shipped_frameworks()[OPEN], code=code)
        found = clashes_in(cascade(version))
        address = f"/define/policies/{version.policy.ref}/versions/{version.number}"
    assert [(each.one.framework_code, each.other.framework_code) for each in found] == [("S1", "S2")]
    client = signed_in(by)
    for page in ("tasks/", "adopt/"):
        text = words(client.get(f"{address}/{page}"))
        assert "must not both be claimed for the same person, pound or thing" in text, page
        assert "What counts under S1 of" in text, page


def test_measures_of_a_pack_that_exclude_each_other_are_told_to_its_holder() -> None:
    by = a_lead()
    pack = a_pack(by)
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id):
        for row in PackMeasure.objects.filter(pack=pack).order_by("row")[:2]:
            choosing.choose_from_pack(
                by=by,
                outcome=outcomes_of(version)[0],
                measure=row,
                title="",
                counts="",
                with_values=False,
                on=TODAY,
            )
        found = clashes_in(cascade(version))
    assert [each.words for each in found] == ["What counts under QX1 must not be counted under QX2 as well"]


def test_measures_that_do_not_exclude_each_other_are_not_told() -> None:
    by = a_lead()
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id):
        outcome = outcomes_of(version)[0]
        for code in ("S1", "S3"):
            choosing.choose(by=by, outcome=outcome, framework=shipped_frameworks()[OPEN], code=code)
        assert not clashes_in(cascade(version))
