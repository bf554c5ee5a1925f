"""Every address × everyone: who is shown the page, who is told why not, whose form is carried out, and for whom it is not there.

The table is `who_may.yaml`, which people review; the addresses come from the resolver, so a new one without a line fails here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from django.db import connection, transaction
from django.utils import timezone

from fourfold.ground.trail.tables import TrailEntry
from fourfold.ground.web.files import addresses
from tests.builders.everyone import ELSEWHERE, HERE, PARTIES, SIGNED_OUT, World, make_world
from tests.builders.filled_in import before, fields_on, filled_in
from tests.ground.trail.maintenance import as_maintenance
from tests.house.test_every_address import routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django.fixtures import Settings

TABLE = Path(__file__).with_name("who_may.yaml")
REGISTER = Path(__file__).parents[1] / "data" / "ocds" / "sell2wales_2025_A_45.json"
EVERYONE = (*HERE, *PARTIES, *ELSEWHERE, SIGNED_OUT)
BIDDERS = ("its supplier", "another supplier", "supplier elsewhere")
GROUPS = {
    "everyone": EVERYONE,
    "signed in": EVERYONE[:-1],
    "here": HERE,
    "elsewhere": ELSEWHERE,
    "bidders": BIDDERS,
    "no bidders": tuple(who for who in EVERYONE[:-1] if who not in BIDDERS),
}
NOON = datetime(2026, 6, 16, 12, tzinfo=UTC)
NOT_THERE, TOLD, NO_SUCH_METHOD = 404, 403, 405
# What these change is no record: they are about the one who asks.
# Looking at a provider keeps what it answered; here it lies in a private network, and is not asked.
# A passkey is added and shown by an authenticator, which there is in tests/ground/web/test_passkeys.py; here they send nothing.
CHANGE_NO_RECORD = {
    "find_provider",
    "make_passkey",
    "passkeys",
    "sign_in_with_passkey",
    "look_at_provider",
    "recovery_codes_file",
    "set_language",
    # One types a code, which the browser remembers.
    "take_bid_away",
    "sign_out",
    "switch_organisation",
}
# Who looks at these is written down, the first time, so that it can be shown who knew what of an evaluation.
NOTES_WHO_LOOKED = {
    "agreement",
    "compare_bids",
    "evaluate",
    "moderate_bid",
    "robustness",
    "robustness_file",
    "score_bid",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table with its groups written out."""

    key: str
    route: str
    path: str
    sees: frozenset[str]
    told: frozenset[str]
    sends: frozenset[str]

    @property
    def name(self) -> str:
        return self.key.partition("/")[0]

    @property
    def know(self) -> frozenset[str]:
        return self.sees | self.told | self.sends


def table() -> dict[str, dict[str, Any]]:
    written: dict[str, dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return written


def people_in(words: list[str]) -> frozenset[str]:
    return frozenset(who for word in words for who in GROUPS.get(word, (word,)))


def lines(world: World) -> Iterator[Line]:
    known = {name: (route, parts) for name, route, parts in routes()}
    for key, written in table().items():
        name, _, variant = key.partition("/")
        route, parts = known[name]
        begins = max((each for each in world.where if route.startswith(each)), key=len, default="")
        of = written.get("of") or (name if name in world.where else begins)
        values = {**world.where.get(of, {}), "step": variant or "assure"}
        path = "/" + route
        for part in parts:
            for place in (f"<str:{part}>", f"<int:{part}>"):
                path = path.replace(place, str(values[part]))
        told = people_in(written.get("told", []))
        sees = people_in(written.get("sees", []))
        yield Line(key, route, path, sees, told - sees, people_in(written.get("sends", [])))


def test_every_address_has_its_line() -> None:
    names = Counter(name for name, _, _ in routes())
    twice = [name for name, times in names.items() if times > 1]
    assert not twice, (
        f"{twice}: two addresses have one name, so nobody can tell which a link means. Rename one."
    )
    written = {key.partition("/")[0] for key in table()}
    missing = sorted(names.keys() - written)
    assert not missing, (
        f"{missing}: say in {TABLE.name} who sees, who is told and who sends, and in tests/builders/everyone.py of which "
        "record, where the beginning of the route does not tell."
    )
    assert written <= names.keys(), f"{sorted(written - names.keys())}: no address has this name (any more)."
    strange = {
        word
        for line in table().values()
        for part in ("sees", "told", "sends")
        for word in line.get(part, [])
        if word not in GROUPS and word not in EVERYONE
    }
    assert not strange, f"{strange}: nobody of this name is in tests/builders/everyone.py."


@pytest.mark.django_db
def test_everyone_gets_from_every_address_what_the_table_says(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    settings.FILES_DIR = tmp_path / "files"
    # Passwords are not what is tested, and each would take its time on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The clock of signed addresses runs on while thousands of pages are asked for.
    monkeypatch.setattr(addresses, "GOOD_FOR_SECONDS", 86_400)
    world = make_world(register=REGISTER.read_bytes())
    faults: list[str] = []
    for line in lines(world):
        with transaction.atomic():
            before(line.key, world)
            faults += opened(line, world)
            faults += sent(line, world)
            transaction.set_rollback(True)
    assert not faults, "\n".join(faults)


def last_change(*, besides: str = "") -> int:
    """The key of the change of a row that was written down last, of all organisations; `besides` those of one table.

    Asked tens of thousands of times, so it is not counted how many there are.
    """
    with as_maintenance():
        entries = TrailEntry.objects.exclude(table=besides) if besides else TrailEntry.objects.all()
        return entries.order_by("-pk").values_list("pk", flat=True).first() or 0


def asking(line: Line, world: World) -> Iterator[tuple[str, Client]]:
    """Everyone. On PostgreSQL, where the same checks are made and only the wall in the database is new, which knows
    organisations and not roles: of each organisation one of each kind of answer.
    """
    seen = set()
    for who, client in world.clients.items():
        organisation = "here" if who in HERE else "elsewhere" if who in ELSEWHERE else who
        kind = (organisation, who in line.sees, who in line.told, who in line.sends)
        if connection.vendor == "sqlite" or kind not in seen:
            yield who, client
        seen.add(kind)


def opened(line: Line, world: World) -> Iterator[str]:
    besides = "integrate_sight" if line.name in NOTES_WHO_LOOKED else ""
    before_it = last_change(besides=besides)
    for who, client in asking(line, world):
        answer = client.get(line.path)
        if answer.streaming:
            answer.getvalue()  # which closes the file
        if not line.sees:
            wanted = NO_SUCH_METHOD if line.sends else NOT_THERE
            right = answer.status_code == wanted or (who == SIGNED_OUT and _asks_to_sign_in(answer))
        elif who in line.sees:
            right = answer.status_code in {200, 302} and not _asks_to_sign_in(answer)
        elif who == SIGNED_OUT:
            right = _asks_to_sign_in(answer) or answer.status_code == NOT_THERE
        else:
            right = answer.status_code == (TOLD if who in line.told else NOT_THERE)
        if not right:
            yield f"{line.key}: {who} opened {line.path} and got {answer.status_code}"
    if last_change(besides=besides) != before_it:
        yield f"{line.key}: opening {line.path} changed a row"


def sent(line: Line, world: World) -> Iterator[str]:
    done = False
    fields: dict[str, list[str]] = {}
    page = world.clients[_first(line.sees & line.sends)].get(line.path) if line.sees & line.sends else None
    if page is not None and page.status_code == 200:
        fields = fields_on(page.content.decode())
    for who, client in asking(line, world):
        kept = client.cookies.copy()
        with transaction.atomic():
            before_it = last_change()
            answer = client.post(line.path, {**fields, **filled_in(line.name, world, fields)})
            changed = last_change() != before_it
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(kept)
        if who in line.sends:
            done = done or changed
            if answer.status_code not in {200, 302}:
                yield f"{line.key}: {who} sent {line.path} and it was not carried out ({answer.status_code}) {_told(answer)}"
            continue
        refusals = (
            {TOLD if who in line.know else NOT_THERE} if line.sends else {TOLD, NOT_THERE, NO_SUCH_METHOD}
        )
        if who == SIGNED_OUT:
            refusals = {TOLD, NOT_THERE, NO_SUCH_METHOD}
        if answer.status_code not in refusals:
            yield f"{line.key}: {who} sent {line.path} and got {answer.status_code}"
        if changed:
            yield f"{line.key}: {who} sent {line.path}, was refused, and a row is changed"
    if line.sends and not done and line.name not in CHANGE_NO_RECORD:
        yield f"{line.key}: what was sent to {line.path} changed no row, so that this line proves nothing"


def _first(people: frozenset[str]) -> str:
    return next(who for who in EVERYONE if who in people)


def _told(answer: Any) -> str:
    """What stands beside the fields of a form that came back."""
    return " / ".join(re.findall(r'href="#[^"]*">([^<]+)</a></li>', answer.content.decode()))


def _asks_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and "/sign-in/" in answer["Location"]
