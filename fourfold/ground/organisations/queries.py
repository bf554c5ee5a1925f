"""Which organisations there are on a day, who is meant by what somebody typed, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.kernel.references import normalise_reference
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    Succession,
)
from fourfold.ground.places.tables import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

# How alike two names must be, of 100, to be offered; typing errors of two letters in a short name still pass.
_ALIKE = 72
# How far behind the likeliest one may be and still be offered.
_CLOSE = 12
# At this likeness an organisation that has ended is meant, and who followed it is offered in its place.
_SURELY_MEANT = 90
_MOST_CANDIDATES = 10


class FoundBy(StrEnum):
    IDENTIFIER = "identifier"
    NAME = "name"
    NOTHING = "nothing"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name or identifier means. `organisation` is None unless it is sure; `candidates` are then who it might be."""

    organisation: Organisation | None
    by: FoundBy
    candidates: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the directory holds of one organisation."""

    organisation: Organisation
    other_names: tuple[str, ...]
    identifiers: tuple[OrganisationIdentifier, ...]
    places: tuple[Place, ...]
    came_from: tuple[Succession, ...]
    followed_by: tuple[Succession, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation to offer. `because` says why, where its name does not: another name, or whom it followed."""

    organisation: Organisation
    because: str = ""


def existing_on(day: date) -> QuerySet[Organisation]:
    """The organisations that exist on `day`; one without a first or last day has always or still existed."""
    return Organisation.objects.filter(
        Q(exists_from=None) | Q(exists_from__lte=day),
        Q(exists_until=None) | Q(exists_until__gte=day),
    )


def exists(organisation: Organisation, on: date) -> bool:
    return (organisation.exists_from is None or organisation.exists_from <= on) and (
        organisation.exists_until is None or organisation.exists_until >= on
    )


def find(text: str, on: date, sector: str | None = None, limit: int = 20) -> list[Found]:
    """The organisations existing on that day that `text` may mean, likeliest first, at most `limit`.

    `text` is a reference, an identifier ("E08000035", "GB-SHPE-C3489") or a name, which may be half typed or misspelt.
    Where it names one that has ended, those that stand in for it are offered and say so.
    """
    exact = numbered(text)
    scores = dict.fromkeys(exact, (101.0, "")) or _alike(text)
    # Beside one that is surely meant, what is merely alike only confuses.
    least = max((score for score, _ in scores.values()), default=0.0) - _CLOSE
    scores = {pk: scored for pk, scored in scores.items() if scored[0] >= least}
    organisations = Organisation.objects.in_bulk(scores)
    followers = _standing(
        [
            organisation
            for pk, organisation in organisations.items()
            if scores[pk][0] >= _SURELY_MEANT and not exists(organisation, on)
        ],
        on,
    )
    offered: dict[int, tuple[float, Found]] = {}
    for pk, organisation in organisations.items():
        score, because = scores[pk]
        if exists(organisation, on):
            offered[pk] = (score, Found(organisation, because))
            continue
        for follower in followers.get(pk, ()):
            # Just behind one that is itself called so.
            found = Found(follower, say("followed {name}", name=organisation.name))
            if follower.pk not in offered or offered[follower.pk][0] < score - 1:
                offered[follower.pk] = (score - 1, found)
    ranked = sorted(
        offered.values(), key=lambda one: (-one[0], one[1].organisation.name, one[1].organisation.pk)
    )
    return [found for _, found in ranked if sector is None or found.organisation.sector == sector][:limit]


def match_name(
    name: str,
    identifiers: Iterable[tuple[str, str]] = (),
    *,
    on: date | None = None,
) -> Match:
    """Who a published record means, only where it is sure: by an identifier (scheme and code), else by the exact name.

    Names are equal as `matched_as` makes them, other names included. Of several with one name, those existing `on` the
    day of the record are meant, where a day is given. Organisations that have ended match too: records speak of the
    past, and `standing_for` says who answers today. Identifiers that name two different bodies match neither.
    """
    numbers = {
        (scheme.strip().upper(), code.strip().upper()) for scheme, code in identifiers if scheme and code
    }
    if numbers:
        numbered = _several(Organisation.objects.filter(_any_of(numbers)).distinct())
        if numbered:
            return _sure(numbered, FoundBy.IDENTIFIER, on)
    matched = matched_as(name)
    if not matched:
        return Match(None, FoundBy.NOTHING)
    named = _several(
        Organisation.objects.filter(
            Q(pk__in=OrganisationName.objects.filter(matched_as=matched).values("organisation"))
            | Q(name__iexact=" ".join(name.split())),
        ),
    )
    return _sure(named, FoundBy.NAME, on) if named else Match(None, FoundBy.NOTHING)


def successors(organisation: Organisation, on: date) -> list[Organisation]:
    """Those that followed directly, by that day; they may have ended since."""
    followed = Succession.objects.standing().filter(predecessor=organisation, on__lte=on).values("successor")
    return list(Organisation.objects.filter(pk__in=followed))


def predecessors(organisation: Organisation, on: date) -> list[Organisation]:
    followed = Succession.objects.standing().filter(successor=organisation, on__lte=on).values("predecessor")
    return list(Organisation.objects.filter(pk__in=followed))


def standing_for(organisation: Organisation, on: date) -> tuple[Organisation, ...]:
    """Who answers for it on that day: itself while it exists, then those that followed, however many steps on.

    Empty where it has ended and nobody followed, and before it began.
    """
    if exists(organisation, on):
        return (organisation,)
    return tuple(_standing([organisation], on).get(organisation.pk, ()))


def with_reference(text: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(ref=normalise_reference(text)).first()
    except NotUnderstood:
        return None


def entry(ref: str) -> Entry | None:
    """The whole entry, or None where no organisation has that reference."""
    organisation = Organisation.objects.select_related("parent").filter(ref=ref).first()
    if organisation is None:
        return None
    names = organisation.other_names.exclude(matched_as=matched_as(organisation.name)).values_list(
        "name", flat=True
    )
    return Entry(
        organisation=organisation,
        # The lists also hold spellings for matching, all in lower case; a name has a capital letter.
        other_names=tuple(name for name in names if name != name.lower()),
        identifiers=tuple(organisation.identifiers.all()),
        places=tuple(Place.objects.filter(pk__in=organisation.places.values("place"))),
        came_from=tuple(
            Succession.objects.standing()
            .filter(successor=organisation)
            .select_related("predecessor")
            .order_by("on", "predecessor__name")
        ),
        followed_by=tuple(
            Succession.objects.standing()
            .filter(predecessor=organisation)
            .select_related("successor")
            .order_by("on", "successor__name")
        ),
    )


def numbered(text: str) -> set[int]:
    """Keys of those whose reference or identifier `text` is, with or without its scheme in front."""
    plain = text.strip().upper()
    if not plain:
        return set()
    codes = OrganisationIdentifier.objects.filter(code=plain)
    # A scheme has hyphens itself, and a code may: "GB-COH-01234567". Both readings are asked for.
    parts = plain.split("-")
    pairs = {("-".join(parts[:cut]), "-".join(parts[cut:])) for cut in range(1, len(parts))}
    if pairs:
        codes = codes | OrganisationIdentifier.objects.filter(_any_of(pairs, ""))
    found = set(codes.values_list("organisation_id", flat=True))
    known = with_reference(text)
    if known is not None:
        found.add(known.pk)
    return found


def _alike(text: str) -> dict[int, tuple[float, str]]:
    """The likeliest organisations by name with a score of 100 at most, and the other name that was alike."""
    wanted = matched_as(text)
    if not wanted:
        return {}
    names: list[tuple[int, str, str]] = [
        (pk, name, "") for pk, name in Organisation.objects.values_list("pk", "name")
    ]
    plain = [matched_as(name) for _, name, _ in names]
    own = {pk: set(words.split()) for (pk, _, _), words in zip(names, plain, strict=True)}
    for pk, name, matched in OrganisationName.objects.values_list("organisation_id", "name", "matched_as"):
        names.append((pk, name, name))
        plain.append(matched)
    found: dict[int, tuple[float, str]] = {}
    for matched, alike, place in process.extract(
        wanted, plain, scorer=fuzz.WRatio, limit=200, score_cutoff=_ALIKE
    ):
        score = _score(wanted, matched, alike)
        pk, _, other_name = names[place]
        if pk not in found or score > found[pk][0]:
            # "Leeds" explains nothing about Leeds City Council.
            explains = other_name and not set(matched.split()) <= own[pk]
            found[pk] = (score, say("also called {other_name}", other_name=other_name) if explains else "")
    return found


def _score(wanted: str, name: str, alike: float) -> float:
    """The same first, then what begins so, then what has all the words, then what is merely alike."""
    if name == wanted:
        return 100.0
    if name.startswith(wanted):
        return 97 + len(wanted) / len(name)
    if set(wanted.split()) <= set(name.split()):
        return 95 + len(wanted) / len(name)
    return min(alike, 94.0)


def _any_of(numbers: Iterable[tuple[str, str]], through: str = "identifiers__") -> Q:
    query = Q(pk__in=())
    for scheme, code in sorted(numbers):
        query |= Q(**{f"{through}scheme": scheme, f"{through}code": code})
    return query


def _several(rows: QuerySet[Organisation]) -> list[Organisation]:
    return list(rows[:_MOST_CANDIDATES])


def _sure(found: Sequence[Organisation], by: FoundBy, on: date | None) -> Match:
    existing = [one for one in found if on is not None and exists(one, on)]
    meant = existing or list(found)
    if len(meant) == 1:
        return Match(meant[0], by)
    return Match(None, FoundBy.SEVERAL, tuple(found))


def _standing(ended: Sequence[Organisation], on: date) -> dict[int, list[Organisation]]:
    """For each that has ended, those existing on that day that stand in for it; asked in one go."""
    if not ended:
        return {}
    followed: dict[int, list[Organisation]] = {}
    for row in (
        Succession.objects.standing()
        .filter(on__lte=on)
        .select_related("successor")
        .order_by("successor__name")
    ):
        followed.setdefault(row.predecessor_id, []).append(row.successor)
    standing = {}
    for organisation in ended:
        seen = {organisation.pk}
        answers: list[Organisation] = []
        waiting = list(followed.get(organisation.pk, ()))
        while waiting:
            follower = waiting.pop(0)
            if follower.pk in seen:
                continue
            seen.add(follower.pk)
            if exists(follower, on):
                answers.append(follower)
            else:
                waiting += followed.get(follower.pk, ())
        standing[organisation.pk] = answers
    return standing


def only_place_of(organisation_id: int) -> Place | None:
    """The place of an organisation that has one alone: what a form may begin with."""
    places = Place.objects.filter(
        pk__in=OrganisationPlace.objects.filter(organisation=organisation_id).values("place")
    )[:2]
    return places[0] if len(places) == 1 else None
