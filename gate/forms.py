"""What a page would send: each of its forms, with the values that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_NOT_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass(slots=True)
class Form:
    """`action` is an address of the site; `fields` hold each name once, with the first value that a browser would send."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)


def forms_in(page: str, address: str) -> list[Form]:
    reader = _Reader(address)
    reader.feed(page)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._address = address
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(
                given.get("method", "get").upper(), urljoin(self._address, given.get("action", ""))
            )
            self.found.append(self._form)
        elif tag == "select":
            self._select = given.get("name", "")
            self._add(self._select, "")
        elif tag == "option" and self._select:
            self._add(self._select, given.get("value", ""))
        elif tag == "textarea":
            self._add(given.get("name", ""), "Words")
        elif tag in {"input", "button"} and given.get("name"):
            kind = given.get("type", "submit" if tag == "button" else "text")
            if kind not in _NOT_SENT or given.get("value"):
                self._add(given["name"], given.get("value") or "1")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _add(self, name: str, value: str) -> None:
        """The first value that is one: of radios and of a list, the first that can be chosen."""
        if self._form is not None and name and not self._form.fields.get(name):
            self._form.fields[name] = value
