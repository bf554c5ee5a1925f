"""Pages and components as tests see them: rendered by the site's own environment, and as a tree without its spacing."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader

import fourfold
from fourfold.ground.web.jinja import environment

_PACKAGE: Final = Path(fourfold.__file__).parent
_VOID: Final = frozenset(
    {"br", "circle", "hr", "img", "input", "line", "link", "meta", "path", "polyline", "rect"}
)


def pages() -> Environment:
    return environment(loader=FileSystemLoader(_PACKAGE))


def ours(call: str, **given: Any) -> str:
    """The markup of one call of a macro, such as `button("Save")`."""
    source = '{% import "ground/web/components/ui.jinja" as ui %}{{ ui.' + call + " }}"
    return pages().from_string(source).render(given)


def oracle(component: str, params: dict[str, Any]) -> str:
    """What the published macros of the GOV.UK Design System give for the same component."""
    macro = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    source = f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}{{{{ {macro}(params) }}}}'
    return Environment(loader=loader, autoescape=True).from_string(source).render(params=params)


class _Tokens(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {
            name: " ".join(sorted((value or "").split())) if name == "class" else (value or "")
            for name, value in attrs
        }
        self.found.append((tag, tuple(sorted(kept.items()))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            self.found.append(words)


def tokens(markup: str) -> list[Any]:
    """Tags with their attributes in a fixed order, and words; no spacing, no order of classes."""
    reader = _Tokens()
    reader.feed(markup)
    reader.close()
    return reader.found
