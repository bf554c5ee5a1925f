from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground.operation.installations import Installation, an_installation


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A site in use: the demonstration with its evidence, its trail chained. Tests read it and do not change it."""
    with an_installation(tmp_path_factory.mktemp("council")) as installation:
        installation.run("setup")
        installation.run("audit", "chain")
        yield installation


@pytest.fixture(scope="session")
def archive(council: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it, with its secrets. Its seal stands in the file beside it."""
    import json

    file = tmp_path_factory.mktemp("backups") / "council.fourfold"
    made = json.loads(council.run("backup", str(file), "--with-secrets").stdout)
    file.with_suffix(".seal").write_text(made["seal"])
    return file


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    with an_installation(tmp_path / "empty") as installation:
        yield installation
