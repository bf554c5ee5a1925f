"""Whatever is made wrong here, the doctor names it, says what to do, and goes on to the next."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from fourfold.ground.files import store
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.operation import examination
from fourfold.ground.operation.engines import postgresql
from fourfold.ground.operation.findings import Finding, Level
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.parameters.loader import ParameterFault, all_parameters
from fourfold.ground.trail import chain, installation
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.tables import TrailEntry
from tests.builders.ground import a_person, an_organisation
from tests.ground.operation.installations import Installation

ON_POSTGRESQL = connection.vendor == "postgresql"
# A day on which all parameters that ship are in force would have to be found by hand; here they are replaced.
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_well_kept_place(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR, settings.FILES_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "files", tmp_path
    settings.LEAST_FREE_BYTES = 0
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    settings.UNKNOWN_VARIABLES = {}
    (tmp_path / "staticfiles.json").write_text("{}")
    monkeypatch.setattr(examination, "all_parameters", dict)


def findings(at: datetime | None = None) -> dict[str, Finding]:
    """What is not as it should be, by subject; and every subject is named once at least."""
    found = list(examination.examine(at=at or timezone.now()))
    assert len({finding.about for finding in found}) >= 9
    assert all(finding.to_do for finding in found if finding.level is not Level.OK)
    return {finding.about: finding for finding in found if finding.level is not Level.OK}


def test_nothing_is_said_of_an_installation_that_is_well() -> None:
    assert findings() == {}


def test_a_variable_that_nobody_reads_is_shown(settings: Settings) -> None:
    settings.UNKNOWN_VARIABLES = {"FOURFOLD_ALOWED_HOSTS": "FOURFOLD_ALLOWED_HOSTS"}

    found = findings()["settings"]

    assert (found.level, found.to_do) == (Level.LOOK, "Did you mean FOURFOLD_ALLOWED_HOSTS?")


def test_a_public_site_without_https_is_looked_at(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["value.example.org"]
    settings.SITE_ADDRESS = "https://value.example.org/"

    assert "FOURFOLD_HTTPS" in findings()["settings"].words


def test_links_that_lead_nowhere_are_looked_at(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["value.example.org"], True
    settings.SITE_ADDRESS = "http://127.0.0.1:8000/"

    assert "links in messages lead to http://127.0.0.1:8000/" in findings()["settings"].words


def test_the_demonstration_on_a_public_site_is_wrong(settings: Settings) -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.create(name="Made up", sector="charity", origin="test", invented=True)
    assert "demonstration" not in findings()
    settings.ALLOWED_HOSTS = ["value.example.org"]

    assert findings()["demonstration"].level is Level.WRONG


def test_a_trigger_that_is_gone_is_wrong_and_the_rest_is_examined() -> None:
    installation.uninstall(connection)
    try:
        found = findings()
    finally:
        installation.install(connection)

    assert found["triggers"].level is Level.WRONG
    assert set(found) == {"triggers"}


def alter_the_last_entry() -> None:
    """As somebody with the database's own tools might."""
    with as_tenant(MAINTENANCE), connection.cursor() as cursor:
        cursor.execute("UPDATE ground_trailentry SET reason = 'Nothing to see'")


@pytest.mark.django_db(transaction=True)
def test_an_entry_altered_lately_is_wrong() -> None:
    an_organisation()
    chain.chain_all()
    assert "trail" not in findings()
    with installation.suspended(connection):
        alter_the_last_entry()

    found = findings()["trail"]

    assert found.level is Level.WRONG
    assert "was changed" in found.words


def test_a_trail_left_unchained_is_looked_at_after_an_hour() -> None:
    an_organisation()
    last = TrailEntry.objects
    with as_tenant(MAINTENANCE):
        at = last.order_by("pk").values_list("at", flat=True)[0]

    assert "chain" not in findings(at + timedelta(minutes=59))
    assert findings(at + timedelta(minutes=61))["chain"].level is Level.LOOK


def test_a_clock_that_went_back_is_wrong() -> None:
    an_organisation()
    found = findings(timezone.now() - timedelta(minutes=10))["clock"]

    assert found.level is Level.WRONG
    assert "yet to come" in found.words


@pytest.mark.skipif(not ON_POSTGRESQL, reason="The embedded database has no clock of its own.")
def test_a_clock_unlike_the_database_s_is_wrong() -> None:
    assert "seconds off the database's" in findings(timezone.now() + timedelta(minutes=10))["clock"].words


@pytest.fixture
def evidence() -> Path:
    sha256, size = store.keep([b"a photograph"])
    person, owner = a_person(), an_organisation()
    with declared(person=None, organisation=None, reason="For a test"), as_tenant(owner.pk):
        EvidenceFile.objects.create(
            owner=owner, root="x", sha256=sha256, name="a.txt", media_type="text/plain", size=size,
            uploaded_by=person, uploaded_at=timezone.now(),
        )  # fmt: skip
    return store.path_of(sha256)


def test_evidence_that_is_gone_is_wrong(evidence: Path) -> None:
    assert "evidence" not in findings()
    evidence.unlink()

    found = findings()["evidence"]

    assert found.level is Level.WRONG
    assert evidence.name[:12] in found.words


def test_a_file_that_no_row_names_is_looked_at_after_a_day(evidence: Path) -> None:
    sha256, _ = store.keep([b"an orphan"])
    assert "evidence" not in findings(), "its row may still come"
    old = (timezone.now() - timedelta(hours=25)).timestamp()
    os.utime(store.path_of(sha256), (old, old))

    assert findings()["evidence"].words == "1 files that no row names and 0 broken uploads"


def test_figures_that_nobody_checked_for_today_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    every = all_parameters()
    first = min(every.values(), key=lambda each: each.still_in_force_on)
    monkeypatch.setattr(examination, "all_parameters", lambda: {first.key: first})
    end = datetime.combine(first.still_in_force_on, datetime.min.time(), tzinfo=UTC)

    assert examination._parameters(end).level is Level.OK
    found = examination._parameters(end + timedelta(days=1))
    assert (found.level, first.key in found.words) == (Level.LOOK, True)


def test_figures_that_cannot_be_read_do_not_keep_the_rest_from_being_examined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        message = "law/x.yaml, line 1: no"
        raise ParameterFault(message)

    monkeypatch.setattr(examination, "all_parameters", broken)

    assert findings()["parameters"].level is Level.WRONG


def test_styles_that_were_never_collected_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "staticfiles.json").unlink()

    assert findings()["pictures and styles"].level is Level.WRONG


def test_secrets_that_others_can_read_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)

    assert "secret-key can be read by other users" in findings()["secrets"].words
    (tmp_path / "secret-key").chmod(0o600)
    assert ("secrets" in findings()) is ON_POSTGRESQL, "several machines would each make their own"


@pytest.mark.skipif(not ON_POSTGRESQL, reason="The embedded database has no roles.")
def test_backups_that_cannot_be_made_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        message = f"{name} is not on this machine."
        raise postgresql.ProgramFailed(message)

    monkeypatch.setattr(postgresql, "program", missing)

    assert findings()["role"].level is Level.LOOK


def test_the_command_tells_a_line_for_each_and_how_it_stands_by_its_exit_status(
    council: Installation, empty: Installation
) -> None:
    worst = {0: "ok", 1: "look", 2: "wrong"}
    told = council.python(
        "import sys\nfrom fourfold.config.command_line import main\nprint(main(['doctor', '--json']))"
    )
    text, _, code = told.rstrip().rpartition("\n")
    levels = {finding["level"] for finding in json.loads(text)}
    assert worst[int(code)] == max(levels, key=lambda level: list(worst.values()).index(level))
    assert "wrong" not in levels, text

    fresh = empty.run("doctor", code=2)
    lines = fresh.stdout.splitlines()
    assert any(line.startswith("wrong migrations: ") and "fourfold django migrate" in line for line in lines)
    assert any(line.startswith("wrong pictures and styles: ") for line in lines)
    assert all(line.split(maxsplit=1)[0] in {"ok", "look", "wrong"} for line in lines)


def test_a_database_that_is_away_is_said_in_one_line(empty: Installation) -> None:
    nowhere = "postgres://someone:hunter2@127.0.0.1:1/nothing"

    done = empty.run("doctor", code=2, DATABASE_URL=nowhere)

    assert "wrong database: does not answer" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr
