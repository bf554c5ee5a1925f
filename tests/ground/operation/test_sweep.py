"""What belongs to nothing goes after a day; what a row names, or is about to, never does."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.config.command_line import main
from fourfold.ground.files import actions, store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.jobs.tables import Job
from fourfold.ground.operation import housekeeping, sweep
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import an_actor
from tests.builders.promises import NOW
from tests.ground.jobs.asked import NOON, Clock, a_job, work_off

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings as SettingsWrapper

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings: SettingsWrapper, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def supplier() -> Actor:
    return an_actor(role="supplier")


def upload(by: Actor, content: bytes = b"Seen on site") -> EvidenceFile:
    with as_tenant(by.organisation_id):
        return actions.upload(by=by, content=content, name="note.txt", about="", at=NOW)


def an_orphan(content: bytes = b"an orphan", *, days: float = 2) -> Path:
    sha256, _ = store.keep([content])
    return aged(store.path_of(sha256), days=days)


def aged(path: Path, *, days: float = 2) -> Path:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))
    return path


def present(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file()}


def test_orphans_and_broken_uploads_go_after_a_day_and_nothing_else(root: Path, supplier: Actor) -> None:
    named = aged(store.path_of(upload(supplier).sha256))
    young = an_orphan(b"young", days=0.9)
    an_orphan()
    (root / "arriving-old").write_bytes(b"half of ")
    aged(root / "arriving-old")
    (root / "arriving-now").write_bytes(b"half of ")
    found = sweep.look(at=timezone.now())
    assert (len(found.orphans), [path.name for path in found.broken], found.missing) == (
        1,
        ["arriving-old"],
        [],
    )
    swept = sweep.sweep(at=timezone.now())
    assert (swept.files, swept.bytes, swept.broken, swept.missing) == (1, 9, 1, [])
    assert present(root) == {named, young, root / "arriving-now"}
    assert sweep.sweep(at=timezone.now()).files == 0


def test_a_row_whose_file_is_gone_is_told_of_and_stays(supplier: Actor) -> None:
    file = upload(supplier)
    store.path_of(file.sha256).unlink()
    assert sweep.sweep(at=timezone.now()).missing == [file.sha256]
    with as_tenant(MAINTENANCE):
        assert EvidenceFile.objects.filter(pk=file.pk).exists()


def test_an_old_orphan_that_is_uploaded_again_is_young(supplier: Actor) -> None:
    """Its row is not committed yet when the sweep looks: nothing but its age speaks for it."""
    orphan = an_orphan(b"Seen on site")
    with as_tenant(supplier.organisation_id):
        content = actions.ready(content=BytesIO(b"Seen on site"), name="note.txt")
        with content as ready, change(by=supplier, owner=supplier.organisation_id, reason="For a test"):
            actions.take_in(ready, by=supplier, owner=supplier.organisation_id, root="x", about="", at=NOW)
    assert sweep._take_away(orphan.name, (timezone.now() - sweep.AFTER).timestamp()) is None
    assert orphan.exists()


def test_what_is_named_or_made_young_between_looking_and_taking_stays(
    supplier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, touched = an_orphan(b"Seen on site"), an_orphan(b"touched")
    gone = an_orphan(b"gone")
    as_it_was = sweep.look

    def meanwhile(*, at: datetime) -> sweep.Found:
        found = as_it_was(at=at)
        upload(supplier)
        aged(named)
        assert store.touch(touched.name)
        return found

    monkeypatch.setattr(sweep, "look", meanwhile)
    assert sweep.sweep(at=timezone.now()).files == 1
    assert (named.exists(), touched.exists(), gone.exists()) == (True, True, False)


def test_what_is_kept_anew_while_the_old_is_put_aside_stays(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphan = an_orphan(b"the same")

    def kept_meanwhile(sha256: str) -> bool:
        store.keep([b"the same"])
        return False

    monkeypatch.setattr(sweep, "_is_named", kept_meanwhile)
    assert sweep.sweep(at=timezone.now()).files == 1
    assert present(root) == {orphan}
    assert orphan.read_bytes() == b"the same"


def test_a_copy_made_while_the_file_is_put_aside_is_refused_and_not_left_without_a_file(
    supplier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one case in which somebody is asked to do something again."""
    file = upload(supplier)
    aged(store.path_of(file.sha256))
    with as_tenant(supplier.organisation_id), declared(person=None, organisation=None, reason="For a test"):
        EvidenceFile.objects.filter(pk=file.pk).delete()

    def copied_meanwhile(sha256: str) -> bool:
        with (
            as_tenant(supplier.organisation_id),
            pytest.raises(NotAccepted, match="no longer kept"),
            change(by=supplier, owner=supplier.organisation_id, reason="For a test"),
        ):
            actions.attach_copy(by=supplier, of=file, owner=supplier.organisation_id, root="x")
        return False

    monkeypatch.setattr(sweep, "_is_named", copied_meanwhile)
    assert sweep.sweep(at=timezone.now()).files == 1
    assert sweep.look(at=timezone.now()).missing == []


def test_what_a_killed_sweep_had_put_aside_goes_back_before_it_is_asked_about(
    root: Path, supplier: Actor
) -> None:
    file = upload(supplier)
    path = store.path_of(file.sha256)
    aged(path).rename(root / f"going-{file.sha256}")
    assert sweep.look(at=timezone.now()).missing == [file.sha256]
    assert sweep.sweep(at=timezone.now()).missing == []
    assert present(root) == {path}


def test_the_sweep_may_be_killed_at_any_step_and_nothing_named_is_lost(
    root: Path, supplier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = an_orphan(b"Seen on site")

    class Killed(BaseException):
        pass

    def killed(*_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(sweep, "_is_named", killed)
        with suppress(Killed):
            sweep.sweep(at=timezone.now())
    assert not path.exists()
    upload(supplier)
    aged(path)
    assert sweep.sweep(at=timezone.now()).files == 0
    assert present(root) == {path}


def test_every_night_it_is_done_and_says_what_went(root: Path) -> None:
    orphan = an_orphan()
    then = (NOON - timedelta(days=2)).timestamp()
    os.utime(orphan, (then, then))
    job = a_job(housekeeping.SWEEP)
    work_off(Clock())
    with as_tenant(MAINTENANCE):
        assert Job.objects.get(pk=job.pk).words.startswith(
            "1 files that no record names (9 bytes) and 0 broken"
        )
    assert present(root) == set()


def test_the_command_looks_and_with_a_word_more_deletes(
    root: Path, supplier: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    orphan = an_orphan()
    assert main(["files", "sweep"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"files": [orphan.name], "broken": [], "ended": 0, "missing": []}
    assert "Nothing was changed" in said.err
    assert orphan.exists()
    file = upload(supplier)
    store.path_of(file.sha256).unlink()
    assert main(["files", "sweep", "--delete"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "files": 1,
        "bytes": 9,
        "broken": 0,
        "missing": [file.sha256],
    }
    assert present(root) == set()
