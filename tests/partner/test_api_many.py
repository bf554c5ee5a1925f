"""Many deliveries through the API, at once and as a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from fourfold.ground.files.tables import RefusedFile
from fourfold.ground.jobs.tables import Job, JobState
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Membership, Role
from fourfold.partner.api import taking_many
from fourfold.partner.models import Delivery
from tests.builders.api import Program, a_program, a_report, an_upload
from tests.builders.ground import TODAY, an_actor
from tests.builders.promises import a_promise
from tests.ground.files.clamd import NAME, VIRUS, a_clamd
from tests.ground.jobs.asked import Clock, work_off

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.ground.people.actor import Actor
    from fourfold.partner.api.shapes import LineOfMany
    from tests.builders.promises import Promise

pytestmark = pytest.mark.django_db
JOBS = "/bulk/deliveries/jobs"


@pytest.fixture
def promise(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Promise:
    settings.FILES_DIR = tmp_path / "files"
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_promise()


def a_line(promise: Promise, file: str, **changed: Any) -> dict[str, Any]:
    return {**a_report(promise, file), "contract": promise.contract.ref, "commitment": 1, **changed}


def some_lines(promise: Promise, supplier: Program, number: int) -> list[dict[str, Any]]:
    file = an_upload(supplier)
    return [a_line(promise, file, quantity=str(each)) for each in range(1, number + 1)]


def quantities(promise: Promise) -> list[int]:
    with as_tenant(promise.buyer.pk):
        return sorted(int(each) for each in Delivery.objects.values_list("quantity", flat=True))


def work() -> None:
    work_off(Clock(timezone.now()))


def test_many_deliveries_are_taken_together(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    file = an_upload(supplier)
    line = a_line(promise, file)

    answer = supplier.post("/bulk/deliveries", {"deliveries": [line, {**line, "quantity": "3"}]})

    assert answer.status_code == 201, answer.content
    assert answer.json()["kept"] == 2
    refs = [each["delivery"] for each in answer.json()["lines"]]
    assert [supplier.get(f"/deliveries/{ref}").json()["quantity"] for ref in refs] == ["10.00", "3.00"]


def test_of_many_deliveries_none_is_taken_where_one_is_wrong(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    file = an_upload(supplier)
    line = a_line(promise, file)
    lines = [line, {**line, "quantity": "2.5"}, {**line, "commitment": 2}, {**line, "ends_on": "2099-01-01"}]

    answer = supplier.post("/bulk/deliveries", {"deliveries": lines})

    assert answer.status_code == 422
    said = {each["number"]: each for each in answer.json()["lines"]}
    assert {number: each["problem"] for number, each in said.items()} == {
        2: "refused",
        3: "not-found",
        4: "refused",
    }
    assert said[2]["errors"][0]["at"] == "quantity"
    assert said[4]["errors"][0]["at"] == "ends_on"
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()


def test_thousands_are_taken_by_a_job_that_says_what_became_of_each(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    lines = some_lines(promise, supplier, 60)

    asked = supplier.post(JOBS, {"deliveries": lines})

    assert (asked.status_code, asked.json()["state"], asked.json()["sent"]) == (202, "waiting", 60)
    address = asked["Location"].removeprefix("/api/v1")
    assert quantities(promise) == []
    work()
    told = supplier.get(address).json()
    assert (told["state"], told["kept"], told["refused"]) == ("done", 60, [])
    assert told["words"] == "60 deliveries were taken."
    assert [each["number"] for each in told["lines"]] == list(range(1, 61))
    last = supplier.get(f"/deliveries/{told['lines'][-1]['delivery']}").json()
    assert last["quantity"] == "60.00"
    assert quantities(promise) == list(range(1, 61))


def test_of_thousands_none_is_taken_where_one_is_wrong(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    lines = some_lines(promise, supplier, 30)
    lines[28] = {**lines[28], "commitment": 2}

    address = supplier.post(JOBS, {"deliveries": lines})["Location"].removeprefix("/api/v1")
    work()

    told = supplier.get(address).json()
    assert (told["state"], told["kept"], told["lines"]) == ("failed", 0, [])
    assert told["words"] == "1 of 30 lines cannot be taken, so none was."
    assert [(each["number"], each["problem"]) for each in told["refused"]] == [(29, "not-found")]
    assert quantities(promise) == []


def test_what_changed_between_looking_and_taking_is_told_by_itself(
    promise: Promise, monkeypatch: pytest.MonkeyPatch
) -> None:
    supplier = a_program(promise.reporter)
    file = an_upload(supplier)
    address = supplier.post(JOBS, {"deliveries": [a_line(promise, file) for _ in range(30)]})["Location"]
    genuine, calls = taking_many.take, 0

    def gone_by_then(by: Actor, line: LineOfMany) -> str:
        nonlocal calls
        calls += 1
        return genuine(by, line.model_copy(update={"commitment": 2}) if calls > 55 else line)

    monkeypatch.setattr(taking_many, "take", gone_by_then)
    work()

    told = supplier.get(address.removeprefix("/api/v1")).json()
    assert (told["state"], told["kept"]) == ("done", 25)
    assert [each["number"] for each in told["refused"]] == [26, 27, 28, 29, 30]
    assert told["words"] == "25 deliveries were taken. 5 were not: what they are about changed meanwhile."


def test_a_job_that_dies_in_the_middle_goes_on_and_doubles_nothing(
    promise: Promise, monkeypatch: pytest.MonkeyPatch
) -> None:
    supplier = a_program(promise.reporter)
    address = supplier.post(JOBS, {"deliveries": some_lines(promise, supplier, 60)})["Location"]
    genuine, calls = taking_many.try_to_take, 0

    def dies(
        by: Actor, numbered: Iterable[tuple[int, LineOfMany]], **more: Any
    ) -> tuple[list[Any], list[Any]]:
        nonlocal calls
        calls += 1
        found = genuine(by, numbered, **more)
        # Three handfuls are looked at; the second of those that are taken is done, and not yet kept.
        if calls == 5:
            raise OSError("The machine went away.")
        return found

    monkeypatch.setattr(taking_many, "try_to_take", dies)
    clock = Clock(timezone.now())
    work_off(clock)
    assert quantities(promise) == list(range(1, 26))
    assert supplier.get(address.removeprefix("/api/v1")).json()["kept"] == 25

    clock.forward(hours=1)
    work_off(clock)

    assert quantities(promise) == list(range(1, 61))
    told = supplier.get(address.removeprefix("/api/v1")).json()
    assert (told["state"], told["kept"]) == ("done", 60)
    # Looked at once, taken in three handfuls, of which one twice.
    assert calls == 3 + 3 + 1


def test_only_who_sent_them_and_their_administrators_see_the_report(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    address = supplier.post(JOBS, {"deliveries": some_lines(promise, supplier, 1)})["Location"]
    address = address.removeprefix("/api/v1")
    work()

    colleague = an_actor(role=Role.SUPPLIER, organisation=promise.supplier)
    administrator = an_actor(role=Role.ADMINISTRATOR, organisation=promise.supplier)
    answers = [a_program(by).get(address) for by in (promise.manager, colleague, administrator)]

    assert [answer.status_code for answer in answers] == [404, 404, 200]
    assert answers[2].json()["kept"] == 1


def test_only_so_many_may_wait(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    [line] = some_lines(promise, supplier, 1)

    answers = [supplier.post(JOBS, {"deliveries": [line]}) for _ in range(taking_many.MOST_WAITING + 1)]

    assert [answer.status_code for answer in answers] == [202] * taking_many.MOST_WAITING + [422]
    assert "Wait until one is over" in answers[-1].json()["detail"]
    with as_tenant(MAINTENANCE):
        assert Job.objects.filter(kind=taking_many.TAKE, state=JobState.WAITING).count() == 5


def test_who_may_no_longer_report_when_the_job_runs_takes_nothing(promise: Promise) -> None:
    supplier = a_program(promise.reporter)
    supplier.post(JOBS, {"deliveries": some_lines(promise, supplier, 2)})
    with as_tenant(MAINTENANCE), change(by=promise.reporter, owner=promise.supplier.pk, reason="For a test"):
        Membership.objects.filter(person_id=promise.reporter.person_id).delete()

    work()

    assert quantities(promise) == []


def test_of_many_deliveries_the_one_whose_file_cannot_be_taken_is_named(
    promise: Promise, settings: Any
) -> None:
    supplier = a_program(promise.reporter)
    small, large = an_upload(supplier, b"Small."), an_upload(supplier, b"Large." * 100)
    settings.QUOTA_BYTES = 100
    line = a_line(promise, small)

    answer = supplier.post("/bulk/deliveries", {"deliveries": [line, {**line, "evidence": [large]}]})

    assert answer.status_code == 422
    [said] = answer.json()["lines"]
    assert (said["number"], said["problem"]) == (2, "refused")
    assert "no such room left for files" in said["detail"]
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()


def test_a_job_names_the_line_whose_file_has_a_virus_and_takes_none(promise: Promise, settings: Any) -> None:
    """Uploaded before there was a scanner."""
    supplier = a_program(promise.reporter)
    clean, infected = an_upload(supplier), an_upload(supplier, VIRUS)
    with a_clamd() as clamd:
        settings.SCANNER = clamd.place
        path = supplier.post(JOBS, {"deliveries": [a_line(promise, clean), a_line(promise, infected)]})[
            "Location"
        ]
        work()
    shown = supplier.get(path.removeprefix("/api/v1")).json()
    assert (shown["state"], shown["kept"]) == ("failed", 0)
    [refused] = shown["refused"]
    assert refused["number"] == 2
    assert NAME in refused["detail"]
    assert quantities(promise) == []
    with as_tenant(promise.supplier.pk):
        assert RefusedFile.objects.get().sent_by_id == promise.reporter.person_id


def test_a_job_waits_for_a_scanner_that_gives_no_answer(promise: Promise, settings: Any) -> None:
    supplier = a_program(promise.reporter)
    file = an_upload(supplier, b"Of this nobody has heard yet.")
    with a_clamd() as clamd:
        settings.SCANNER = clamd.place
        clamd.says = ()
        path = supplier.post(JOBS, {"deliveries": [a_line(promise, file)]})["Location"].removeprefix(
            "/api/v1"
        )
        work()
        assert supplier.get(path).json()["state"] == "trying again"
        assert quantities(promise) == []
