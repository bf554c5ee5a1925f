from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.places.tables import Place

LEAST_ALIKE = 70
MOST_OFFERED = 4
# People write "Leeds City Council" for the area that statistics call "Leeds".
_OF_THE_BODY = re.compile(
    r"^(?:(?:london|royal|metropolitan) )*(?:borough|city|county|district) of "
    r"| (?:(?:city|county|borough|district|metropolitan|london|royal) )*(?:council|borough)$"
)


def place_coded(code: str) -> Place | None:
    return Place.objects.filter(code=code).first()


def places_meant(text: str) -> list[Place]:
    """The place that `text` names exactly, by official code or by name, alone; else the likely ones, best first."""
    coded = Place.objects.filter(code=text.strip().upper()).first()
    if coded is not None:
        return [coded]
    wanted = _plain(text)
    if not wanted:
        return []
    named = {place.pk: (place, _plain(place.name)) for place in Place.objects.all()}
    exact = [place for place, name in named.values() if name == wanted]
    if exact:
        return exact
    alike = process.extract(
        wanted,
        {key: name for key, (_, name) in named.items()},
        scorer=fuzz.WRatio,
        score_cutoff=LEAST_ALIKE,
        limit=MOST_OFFERED,
    )
    return [named[key][0] for _, _, key in alike]


def is_meant(place: Place, text: str) -> bool:
    """Whether `text` says this place, and not only something like it."""
    return text.strip().upper() == place.code or _plain(text) == _plain(place.name)


def _plain(text: str) -> str:
    return _OF_THE_BODY.sub("", matched_as(text))
