"""The language in which a request is answered, and what was said in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language

from fourfold.ground.kernel.periods import MONTHS
from fourfold.ground.kernel.said import in_words
from fourfold.ground.words.offered import ENGLISH, translations_of

if TYPE_CHECKING:
    from fourfold.ground.kernel.said import Catalogue


def language_in_use() -> str:
    return get_language() or ENGLISH


def catalogue_in_use() -> Catalogue | None:
    """None for English."""
    return translations_of(language_in_use(), tuple(settings.WORDS_DIRS))


def in_page_words(value: Any) -> Any:
    """What was said, in the language in which this request is answered."""
    catalogue = catalogue_in_use()
    return in_words(value, catalogue) if catalogue else value


def with_english_months(typed: str) -> str:
    """A day as it was typed, or shown, in the language of the request, with its month in English: that is what is read."""
    catalogue = catalogue_in_use()
    if catalogue is None:
        return typed
    for month in MONTHS:
        name = re.escape(in_words(month, catalogue))
        typed = re.sub(rf"(?<!\w){name}(?!\w)", str(month), typed, flags=re.IGNORECASE)
    return typed
