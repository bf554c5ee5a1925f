"""Notices that are shown on the next page, in the language in which that page will be."""

from __future__ import annotations

from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage

from fourfold.ground.web.language import in_page_words


class Notices(FallbackStorage):
    """What is kept between two requests is plain text; it is said in the reader's language while it remembers how."""

    def add(self, level: int, message: str, extra_tags: str | None = "") -> Any:
        return super().add(level, in_page_words(message), extra_tags or "")
