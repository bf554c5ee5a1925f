"""A backup brings everything back, or nothing: on both engines, while others write, whatever was done to the archive."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.ground.operation.installations import ROOT, Installation

ON_POSTGRESQL = connection.vendor == "postgresql"
TABLES = ("ground_trailentry", "ground_trailvalue", "ground_traillink", "partner_delivery", "ground_person")


def counts(of: Installation) -> dict[str, int]:
    return {table: of.ask(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608


def files(of: Installation) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (of.data_dir / "files").glob("??/??/*")
    }


def has_nothing(installation: Installation) -> bool:
    if installation.database_url:
        asked = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    else:
        asked = "SELECT count(*) FROM sqlite_master"
    return bool(installation.ask(asked)[0][0] == 0)


def test_everything_comes_back(council: Installation, archive: Path, empty: Installation) -> None:
    seal = archive.with_suffix(".seal").read_text()

    told = json.loads(empty.run("restore", str(archive), "--seal", seal).stdout)

    assert counts(empty) == counts(council)
    assert files(empty) == files(council)
    assert len(files(empty)) == told["files"] > 20
    assert all(name == content for name, content in files(empty).items())
    assert told["trail_entries"] > 500
    verified = json.loads(empty.run("audit", "verify").stdout)
    assert verified["faults"] == []
    assert verified == json.loads(council.run("audit", "verify").stdout)
    assert empty.run("audit", "head").stdout == council.run("audit", "head").stdout


def test_the_restored_site_goes_on_writing(archive: Path, empty: Installation) -> None:
    """Triggers, sequences and walls came back with the rows."""
    empty.run("restore", str(archive), "--with-secrets")
    before = counts(empty)["ground_trailentry"]
    empty.python(
        "from fourfold.ground.places.tables import Place\n"
        "from fourfold.ground.trail.declaration import declared\n"
        "with declared(person=None, organisation=None, reason='After the restore'):\n"
        "    Place.objects.create(code='E99', name='Elsewhere', nation='england')\n"
    )

    assert counts(empty)["ground_trailentry"] == before + 1
    empty.run("audit", "chain")
    assert json.loads(empty.run("audit", "verify").stdout)["faults"] == []
    empty.run("django", "migrate", "--check")


def test_secrets_come_only_when_asked_for(
    council: Installation, archive: Path, empty: Installation, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.fourfold"
    said = council.run("backup", str(plain)).stderr
    assert "The secrets are not in it" in said
    assert "tenders that are not opened yet can never be opened" in said
    with zipfile.ZipFile(plain) as opened:
        assert not [name for name in opened.namelist() if name.startswith("secrets/")]
    whole = plain.read_bytes()
    for name in ("secret-key", "sealing-secret"):
        assert (council.data_dir / name).read_text().strip().encode() not in whole

    refused = empty.run("restore", str(plain), "--with-secrets", code=2)
    assert "made without its secrets" in refused.stderr
    warned = empty.run("restore", str(plain))
    assert "The sealing secret here is not the one of the backup" in warned.stderr
    assert json.loads(warned.stdout)["other_secrets"] == ["sealing-secret", "secret-key"]

    again = empty.run("restore", str(archive), "--with-secrets", "--discard")
    assert json.loads(again.stdout)["other_secrets"] == []
    for name in ("secret-key", "sealing-secret"):
        assert (empty.data_dir / name).read_text() == (council.data_dir / name).read_text()
        assert (empty.data_dir / name).stat().st_mode & 0o777 == 0o600
        assert (empty.data_dir / f"{name}.before-restore").exists()


def test_secrets_of_the_environment_are_left_to_whoever_sets_it(archive: Path, empty: Installation) -> None:
    given = {"FOURFOLD_SECRET_KEY": "k" * 32, "FOURFOLD_SEALING_SECRET": "s" * 32}

    refused = empty.run("restore", str(archive), "--with-secrets", code=2, **given)

    assert "from the environment, where a backup cannot put them" in refused.stderr


def test_data_that_is_there_is_not_lost_by_accident(archive: Path, empty: Installation) -> None:
    empty.run("restore", str(archive))
    empty.python(
        "from fourfold.ground.places.tables import Place\n"
        "from fourfold.ground.trail.declaration import declared\n"
        "with declared(person=None, organisation=None, reason='Since'):\n"
        "    Place.objects.create(code='E99', name='Elsewhere', nation='england')\n"
    )

    refused = empty.run("restore", str(archive), code=2)
    assert "There is data here already" in refused.stderr
    assert empty.ask("SELECT count(*) FROM ground_place WHERE code = 'E99'") == [(1,)]

    empty.run("restore", str(archive), "--replace")
    assert empty.ask("SELECT count(*) FROM ground_place WHERE code = 'E99'") == [(0,)]
    (former,) = empty.data_dir.glob("before-restore-*.fourfold")

    empty.run("restore", str(former), "--discard")
    assert empty.ask("SELECT count(*) FROM ground_place WHERE code = 'E99'") == [(1,)]
    assert json.loads(empty.run("audit", "verify").stdout)["faults"] == []


def remade(archive: Path, to: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its members changed and written anew, each with a right checksum: as one who tampers would."""
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
        comment = old.comment
    change(members)
    with zipfile.ZipFile(to, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
        new.comment = comment
    return to


def a_file(members: dict[str, bytes]) -> str:
    return min(name for name in members if name.startswith("files/"))


def alter_a_file(members: dict[str, bytes]) -> None:
    members[a_file(members)] += b"!"


def take_a_file_out(members: dict[str, bytes]) -> None:
    del members[a_file(members)]


def put_a_file_in(members: dict[str, bytes]) -> None:
    members["files/" + "0" * 64] = b"planted"


def climb_out(members: dict[str, bytes]) -> None:
    members["../../planted"] = b"planted"


def alter_the_database(members: dict[str, bytes]) -> None:
    name = min(name for name in members if name.startswith("database."))
    members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])


def alter_the_manifest(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"missing": []', b'"missing": ["0"]')


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (alter_a_file, "files/"),
        (take_a_file_out, "it was taken out"),
        (put_a_file_in, f"files/{'0' * 64} is in the archive and not in its manifest"),
        (climb_out, "../../planted is in the archive and not in its manifest"),
        (alter_the_database, "is not what was backed up"),
        (alter_the_manifest, "manifest.json is not the one"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_tampered_archive_is_refused_by_the_member_and_nothing_is_touched(
    archive: Path, empty: Installation, tmp_path: Path, change: Callable[[dict[str, bytes]], None], named: str
) -> None:
    tampered = remade(archive, tmp_path / "tampered", change)

    said = empty.run("restore", str(tampered), code=2).stderr

    assert named in said
    assert "Nothing was restored" in said
    assert has_nothing(empty)
    assert files(empty) == {}


def resealed(archive: Path, to: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The archive by one who knows how it is made: the manifest says what they wish, and the comment agrees."""

    def write(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    remade(archive, to, write)
    with zipfile.ZipFile(to, "a") as sealed:
        digest = hashlib.sha256(sealed.read("manifest.json")).hexdigest()
        sealed.comment = f"fourfold backup {digest}".encode()
    return to


def test_an_archive_made_anew_is_found_out_by_the_seal_that_was_kept(
    archive: Path, empty: Installation, tmp_path: Path
) -> None:
    forged = resealed(archive, tmp_path / "forged", lambda manifest: manifest.update(missing=["0" * 64]))

    said = empty.run(
        "restore", str(forged), "--seal", archive.with_suffix(".seal").read_text(), code=2
    ).stderr

    assert "seal is not the one you gave" in said
    assert has_nothing(empty)


def one_row_more(manifest: dict[str, Any]) -> None:
    manifest["facts"]["counts"]["partner_delivery"] += 1


def another_head(manifest: dict[str, Any]) -> None:
    manifest["facts"]["heads"][0][2] = "f" * 64


def of_the_future(manifest: dict[str, Any]) -> None:
    manifest["facts"]["migrations"].append("ground.9999_of_the_future")


def of_another_engine(manifest: dict[str, Any]) -> None:
    manifest["engine"] = "sqlite" if ON_POSTGRESQL else "postgresql"


def of_another_format(manifest: dict[str, Any]) -> None:
    manifest["format"] = 99


def without_heads(manifest: dict[str, Any]) -> None:
    del manifest["facts"]["heads"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (one_row_more, "partner_delivery: "),
        (another_head, "the heads of the trail differ"),
        (of_the_future, "which is newer than this one: it knows ground.9999_of_the_future"),
        (of_another_engine, "Set DATABASE_URL to one of the same kind"),
        (of_another_format, "has format 99"),
        (without_heads, "cannot be read as the manifest"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_copy_that_is_not_what_the_manifest_says_is_not_kept(
    archive: Path, empty: Installation, tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    """Also when the fault shows only after the database was made: it was made aside, or in a transaction."""
    refused = empty.run("restore", str(resealed(archive, tmp_path / "other", change)), code=2)

    assert said in refused.stderr
    assert has_nothing(empty)


def test_a_trail_that_was_cut_before_the_backup_shows_by_the_heads_kept_elsewhere(
    council: Installation, archive: Path, empty: Installation, tmp_path: Path
) -> None:
    heads = json.loads(council.run("audit", "head").stdout)
    heads[-1]["number"] += 5
    kept = tmp_path / "heads.json"
    kept.write_text(json.dumps(heads))

    said = empty.run("restore", str(archive), "--head", str(kept), code=2).stderr

    assert "its tail was cut off" in said
    assert has_nothing(empty)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"x" * 5_000])
def test_what_is_no_archive_is_refused(empty: Installation, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "no-archive"
    file.write_bytes(content)

    assert "is not a backup of Fourfold" in empty.run("restore", str(file), code=2).stderr


def test_an_archive_cut_short_and_a_zip_of_something_else(
    archive: Path, empty: Installation, tmp_path: Path
) -> None:
    short = tmp_path / "short"
    short.write_bytes(archive.read_bytes()[:-1000])
    assert "or its end is missing" in empty.run("restore", str(short), code=2).stderr
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("photo.jpg", b"x")
    assert "it has no manifest.json" in empty.run("restore", str(tmp_path / "other.zip"), code=2).stderr
    assert "There is no file" in empty.run("restore", str(tmp_path / "nowhere"), code=2).stderr


def test_a_place_that_cannot_take_it_is_refused_before_anything_is_written(
    council: Installation, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    there.write_text("mine")

    assert "is there already" in council.run("backup", str(there), code=2).stderr
    assert there.read_text() == "mine"
    assert "There is no folder" in council.run("backup", str(tmp_path / "no" / "x"), code=2).stderr
    assert "is a folder" in council.run("backup", str(tmp_path), code=2).stderr
    inside = council.data_dir / "files" / "x"
    assert "among the evidence" in council.run("backup", str(inside), code=2).stderr


def test_a_site_that_was_never_set_up_has_nothing_to_back_up(empty: Installation, tmp_path: Path) -> None:
    assert "no tables yet" in empty.run("backup", str(tmp_path / "b"), code=2).stderr
    assert not (tmp_path / "b").exists()


@pytest.mark.skipif(not ON_POSTGRESQL, reason="The embedded database needs no programs.")
def test_without_the_programs_of_postgresql_it_says_what_to_install(
    council: Installation, archive: Path, empty: Installation, tmp_path: Path
) -> None:
    """A `pg_dump` that fails, as one that is older than its server does, is quoted; the target of a restore stays empty."""
    (tmp_path / "bin").mkdir()
    for name in ("pg_dump", "pg_restore"):
        (tmp_path / "bin" / name).write_text("#!/bin/sh\necho server version mismatch >&2\nexit 1\n")
        (tmp_path / "bin" / name).chmod(0o700)

    said = council.run("backup", str(tmp_path / "b"), code=2, PATH=str(tmp_path / "bin")).stderr
    assert "pg_dump ended with 1: server version mismatch" in said
    assert not (tmp_path / "b").exists()
    said = empty.run("restore", str(archive), code=2, PATH=str(tmp_path / "bin")).stderr
    assert "pg_restore ended with 1: server version mismatch" in said
    assert has_nothing(empty)


def test_a_disk_that_fills_leaves_no_half_archive(council: Installation, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the system answers a write with an error all the same."""
    program = (
        "import resource, sys\n"
        "from fourfold.config.command_line import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        f"sys.exit(main(['backup', {str(tmp_path / 'b')!r}]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=council.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_was_restored_to_try_it(council: Installation, tmp_path: Path) -> None:
    before = set(council.data_dir.iterdir())

    said = council.run("backup", str(tmp_path / "b"), "--check").stderr

    assert "every count agrees and the trail verifies" in said
    assert set(council.data_dir.iterdir()) == before
    if ON_POSTGRESQL:
        assert council.ask("SELECT count(*) FROM pg_database WHERE datname LIKE 'fourfold_rehearsal%'") == [
            (0,)
        ]


def test_evidence_that_is_gone_or_damaged_is_named_and_the_rest_comes_back(
    archive: Path, empty: Installation, tmp_path: Path
) -> None:
    empty.run("restore", str(archive))
    gone, damaged = sorted(path for path in (empty.data_dir / "files").glob("??/??/*"))[:2]
    gone.unlink()
    damaged.write_bytes(b"something else")

    made = empty.run("backup", str(tmp_path / "b"))

    assert set(json.loads(made.stdout)["missing"]) == {gone.name, damaged.name}
    assert gone.name in made.stderr
    shutil.rmtree(empty.data_dir / "files")
    told = json.loads(empty.run("restore", str(tmp_path / "b"), "--discard").stdout)
    assert set(told["missing"]) == {gone.name, damaged.name}
    assert gone.name not in files(empty)


WRITER = """
import sys, time
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from django.db import transaction
print('writing', flush=True)
for number in range(100000):
    with transaction.atomic(), declared(person=None, organisation=None, reason='Two at a time'):
        Place.objects.create(code=f'A{sys.argv[1]}-{number}', name='a', nation='england')
        Place.objects.create(code=f'B{sys.argv[1]}-{number}', name='b', nation='england')
"""


def test_a_backup_while_others_write_is_of_one_moment(
    archive: Path, empty: Installation, tmp_path: Path
) -> None:
    """Each transaction writes two places and their trail: a copy that tears one apart has an odd one out."""
    from tests.ground.operation.installations import an_installation

    empty.run("restore", str(archive))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{WRITER}", str(number)],
            env={**empty.environment, "DJANGO_SETTINGS_MODULE": "fourfold.config.settings"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "writing\n"
        time.sleep(0.5)
        backups = [tmp_path / f"b{number}" for number in range(2)]
        for file in backups:
            empty.run("backup", str(file))
        assert all(writer.poll() is None for writer in writers), "they were still writing"
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    for number, file in enumerate(backups):
        with an_installation(tmp_path / f"i{number}") as other:
            other.run("restore", str(file))
            in_pairs = "SELECT count(*) FROM ground_place WHERE code LIKE '{}%-%'"
            first, second = (other.ask(in_pairs.format(letter))[0][0] for letter in "AB")
            assert first == second > 0
            entries = "SELECT count(*) FROM ground_trailentry WHERE reason = 'Two at a time'"
            assert other.ask(entries)[0][0] == first + second
