"""A PostgreSQL cluster that lives as long as one run of the tests."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

HOST = "127.0.0.1"
# Nothing here outlives the tests, so nothing waits for the disk.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    # Tests empty every table in one transaction, which locks each with its indexes; two processes do so at once.
    "max_locks_per_transaction": "256",
}


class ClusterFailed(Exception):
    """PostgreSQL could not be started; the message holds what it said."""


@contextmanager
def throwaway_cluster(programs: Path) -> Iterator[str]:
    """Starts a cluster in a temporary directory and yields the DATABASE_URL of a role that may create databases.

    The role is no superuser: row-level security does not bind superusers, and the tests must meet it as an installation does.
    The cluster is stopped and its files removed however the block ends.
    """
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="fourfold-pg-"))
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    data = folder / "data"
    try:
        superuser_password, password = secrets.token_hex(16), secrets.token_hex(16)
        _create(programs, folder, superuser_password, owner)
        port = _start(programs, folder, owner)
        _create_role(port, superuser_password, password)
        yield f"postgres://fourfold:{password}@{HOST}:{port}/fourfold"
    finally:
        if (data / "postmaster.pid").exists():
            _run([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"], folder, owner)
        shutil.rmtree(folder, ignore_errors=True)


def _create(programs: Path, folder: Path, superuser_password: str, owner: dict[str, Any]) -> None:
    password_file = folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(superuser_password)
    if owner:
        os.chown(password_file, owner["user"], owner["group"])
    initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "scram-sha-256"]
    initdb += [f"--pwfile={password_file}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _must(initdb, folder, owner)
    password_file.unlink()


def _start(programs: Path, folder: Path, owner: dict[str, Any]) -> int:
    port = _free_port()
    options = {"listen_addresses": HOST, "unix_socket_directories": str(folder), "port": str(port), **QUICK}
    words = " ".join(f"-c {name}={value}" for name, value in options.items())
    command = [
        str(programs / "pg_ctl"),
        "-D",
        str(folder / "data"),
        "-l",
        str(folder / "log"),
        "-w",
        "-o",
        words,
        "start",
    ]
    try:
        _must(command, folder, owner)
    except ClusterFailed as problem:
        log = folder / "log"
        raise ClusterFailed(f"{problem}\n{log.read_text() if log.exists() else ''}") from problem
    return port


def _create_role(port: int, superuser_password: str, password: str) -> None:
    with psycopg.connect(
        host=HOST, port=port, user="postgres", password=superuser_password, dbname="postgres", autocommit=True
    ) as connection:
        create = sql.SQL("CREATE ROLE fourfold LOGIN NOSUPERUSER CREATEDB PASSWORD {}").format(
            sql.Literal(password)
        )
        connection.execute(create)
        connection.execute("CREATE DATABASE fourfold OWNER fourfold")


def _owner() -> dict[str, Any]:
    """Who runs the cluster, as arguments of `subprocess`: PostgreSQL refuses root, so for root it is the `postgres` user."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise ClusterFailed(
            "PostgreSQL does not run as root, and there is no user named postgres. Install postgresql."
        ) from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _run(command: list[str], folder: Path, owner: dict[str, Any]) -> subprocess.CompletedProcess[bytes]:
    # To a file, not a pipe: the server inherits it and would hold a pipe open for as long as it runs.
    with (folder / "output").open("ab") as output:
        return subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **owner,
        )


def _must(command: list[str], folder: Path, owner: dict[str, Any]) -> None:
    if _run(command, folder, owner).returncode:
        raise ClusterFailed(
            f"{Path(command[0]).name} failed:\n{(folder / 'output').read_text(errors='replace')}"
        )
