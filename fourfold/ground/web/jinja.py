"""The environment in which every page is written. Names are strict: a page that asks for what it was not given fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from fourfold.ground.successions.queries import hands_of
from fourfold.ground.web import charts, form_parts
from fourfold.ground.web.filters import FILTERS
from fourfold.ground.web.shapes import SHAPE_FILTERS, SHAPES

if TYPE_CHECKING:
    from datetime import date


def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def today() -> date:
    return timezone.localdate()


def environment(**options: Any) -> Environment:
    ours = {"autoescape", "undefined", "trim_blocks", "lstrip_blocks"}
    theirs = {name: value for name, value in options.items() if name not in ours}
    pages = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **theirs
    )
    pages.filters.update(FILTERS)
    pages.filters.update(SHAPE_FILTERS)
    pages.globals.update(
        url=url,
        static=static,
        today=today,
        notices=get_messages,
        parts_of=form_parts.parts_of,
        errors_of=form_parts.errors_of,
        charts=charts,
        hands_of=hands_of,
        **SHAPES,
    )
    return pages
