"""A program for a test: two uploads of one organisation, at the same moment, with room for one of them."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TYPE_CHECKING, Any

from django.db import connection

from fourfold.ground.files import actions, store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import as_tenant
from tests.builders.ground import an_actor
from tests.builders.promises import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

SIXTY_IN_A_HUNDRED = 600 * 1024


def main() -> None:
    supplier = an_actor(role="supplier")
    both = Barrier(2, timeout=30)
    as_it_was = store.arriving

    @contextmanager
    def together(chunks: Any) -> Iterator[store.Arrived]:
        with as_it_was(chunks) as arrived:
            both.wait()
            yield arrived

    store.arriving = together
    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(lambda letter: _upload(supplier, letter), "ab"))
    with as_tenant(supplier.organisation_id):
        files = EvidenceFile.objects.count()
    sys.stdout.write(json.dumps([*said, files]))


def _upload(by: Actor, letter: str) -> str:
    """The refusal, or nothing."""
    content = letter.encode() * SIXTY_IN_A_HUNDRED
    try:
        with as_tenant(by.organisation_id):
            actions.upload(by=by, content=content, name=f"{letter}.txt", about="", at=NOW)
    except NotAccepted as refusal:
        return str(refusal)
    finally:
        connection.close()
    return ""
