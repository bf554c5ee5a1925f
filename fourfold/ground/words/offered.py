"""The languages of this installation: English, those that come with Fourfold, and those whose catalogue somebody put in place."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fourfold.ground.words import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from gettext import GNUTranslations

ENGLISH: Final = "en-gb"
SHIPPED: Final = Path(__file__).parent / "translations"


def languages(folders: Iterable[Path]) -> list[tuple[str, str]]:
    """(code, what it calls itself), English first. Raises BadTranslation for a file that is no language's."""
    codes = sorted({path.stem for folder in folders for path in folder.glob("*.po")})
    return [(ENGLISH, "English"), *((code, catalogue.own_name(code)) for code in codes)]


@lru_cache(maxsize=32)
def translations_of(language: str, folders: tuple[Path, ...]) -> GNUTranslations | None:
    """None for English and for what nobody has translated. The first folder that has the language is taken."""
    for folder in folders:
        if language and (path := folder / f"{language}.po").exists():
            return catalogue.translations(catalogue.read(path))
    return None
