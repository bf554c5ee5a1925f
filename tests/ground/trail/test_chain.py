"""What somebody with the database's password could do to the trail, and that it is found out."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from fourfold.config.command_line import main
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, Right, as_tenant, share
from fourfold.ground.people.changes import change
from fourfold.ground.trail import installation
from fourfold.ground.trail.chain import FIRST, chain_all, link_hash
from fourfold.ground.trail.erasure import erase_values
from fourfold.ground.trail.history import history
from fourfold.ground.trail.tables import TrailEntry, TrailLink, TrailValue
from fourfold.ground.trail.verify import heads, verify
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation
from tests.ground.trail.maintenance import as_maintenance, entries_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_entries(db: None) -> list[TrailEntry]:
    organisations = [an_organisation(name) for name in ("One", "Two", "Three")]
    return [entry for organisation in organisations for entry in entries_of(organisation)]


def tamper(statement: str, *values: str | int) -> None:
    """As somebody does who may drop the triggers, and puts them back so as not to be seen."""
    settle()
    with installation.suspended(connection), as_maintenance(), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        assert cursor.rowcount > 0
        settle()


def settle() -> None:
    """PostgreSQL changes no table while foreign keys wait to be checked, as they do until a transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def words() -> str:
    return "\n".join(fault.words for fault in verify().faults)


def test_a_chain_is_the_hash_of_each_entry_over_the_one_before(three_entries: list[TrailEntry]) -> None:
    assert chain_all() == 3
    with as_maintenance():
        links = list(TrailLink.objects.order_by("number"))
    hashes = [FIRST]
    for entry in three_entries:
        hashes.append(link_hash(hashes[-1], entry))
    assert [link.hash for link in links] == hashes[1:]
    result = verify()
    assert result.intact
    assert (result.entries, result.unchained) == (3, 0)


def test_chaining_again_adds_nothing_and_goes_on_where_it_ended(three_entries: list[TrailEntry]) -> None:
    assert chain_all() == 3
    assert chain_all() == 0
    an_organisation("Four")
    assert verify().unchained == 1
    assert verify().intact
    assert chain_all() == 1
    assert verify().unchained == 0


def test_an_entry_of_two_organisations_is_in_both_chains() -> None:
    buyer, supplier = an_actor(), an_actor()
    with change(by=buyer, owner=buyer.organisation_id, reason="Shared the contract"):
        share(
            owner=Organisation.objects.get(pk=buyer.organisation_id),
            thing="ABCDEFGHJK",
            kind="contract",
            organisation=Organisation.objects.get(pk=supplier.organisation_id),
            right=Right.REPORT,
            on=TODAY,
            reason="Party",
        )
    chain_all()
    with as_maintenance():
        entry = TrailEntry.objects.get(table="ground_share")
        owners = set(TrailLink.objects.filter(entry=entry).values_list("owner", flat=True))
    assert owners == {buyer.organisation_id, supplier.organisation_id}
    assert verify().intact


def test_an_edited_entry_is_found(three_entries: list[TrailEntry]) -> None:
    chain_all()
    tamper("UPDATE ground_trailentry SET reason = 'Nothing to see' WHERE id = %s", three_entries[1].pk)
    assert "link 2: entry" in words()


def test_an_edited_value_is_found(three_entries: list[TrailEntry]) -> None:
    chain_all()
    tamper("UPDATE ground_trailvalue SET content = '{}' WHERE entry_id = %s", three_entries[1].pk)
    assert "not those that its digest was taken of" in words()


def test_a_value_edited_with_its_digest_is_found(three_entries: list[TrailEntry]) -> None:
    chain_all()
    with as_maintenance():
        salt = TrailValue.objects.get(pk=three_entries[1].pk).salt
    digest = hashlib.sha256((salt + "{}").encode()).hexdigest()
    tamper("UPDATE ground_trailvalue SET content = '{}' WHERE entry_id = %s", three_entries[1].pk)
    tamper("UPDATE ground_trailentry SET digest = %s WHERE id = %s", digest, three_entries[1].pk)
    assert "was changed or moved" in words()


def test_a_value_edited_before_it_was_chained_is_found(three_entries: list[TrailEntry]) -> None:
    tamper("UPDATE ground_trailvalue SET content = '{}' WHERE entry_id = %s", three_entries[1].pk)
    assert "not those that its digest was taken of" in words()


def test_a_deleted_entry_is_found(three_entries: list[TrailEntry]) -> None:
    chain_all()
    tamper("DELETE FROM ground_traillink WHERE entry_id = %s", three_entries[1].pk)
    assert "links 2 to 2 are missing" in words()
    tamper("DELETE FROM ground_trailvalue WHERE entry_id = %s", three_entries[1].pk)
    tamper("DELETE FROM ground_trailentry WHERE id = %s", three_entries[1].pk)
    assert "links 2 to 2 are missing" in words()


def test_a_removed_value_is_found(three_entries: list[TrailEntry]) -> None:
    chain_all()
    tamper("DELETE FROM ground_trailvalue WHERE entry_id = %s", three_entries[1].pk)
    assert "its values are gone" in words()


def test_two_entries_that_changed_places_are_found(three_entries: list[TrailEntry]) -> None:
    chain_all()
    _, second, third = three_entries
    # A number that is free on the way, because each may be there once only.
    tamper("UPDATE ground_traillink SET number = 99 WHERE entry_id = %s", second.pk)
    tamper("UPDATE ground_traillink SET number = 2 WHERE entry_id = %s", third.pk)
    tamper("UPDATE ground_traillink SET number = 3 WHERE entry_id = %s", second.pk)
    assert "out of order" in words()
    assert "was changed or moved" in words()


def test_an_entry_that_is_in_no_link_though_later_ones_are_is_found(three_entries: list[TrailEntry]) -> None:
    chain_all()
    tamper("DELETE FROM ground_traillink WHERE number >= 2")
    tamper(
        "INSERT INTO ground_traillink (owner, number, entry_id, hash) VALUES (0, 2, %s, %s)",
        three_entries[2].pk,
        link_hash(_first_hash(), three_entries[2]),
    )
    assert f"entry {three_entries[1].pk} is in no link" in words()


def _first_hash() -> str:
    with as_maintenance():
        return TrailLink.objects.get(owner=0, number=1).hash


def test_a_cut_tail_is_found_by_a_head_that_was_kept_elsewhere(three_entries: list[TrailEntry]) -> None:
    chain_all()
    kept = heads()
    last = three_entries[-1].pk
    for table, column in (("traillink", "entry_id"), ("trailvalue", "entry_id"), ("trailentry", "id")):
        tamper(f"DELETE FROM ground_{table} WHERE {column} = %s", last)  # noqa: S608
    assert verify().intact
    [fault] = verify(kept=kept).faults
    assert "tail was cut off" in fault.words


def test_a_chain_built_anew_is_found_by_a_head_that_was_kept_elsewhere(
    three_entries: list[TrailEntry],
) -> None:
    chain_all()
    kept = heads()
    tamper("UPDATE ground_trailentry SET reason = 'Another' WHERE id = %s", three_entries[1].pk)
    tamper("DELETE FROM ground_traillink")
    chain_all()
    assert verify().intact
    [fault] = verify(kept=kept).faults
    assert "built anew" in fault.words


def test_a_head_of_a_longer_chain_still_holds_after_more_was_added(three_entries: list[TrailEntry]) -> None:
    chain_all()
    kept = heads()
    an_organisation("Four")
    chain_all()
    assert verify(kept=kept).intact


def test_erasing_keeps_the_chain_whole_and_leaves_a_note_of_itself() -> None:
    person = a_person("Ada Lovelace")
    chain_all()
    assert (
        erase_values(
            person=None,
            table="ground_person",
            row=person.pk,
            reason="Asked to be forgotten",
            at=timezone.now(),
        )
        == 1
    )
    [entry] = entries_of(person)
    with as_maintenance():
        value = TrailValue.objects.get(entry=entry)
        note = TrailEntry.objects.get(operation="erase")
    assert (value.content, value.salt) == ("", "")
    assert (note.row, note.reason) == (entry.pk, "Asked to be forgotten")
    chain_all()
    result = verify()
    assert result.intact
    assert result.erased == 1


def test_erasing_without_an_actor_is_refused() -> None:
    person = a_person()
    [entry] = entries_of(person)
    with as_maintenance(), pytest.raises(IntegrityError, match="no actor declared"), transaction.atomic():
        TrailValue.objects.filter(entry=entry).update(content="", salt="", erased_at=timezone.now())


def test_history_is_told_to_the_owner_and_to_no_other() -> None:
    buyer, stranger = an_actor(), an_actor()
    with change(by=buyer, owner=buyer.organisation_id, reason="Shared it"):
        given = share(
            owner=Organisation.objects.get(pk=buyer.organisation_id),
            thing="ABCDEFGHJK",
            kind="contract",
            organisation=None,
            right=Right.SEE,
            on=TODAY,
            reason="Published",
        )
        [step] = history(table="ground_share", row=given.pk, tenant=buyer.organisation_id)
        with as_tenant(stranger.organisation_id):
            assert history(table="ground_share", row=given.pk, tenant=stranger.organisation_id) == []
    assert (step.done, step.person, step.reason) == ("Entered", buyer.person_id, "Shared it")
    assert {change.name: change.after for change in step.changes}["Thing"] == "ABCDEFGHJK"


def test_a_history_says_what_is_withheld_and_what_was_erased() -> None:
    person = a_person("Ada Lovelace", password="correct horse battery staple")
    with as_maintenance():
        [step] = history(table="ground_person", row=person.pk, tenant=MAINTENANCE)
    by_name = {change.name: change for change in step.changes}
    assert by_name["Password"].withheld
    assert by_name["Name"].after == "Ada Lovelace"


def test_the_commands_chain_check_and_keep_heads(
    three_entries: list[TrailEntry],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["audit", "chain"]) == 0
    assert capsys.readouterr().out == "3\n"
    assert main(["audit", "head"]) == 0
    file = tmp_path / "heads.json"
    file.write_text(capsys.readouterr().out)
    assert main(["audit", "verify", "--head", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == 3
    tamper("UPDATE ground_trailentry SET person = 12 WHERE id = %s", three_entries[0].pk)
    assert main(["audit", "verify", "--head", str(file)]) == 2
    assert "changed or moved" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{}", '[{"owner": 1}]', "[1]"])
def test_a_file_that_holds_no_heads_is_refused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "heads.json"
    file.write_text(text)
    assert main(["audit", "verify", "--head", str(file)]) == 2
    assert "cannot be read as heads" in capsys.readouterr().err


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="The embedded database lets one writer in at a time."
)
@pytest.mark.django_db(transaction=True)
def test_chaining_waits_for_a_writer_whose_number_is_lower() -> None:
    """PostgreSQL gives out numbers before transactions end."""
    written, may_end = Event(), Event()

    def slow_writer() -> None:
        try:
            with transaction.atomic():
                an_organisation("Slow")
                written.set()
                may_end.wait(10)
        finally:
            connection.close()

    def chainer() -> None:
        try:
            chain_all()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(slow_writer)
        assert written.wait(10)
        an_organisation("Quick")
        chaining = threads.submit(chainer)
        sleep(0.3)
        waited = not chaining.done()
        may_end.set()
        slow.result(20)
        chaining.result(20)
    assert waited
    result = verify()
    assert result.intact
    assert (result.entries, result.unchained) == (2, 0)


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="The embedded database lets one writer in at a time."
)
@pytest.mark.django_db(transaction=True)
def test_a_writer_takes_no_number_while_the_chain_waits_for_those_who_have_one() -> None:
    """With its number in hand and not yet seen to write, it would come after later ones were chained."""

    def ask(question: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()

    def writer() -> None:
        try:
            an_organisation("Late")
        finally:
            connection.close()

    numbers = "SELECT last_value, is_called FROM ground_trailentry_id_seq"
    before = ask(numbers)
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE ground_trailentry IN SHARE MODE")
            late = threads.submit(writer)
            until = monotonic() + 10
            while ask("SELECT count(*) FROM pg_locks WHERE NOT granted") == (0,):
                assert monotonic() < until
                sleep(0.01)
            meanwhile = ask(numbers)
        late.result(20)
    assert meanwhile == before
    assert ask(numbers) != before
