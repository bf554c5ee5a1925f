"""All that we say can be said in another language: every page is read in one of wide letters, and no letter of ours is narrow."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from django.conf import settings as ours
from django.db import connection, transaction
from django.utils import timezone

from tests.builders.directory import CHARITIES
from tests.builders.everyone import A_CONTACT, BEGINNER, SHEET_HEADINGS, SHEET_ROW, make_world
from tests.builders.filled_in import before, fields_on, filled_in
from tests.builders.packs import HEADINGS, ROWS
from tests.builders.waves import HEADINGS as CONTACT_HEADINGS
from tests.house import wide
from tests.house.test_who_may import EVERYONE, NOON, REGISTER, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.test import Client
    from pytest_django.fixtures import Settings

    from tests.builders.everyone import World
    from tests.house.test_who_may import Line

# What more there is behind an address, for those who ask.
ASKED_FOR: Final = {
    "search": ("?q=re", "?q=grounds", "?q=nowhere", "?q=a"),
    "shares": ("?show=received", "?show=ended"),
    "jobs": ("?show=done",),
    "check_law": (
        "?authority=best-value&nation=england&kind=services&value=6000000&vat=excluded&on=2026-05-01&scenario=stronger-act",
        "?authority=nhs-trust&nation=wales&kind=mixed&value=150000&vat=included&on=2023-05-01",
        "?authority=scottish&nation=scotland&kind=works&value=4000000&vat=included&on=2026-05-01&edit=1",
        "?authority=central&nation=england&kind=goods&value=1&vat=included&on=2027-05-01",
        "?authority=nobody&value=x",
    ),
}
SHOWN: Final = ("alt", "aria-label", "aria-description", "placeholder", "title", "label")
# Not words of ours: what a browser is told, what people typed, and names as they stand.
# Nor are addresses, fingerprints, references, abbreviations in capitals, and names of files.
UNSAID: Final = re.compile(
    r"https?://\S+|\S+@\S+|\b[0-9a-f]{8,}\b|\b[0-9A-Z]{2,}(?:-[0-9A-Z]+)*\b|\b\w+\.(?:txt|json|png)\b|\bfourfold_device\b|\bsessionid\b|\bcsrftoken\b"
)
# In a bdi stands a piece of what somebody typed, in its own direction: what changed between two versions, word by word.
SILENT: Final = frozenset({"bdi", "code", "script", "style", "textarea"})


class Texts(HTMLParser):
    """Every text of a page that is read or read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0
        self._other_language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        got = dict(attrs)
        self._other_language = tag if tag in {"button", "span"} and got.get("lang") else ""
        self.found += [got[name] or "" for name in got if name in SHOWN or name.startswith("data-say-")]

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent -= 1
        if tag == self._other_language:
            self._other_language = ""

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._other_language:
            self.found.append(" ".join(data.split()))


@pytest.fixture
def _wide(settings: Settings, tmp_path: Path) -> None:
    wide.offer(settings, tmp_path / "words")


def in_tables() -> set[str]:
    """What people, importers and the demonstration wrote: data, which is shown as it was written."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (the database's own names)
            for row in cursor.fetchall():
                found.update(_texts_in(list(row)))
    return found


def in_files() -> set[str]:
    """Dated figures, laws, the record of processing and the sources of lists: data too."""
    found: set[str] = set()
    for path in wide.PACKAGE.rglob("SOURCES.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found.update(_texts_in([*csv.reader(file)]))
    for path in wide.PACKAGE.rglob("*.y*ml"):
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            found.update(_texts_in(document))
    return found


def _texts_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            if value[:1] in "[{":
                try:
                    yield from _texts_in(json.loads(value))
                except ValueError:
                    pass
                else:
                    return
            yield " ".join(value.split())
            yield from (" ".join(line.split()) for line in value.splitlines())
        case dict():
            for key, each in value.items():
                yield from _texts_in(key)
                yield from _texts_in(each)
        case list() | tuple():
            for each in value:
                yield from _texts_in(each)


# Names of cookies, as a browser lists them.
COOKIES: Final = frozenset({"csrftoken", "fourfold_device", "language", "sessionid"})
# Typed in the world that is read, and sealed since.
SEALED: Final = frozenset({"With our own people.", "With the college.", "register.txt"})
# Typed by somebody who wants to begin, and kept nowhere but in the link that was sent to them.
IN_A_LINK: Final = frozenset({BEGINNER.name, BEGINNER.organisation})

NARROW: Final = re.compile(r"[A-Za-z]{2}")

# In files that are uploaded and not brought in yet.
BROUGHT: Final = frozenset(
    " ".join(str(cell).split())
    for row in (
        HEADINGS,
        *ROWS,
        SHEET_HEADINGS,
        SHEET_ROW,
        CONTACT_HEADINGS,
        A_CONTACT,
        *csv.reader(CHARITIES.splitlines()),
    )
    for cell in row
)


class Reader:
    """Finds among texts what is narrow and not stored. Pages repeat each other, so each text is looked at once."""

    def __init__(self, data: Iterable[str]) -> None:
        self.data = {text for text in data if NARROW.search(text)}
        self._longest_first = sorted((text for text in self.data if len(text) > 3), key=len, reverse=True)
        self._judged: dict[str, bool] = {}

    def narrow(self, texts: Iterable[str]) -> list[str]:
        return [text for text in texts if self._judge(text)]

    def _judge(self, text: str) -> bool:
        if text not in self._judged:
            self._judged[text] = bool(NARROW.search(UNSAID.sub("", self._without_data(text))))
        return self._judged[text]

    def _without_data(self, text: str) -> str:
        begun = text.removesuffix("...").removesuffix("…")
        if text in self.data or (begun != text and any(each.startswith(begun) for each in self.data)):
            return ""
        # A passage out of what somebody wrote, word by word.
        for passage in re.findall("“([^”]+)”", text):
            if any(_words(passage) in _words(each) for each in self.data):
                text = text.replace(passage, "")
        for each in self._longest_first:
            text = text.replace(each, "")
        return text


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def texts_of(page: str) -> list[str]:
    texts = Texts()
    texts.feed(page)
    return texts.found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The words of a page are the same on both engines.")
@pytest.mark.django_db
@pytest.mark.usefixtures("_wide")
def test_no_words_of_ours_are_left_in_english(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    settings.FILES_DIR = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    world = make_world(register=REGISTER.read_bytes())
    for client in world.clients.values():
        client.cookies[ours.LANGUAGE_COOKIE_NAME] = wide.CODE
    faults: dict[str, str] = {}
    data = COOKIES | SEALED | IN_A_LINK | BROUGHT | in_files() | in_tables()
    reader = Reader(data)
    for line in lines(world):
        with transaction.atomic():
            before(line.key, world)
            for where, page, typed in pages(line, world):
                left = reader.narrow(texts_of(page))
                if not left:
                    continue
                # What was made ready for this line, and what its form has changed, is data too.
                for text in Reader(data | in_tables() | typed).narrow(left):
                    faults.setdefault(text, where)
            transaction.set_rollback(True)
    assert not faults, "\n".join(f"{where}: {text}" for text, where in faults.items())


def pages(line: Line, world: World) -> Iterator[tuple[str, str, set[str]]]:
    """Where, the page, and what was typed before it: the page of one who sees it and of one who is told why not; the form sent empty, and sent right."""
    readers = [next((who for who in EVERYONE if who in people), "") for people in (line.sees, line.told)]
    for who in filter(None, readers):
        for question in ("", *ASKED_FOR.get(line.name, ())):
            yield (
                f"{line.key}{question}, {who}",
                _shown(world.clients[who], line.path + question),
                {question.rpartition("=")[2]},
            )
    sender = next((who for who in EVERYONE if who in line.sends), "")
    if not sender:
        return
    client = world.clients[sender]
    fields = fields_on(_shown(client, line.path)) if sender in line.sees else {}
    for what, sends in (("empty", {}), ("sent", {**fields, **filled_in(line.name, world, fields)})):
        kept = client.cookies.copy()
        with transaction.atomic():
            page = _answer(client.post(line.path, sends, follow=True))
            yield f"{line.key}, {sender}, {what}", page, set(_texts_in({**sends}))
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(kept)


def _shown(client: Client, path: str) -> str:
    return _answer(client.get(path, follow=True))


def _answer(answer: Any) -> str:
    if answer.streaming:
        answer.getvalue()
        return ""
    return answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""
