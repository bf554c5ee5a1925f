"""Twenty people write at the same moment, and none sees an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ground.operation.installations import an_installation
from tests.soak.served import Site
from tests.soak.standing import check_nothing_lost_and_nothing_twice
from tests.soak.writing import Written, clients_of, write_all

if TYPE_CHECKING:
    from pathlib import Path

WRITERS, EACH = 20, 4


def test_twenty_writers_at_once_see_no_error(tmp_path: Path) -> None:
    """Four processes of five threads: twenty that want to write to the one database, of which one can at a time."""
    written = Written()
    with an_installation(tmp_path / "data") as installation:
        installation.run("django", "migrate", "--verbosity", "0")
        installation.run("django", "collectstatic", "--no-input", "--verbosity", "0")
        site = Site(installation, tmp_path / "log", workers=4, threads=5)
        try:
            site.wait_until_ready()
            for thread in write_all(clients_of(site, installation, WRITERS), EACH, written):
                thread.join()
        finally:
            site.end()

        assert written.broken == 0
        check_nothing_lost_and_nothing_twice(installation, written, WRITERS * EACH)
