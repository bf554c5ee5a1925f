"""Run as a program against the demonstration: every address, and every form on it, as JSON lines for `gate.injection`.

Addresses come from the resolver, so a new one is covered the day it is added. Each is opened by one invented person after
another, until one of them is shown it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from gate.forms import Form, forms_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

OK = 200
# sqlmap asks what stands at the star.
STAR = "*"
# The session would end with it; the way in has no session to lose.
ENDS_THE_SESSION = {"/sign-out/"}
# A list's page, and the words of a search, whether or not this list has them.
OF_EVERY_LIST = {"page": "1", "q": "a"}
_REFERENCE = re.compile(r"/(?=[A-Z0-9]*\d)([A-Z0-9]{8,12})(?=/)")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    django.setup()
    from django.test import Client

    from fourfold.hub.commands.demonstration.cast import PEOPLE
    from tests.builders.browsing import signed_in
    from tests.house.test_every_address import addresses

    everything = [address.path for address in addresses()]
    # First somebody who has not signed in: the way in is a form too.
    people = [Client(), *(signed_in(person.name) for person in PEOPLE)]
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for path in everything:
        for form, client in _of(path, people):
            # The same form on another record is the same form.
            key = (form.method, _REFERENCE.sub("/…", form.action), tuple(sorted(form.fields)))
            if key in seen or form.action in ENDS_THE_SESSION:
                continue
            seen.add(key)
            cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
            sys.stdout.write(json.dumps({**asdict(form), "cookies": cookies}) + "\n")


def _of(path: str, people: list[Client]) -> Iterator[tuple[Form, Client]]:
    """The address itself, with its references as parameters, and what its forms send."""
    shown = None
    for client in people:
        answer = client.get(path)
        if answer.status_code != OK:
            continue
        shown = shown or client
        page = b"".join(answer) if answer.streaming else answer.content
        if answer.headers["Content-Type"].startswith("text/html"):
            for form in forms_in(page.decode(), path):
                # Of a form sent twice the second is only led on; without its token each is carried out.
                form.fields.pop("once", None)
                yield form, client
    client = shown or people[-1]
    starred = _REFERENCE.sub(rf"/\1{STAR}", path)
    # Where one place has a star, sqlmap looks at no other.
    star = STAR if STAR in starred else ""
    yield Form("GET", starred, {name: value + star for name, value in OF_EVERY_LIST.items()}), client


if __name__ == "__main__":
    main()
