"""What an installation may set: what is right is read, and what is wrong is said at once, each with what to do."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fourfold.config.environment import (
    NAMES,
    BadEnvironment,
    database_from,
    read_environment,
    unknown_names,
)
from fourfold.config.variables import IN_A_FILE

ROOT = Path(__file__).resolve().parents[2]
LONG = "0123456789abcdef0123456789abcdef"
OTHER = LONG[::-1]


def fault_of(tmp_path: Path, **given: str) -> str:
    with pytest.raises(BadEnvironment) as refused:
        read_environment({"FOURFOLD_DATA_DIR": str(tmp_path / "data"), **given})
    return str(refused.value)


def test_nothing_set_is_an_installation_to_try_out(tmp_path: Path) -> None:
    read = read_environment({"FOURFOLD_DATA_DIR": str(tmp_path / "data")})

    assert read.database["NAME"] == str(tmp_path / "data" / "fourfold.sqlite3")
    assert (read.https, read.proxies, read.metrics_token, read.log, read.log_level) == (
        False, 0, "", "text", "WARNING",
    )  # fmt: skip
    assert read.site_address == "http://127.0.0.1:8000/"


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    given = {"FOURFOLD_DATA_DIR": str(tmp_path)}
    first, second = read_environment(given), read_environment(given)

    assert first == second
    assert first.secret_key != first.sealing_secret
    assert len(first.secret_key) >= 32
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert files == {"secret-key": 0o600, "sealing-secret": 0o600}


def test_an_installation_behind_a_proxy(tmp_path: Path) -> None:
    read = read_environment(
        {
            "FOURFOLD_DATA_DIR": str(tmp_path),
            "DATABASE_URL": "postgres://sv:p%40ss%2Fword@db.example:5433/value?sslmode=verify-full",
            "FOURFOLD_SECRET_KEY": LONG,
            "FOURFOLD_SEALING_SECRET": OTHER,
            "FOURFOLD_ALLOWED_HOSTS": "value.example.org, .councils.example, files.example.org",
            "FOURFOLD_DOWNLOAD_ADDRESS": "https://Files.example.org",
            "FOURFOLD_HTTPS": "Yes",
            "FOURFOLD_SITE_ADDRESS": "https://value.example.org",
            "FOURFOLD_LOG": "JSON",
        }
    )

    assert (read.database["PASSWORD"], read.database["HOST"], read.database["PORT"]) == (
        "p@ss/word", "db.example", "5433",
    )  # fmt: skip
    assert read.database["OPTIONS"]["sslmode"] == "verify-full"
    assert read.download_address == "https://files.example.org/"
    # No form comes from the host of downloads.
    assert read.trusted_origins == ["https://value.example.org", "https://*.councils.example"]
    assert (read.https, read.proxies, read.log, read.log_level) == (True, 1, "json", "INFO")
    assert read.site_address == "https://value.example.org/"
    assert list(tmp_path.iterdir()) == [], "secrets that are given are not kept a second time"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FOURFOLD_HTTPS", "perhaps", "Set it to yes or no"),
        ("FOURFOLD_PORT", "70000", "a number from 1 to 65535"),
        ("FOURFOLD_PORT", "٨٠٠٠", "a number from 1 to 65535"),
        ("FOURFOLD_PROXIES", "-1", "a number from 0 to 5"),
        ("FOURFOLD_LOG", "xml", "one of: text, json"),
        ("FOURFOLD_LOG_LEVEL", "loud", "one of: DEBUG"),
        ("FOURFOLD_CLAMD", "clamd", "Write unix:///run/clamav/clamd.ctl or tcp://HOST:3310"),
        ("FOURFOLD_CLAMD", "tcp://host:x", "it is no address"),
        ("FOURFOLD_CLAMD", "unix://host/run/clamd", "Write unix:///run"),
        ("FOURFOLD_QUOTA_MB", "10 GB", "a number from 0"),
        ("FOURFOLD_LEAST_FREE_MB", "some", "a number from 0"),
        ("FOURFOLD_METRICS_TOKEN", "short", "it needs 32"),
        ("FOURFOLD_SECRET_KEY", "short", "at least 32"),
        ("FOURFOLD_ALLOWED_HOSTS", "*", "lets anyone put their own address"),
        ("FOURFOLD_ALLOWED_HOSTS", "https://value.example.org/", "not a host"),
        ("FOURFOLD_SITE_ADDRESS", "value.example.org", "where people find the site"),
        ("FOURFOLD_SITE_ADDRESS", "http://[broken/", "where people find the site"),
        ("FOURFOLD_SITE_ADDRESS", "http://value.example.org/", "FOURFOLD_ALLOWED_HOSTS does not"),
        ("FOURFOLD_DOWNLOAD_ADDRESS", "files", "where downloads come from"),
        ("FOURFOLD_DOWNLOAD_ADDRESS", "http://localhost:99999/", "where downloads come from"),
        ("FOURFOLD_DOWNLOAD_ADDRESS", "http://files.example/", "FOURFOLD_ALLOWED_HOSTS does not"),
        ("FOURFOLD_DOWNLOAD_ADDRESS", "http://localhost/files/", "without a path"),
        ("FOURFOLD_DOWNLOAD_ADDRESS", "http://127.0.0.1:8000/", "is where the site is"),
        ("DATABASE_URL", "mysql://x/y", "begins with 'mysql'"),
        ("DATABASE_URL", "postgres://u:p@h:port/x", "cannot be read as an address"),
        ("DATABASE_URL", "postgres://u:p@h/x?sslmod=require", "not known: sslmod"),
        ("FOURFOLD_SECRET_KEY_FILE", "/nowhere/at/all", "cannot be read (No such file"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(tmp_path: Path, name: str, value: str, said: str) -> None:
    words = fault_of(tmp_path, **{name: value})

    assert name in words
    assert said in words


def test_every_fault_is_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    words = fault_of(tmp_path, FOURFOLD_HTTPS="maybe", FOURFOLD_PORT="none", DATABASE_URL="ftp://x")

    assert len(words.splitlines()) == 3
    assert list((tmp_path / "data").iterdir()) == []


def test_no_password_is_ever_repeated() -> None:
    for url in ("postgres://u:hunter2@h:x/n", "mysql://u:hunter2@h/n", "postgres://u:hunter2@h/n?bad=1"):
        with pytest.raises(BadEnvironment) as refused:
            database_from(url, Path())
        assert "hunter2" not in str(refused.value)


def test_a_secret_may_stand_in_a_file_but_not_twice(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{LONG}\n")
    given = {"FOURFOLD_DATA_DIR": str(tmp_path / "data"), "FOURFOLD_SECRET_KEY_FILE": str(file)}

    assert read_environment(given).secret_key == LONG
    assert "both set" in fault_of(tmp_path, FOURFOLD_SECRET_KEY=OTHER, FOURFOLD_SECRET_KEY_FILE=str(file))


def test_the_two_secrets_must_differ(tmp_path: Path) -> None:
    assert "are the same" in fault_of(tmp_path, FOURFOLD_SECRET_KEY=LONG, FOURFOLD_SEALING_SECRET=LONG)


def test_a_kept_secret_that_was_cut_short_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sealing-secret").write_text("abc")

    assert "holds 3 characters and was cut short" in fault_of(tmp_path)


def test_a_data_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert "cannot be made" in fault_of(tmp_path, FOURFOLD_DATA_DIR=str(tmp_path / "file" / "below"))


def test_a_slip_of_the_pen_is_noticed() -> None:
    given = {
        "FOURFOLD_ALOWED_HOSTS": "x",
        "FOURFOLD_LOG": "json",
        "HOME": "/",
        "FOURFOLD_SECRET_KEY_FILE": "y",
    }

    assert unknown_names(given) == {"FOURFOLD_ALOWED_HOSTS": "FOURFOLD_ALLOWED_HOSTS"}


def test_many_that_start_at_once_read_the_same_secret(tmp_path: Path) -> None:
    """The one that writes has written all of it before another can read."""
    program = "from fourfold.config.environment import read_environment as r; print(r().secret_key, r().sealing_secret)"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={**os.environ, "FOURFOLD_DATA_DIR": str(tmp_path), "DATABASE_URL": ""},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    said = {process.communicate(timeout=60)[0] for process in started}

    assert len(said) == 1
    assert len(said.pop()) > 64
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("program", [["fourfold.config.command_line", "doctor"], ["fourfold.config.wsgi"]])
def test_programs_say_it_in_words_and_not_as_a_trace(tmp_path: Path, program: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *program],
        env={**os.environ, "FOURFOLD_DATA_DIR": str(tmp_path), "FOURFOLD_HTTPS": "perhaps"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode in {1, 2}
    assert "FOURFOLD_HTTPS is 'perhaps'" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_reference_names_every_variable_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    named = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}

    assert named == set(NAMES)
    assert all(f"`{name}_FILE`" in page for name in IN_A_FILE)
