"""The environments in which every page is written, one for each language. Names are strict: a page that asks for what it was
not given fails.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from fourfold.ground.kernel.said import Catalogue, in_words, say
from fourfold.ground.successions.queries import hands_of
from fourfold.ground.web import charts, form_parts
from fourfold.ground.web.filters import FILTERS
from fourfold.ground.web.language import catalogue_in_use, language_in_use
from fourfold.ground.web.shapes import SHAPE_FILTERS, SHAPES
from fourfold.ground.words.offered import ENGLISH
from fourfold.ground.words.sayer import IN_WORDS, Sayer

if TYPE_CHECKING:
    from datetime import date
    from types import CodeType

    from jinja2 import nodes


def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def today() -> date:
    return timezone.localdate()


def languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


class Pages(Environment):
    """English as it is written; with a `catalogue`, its templates are translated once, when they are compiled."""

    catalogue: Catalogue | None = None

    def compile(self, source: str | nodes.Template, *args: Any, **kwargs: Any) -> CodeType | str:  # type: ignore[override]  # four overloads there
        if self.catalogue is not None and isinstance(source, str):
            tree = self.parse(source, *args[:2])
            source = Sayer(self.catalogue.gettext).template(tree)
        return super().compile(source, *args, **kwargs)  # type: ignore[no-any-return]  # handed through

    def in_language(self, language: str, catalogue: Catalogue) -> Pages:
        """The same pages in another language; what is not translated stays English."""
        pages: Pages = self.overlay(finalize=partial(in_words, catalogue=catalogue))
        pages.catalogue = catalogue
        pages.filters = {**self.filters, IN_WORDS: partial(in_words, catalogue=catalogue)}
        pages.globals = {**self.globals, "language": language}
        return pages


class Backend(Jinja2):
    """Django's, with the environment of the language that the request is answered in."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._pages: dict[str, Pages] = {}
        super().__init__(params)

    @property  # type: ignore[override]  # an attribute there: one language
    def env(self) -> Pages:
        language = language_in_use()
        if language not in self._pages:
            catalogue = catalogue_in_use()
            english = self._pages[ENGLISH]
            self._pages[language] = english.in_language(language, catalogue) if catalogue else english
        return self._pages[language]

    @env.setter
    def env(self, english: Pages) -> None:
        self._pages = {ENGLISH: english}


def environment(**options: Any) -> Pages:
    ours = {"autoescape", "undefined", "trim_blocks", "lstrip_blocks"}
    theirs = {name: value for name, value in options.items() if name not in ours}
    pages = Pages(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **theirs)
    pages.filters.update(FILTERS)
    pages.filters.update(SHAPE_FILTERS)
    pages.globals.update(
        say=say,
        url=url,
        static=static,
        today=today,
        notices=get_messages,
        parts_of=form_parts.parts_of,
        errors_of=form_parts.errors_of,
        charts=charts,
        hands_of=hands_of,
        language="en-GB",
        languages=languages,
        **SHAPES,
    )
    return pages
