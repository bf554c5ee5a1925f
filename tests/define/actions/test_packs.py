"""A pack under licence from upload to undo; who sees it; and what is in use stays as it was written."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from fourfold.define.actions import choosing, packs
from fourfold.define.exchange.framework_exports import NotOpen, as_tree, framework_csv
from fourfold.define.models import Measure, Pack, PackMeasure, PackValue, Proxy, RememberedHeading
from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.queries.packs import framework_of
from fourfold.define.queries.proxies import in_force, publishable
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from tests.builders.browsing import signed_in
from tests.builders.define import (
    a_cascade,
    a_draft,
    a_lead,
    a_policy,
    a_proxy,
    adopted,
    measures_of,
    outcomes_of,
)
from tests.builders.ground import TODAY
from tests.builders.packs import a_pack, an_uploaded_pack, as_csv

pytestmark = pytest.mark.django_db
OPEN = "fourfold-open/2026-11"


def test_a_pack_is_brought_in_and_its_headings_are_remembered() -> None:
    by = a_lead()
    pack = a_pack(by)

    with as_tenant(by.organisation_id):
        assert (pack.state, bytes(pack.content), pack.left_out) == ("in_use", b"", 0)
        values = {
            (each.measure.code, each.kind): each.value for each in PackValue.objects.select_related("measure")
        }
        assert values == {
            ("QX1", "fiscal"): Decimal(1000), ("QX1", "economic"): Decimal(500), ("QX2", "fiscal"): Decimal(1700),
        }  # fmt: skip
        assert PackMeasure.objects.get(code="QX1").excludes == ["QX2"]


def test_what_columns_hold_is_remembered() -> None:
    by = a_lead()
    pack = an_uploaded_pack(by)
    with as_tenant(by.organisation_id):
        from fourfold.define.exchange.bring_pack import columns_of, table_of

        table = table_of(pack)
        packs.choose_columns(
            by=by,
            pack=pack,
            seen=pack.version,
            sheet=table.sheet,
            headings=table.headings,
            columns=columns_of(pack, table),
        )
        assert RememberedHeading.objects.get(heading="measure").column == "title"


def test_a_lapsed_licence_is_refused_and_what_was_chosen_stays() -> None:
    by = a_lead()
    last = TODAY + timedelta(days=10)
    pack = a_pack(by, expires_on=last)
    outcome = outcomes_of(a_cascade(by, a_draft(by)))[0]
    given: dict[str, Any] = {"by": by, "outcome": outcome, "title": "", "counts": "", "with_values": True}
    with as_tenant(by.organisation_id):
        first, second = PackMeasure.objects.filter(pack=pack)[:2]
        chosen = choosing.choose_from_pack(measure=first, on=last, **given)
        with pytest.raises(NotAllowed, match="The licence ended on"):
            choosing.choose_from_pack(measure=second, on=last + timedelta(days=1), **given)

        assert "under licence" in chosen.counts
        assert first.title not in chosen.title
        assert Measure.objects.get(pk=chosen.pk).pack_id == pack.pk
        with pytest.raises(NotAllowed, match="stand in your policy"):
            packs.undo(by=by, pack=pack, seen=pack.version, at=pack.uploaded_at)
    with pytest.raises(Refused, match="only while its licence is in force"):
        an_uploaded_pack(by, expires_on=TODAY - timedelta(days=1))


def test_nobody_but_the_holder_sees_a_pack_or_a_value_of_it() -> None:
    by, stranger = a_lead(), a_lead()
    pack = a_pack(by)
    version = a_cascade(by, a_draft(by))
    outcome = outcomes_of(version)[0]
    with as_tenant(by.organisation_id):
        chosen = choosing.choose_from_pack(
            by=by,
            outcome=outcome,
            measure=PackMeasure.objects.get(code="QX1"),
            title="",
            counts="",
            with_values=True,
            on=TODAY,
        )
        from fourfold.define.actions import policies

        adopted(by, policies.put_out_for_comment(by=by, version=version))
        assert {proxy.value for proxy in in_force([chosen.pk])} == {Decimal(1000), Decimal(500)}
        assert not publishable([chosen.pk]).exists()
        value = in_force([chosen.pk])[0]
        with pytest.raises(NotOpen):
            as_tree(framework_of(pack))
        with pytest.raises(NotOpen):
            framework_csv(framework_of(pack))
    for tenant in (stranger.organisation_id, EVERYONE):
        with as_tenant(tenant):
            assert Measure.objects.filter(pk=chosen.pk).exists()
            for table in (Pack, PackMeasure, PackValue, Proxy):
                assert not table.objects.exists()
    for client in (Client(), signed_in(stranger)):
        page = client.get(f"/define/measures/{chosen.ref}/")
        answers = [
            page,
            client.get(f"/api/v1/measures/{chosen.ref}"),
            client.get(f"/api/v1/measures/{chosen.ref}/values"),
        ]
        assert page.status_code == 200
        for answer in answers:
            assert not [
                words
                for words in ("1,000", "1000", "Residents who found", "A month of pay")
                if words in answer.content.decode()
            ]
        assert client.get(f"/define/values/{value.ref}/").status_code in {302, 404}
        assert client.get(f"/define/packs/{pack.ref}/").status_code in {302, 404}


def test_undo_takes_all_of_an_unused_pack_out_again() -> None:
    by = a_lead()
    pack = a_pack(by)
    with as_tenant(by.organisation_id):
        packs.undo(by=by, pack=pack, seen=pack.version, at=pack.uploaded_at)

        assert not PackMeasure.objects.exists()
        assert not PackValue.objects.exists()


def test_rows_with_a_fault_are_left_out_and_a_file_without_a_good_row_is_refused() -> None:
    by = a_lead()
    rows = [("W", "O", "A1", "T", "people"), ("W", "O", "A2", "T", "smiles")]
    headings = ("Theme", "Outcome", "Code", "Measure", "Unit")

    assert a_pack(by, content=as_csv(rows, headings)).left_out == 1
    with pytest.raises(Refused, match="No row"):
        a_pack(by, content=as_csv(rows[1:], headings), edition="v9")


def test_a_chosen_measure_keeps_where_it_comes_from_in_the_next_version_too() -> None:
    by = a_lead()
    outcome = outcomes_of(a_cascade(by, a_draft(by)))[0]
    with as_tenant(by.organisation_id):
        chosen = choosing.choose(by=by, outcome=outcome, framework=shipped_frameworks()[OPEN], code="S1")
        assert (chosen.framework, chosen.framework_edition, chosen.framework_code) == (
            "fourfold-open",
            "2026-11",
            "S1",
        )
        assert "Does not count" in chosen.counts
        with pytest.raises(Refused, match="stands under"):
            choosing.choose(by=by, outcome=outcome, framework=shipped_frameworks()[OPEN], code="S1")


def test_the_database_keeps_what_is_in_use_as_it_was_written() -> None:
    by = a_lead()
    measure = measures_of(a_policy(by))[0]
    proxy = a_proxy(by, measure)
    theirs = a_pack(by)
    with as_tenant(by.organisation_id):
        row = PackMeasure.objects.filter(pack=theirs)[0]
    for table, key, changed in (
        (Measure, measure.pk, {"counts": "Something else"}),
        (Proxy, proxy.pk, {"value": Decimal(2)}),
        (PackMeasure, row.pk, {"title": "Other"}),
    ):
        with (
            pytest.raises(IntegrityError, match="in use"),
            change(by=by, owner=by.organisation_id, reason="x"),
            transaction.atomic(),
        ):
            table.objects.filter(pk=key).update(**changed)
    with pytest.raises(IntegrityError, match="in use"), change(by=by, owner=by.organisation_id, reason="x"):
        PackMeasure.objects.filter(pk=row.pk)._raw_delete("default")
