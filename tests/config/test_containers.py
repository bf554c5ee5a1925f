"""The container files cannot be run here; what can be read of them is held to the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from fourfold.config.command_line import parser
from fourfold.config.environment import NAMES
from fourfold.config.variables import IN_A_FILE

ROOT = Path(__file__).resolve().parents[2]


def services() -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    return read


def test_every_variable_is_one_that_is_read() -> None:
    known = {*NAMES, *(f"{name}_FILE" for name in IN_A_FILE)}
    ours = {
        name
        for service in services().values()
        if service["image"].startswith("fourfold")
        for name in service["environment"]
    }
    in_the_image = set(re.findall(r"\b(FOURFOLD_[A-Z_]+)=", (ROOT / "Dockerfile").read_text()))

    assert len(ours) > 6
    assert ours | in_the_image <= known


def test_every_secret_is_a_file_and_none_is_written_down() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    used = {secret for service in services().values() for secret in service["secrets"]}

    assert used == set(compose["secrets"])
    assert all(set(where) == {"file"} for where in compose["secrets"].values())
    for service in services().values():
        for name, value in service["environment"].items():
            if re.search("PASSWORD|SECRET|TOKEN|DATABASE_URL", name):
                assert str(value).startswith("/run/secrets/"), name


def test_the_commands_are_commands() -> None:
    (verbs,) = [action.choices for action in parser()._actions if action.dest == "verb"]
    assert verbs is not None
    called = [
        service["command"][1]
        for service in services().values()
        if service.get("command", [""])[0] == "fourfold"
    ]

    # Job workers come with the room of jobs.
    assert set(called) - {"work"} <= set(verbs)
    assert "setup" in called


def test_the_database_s_role_is_no_superuser() -> None:
    script = (ROOT / "deploy" / "postgresql" / "10-role.sh").read_text()

    assert "NOSUPERUSER NOBYPASSRLS" in script
