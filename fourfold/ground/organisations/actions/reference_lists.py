"""Puts the bundled national lists into the directory: safe to repeat, and a newer list changes only what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.reference import lists
from fourfold.ground.organisations.tables import (
    HomeNation,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    Sector,
    Succession,
)
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

COUNCILS = "uk_local_authorities"
PROVIDERS = "rsh_registered_providers_2024-04"


@dataclass(slots=True)
class Loaded:
    """What a load changed. `conflicts` are sentences about what it left as it was, for a person to look at."""

    organisations: int = 0
    corrected: int = 0
    identifiers: int = 0
    names: int = 0
    places: int = 0
    successions: int = 0
    conflicts: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return (
            self.organisations
            + self.corrected
            + self.identifiers
            + self.names
            + self.places
            + self.successions
        )


@dataclass(slots=True)
class _Body:
    """One body as the lists give it; the first identifier is the one it is found again by."""

    identifiers: list[tuple[str, str]]
    names: list[str]
    columns: dict[str, Any]
    areas: tuple[str, ...] = ()


def load(*, tell: Callable[[str], None] = lambda _: None) -> Loaded:
    """Enters the lists in one transaction, with what it does declared in the trail as maintenance.

    What is there already and equal is not touched, so that a second load leaves no trail. Nothing is ever removed: a
    body that a newer list no longer has keeps its entry. Raises BadList where a bundled file is damaged.
    """
    councils = lists.councils()
    providers = lists.providers()
    also_landlords = lists.councils_among(providers, councils)
    bodies = _bodies(councils, providers, also_landlords)
    tell(
        say(
            "{councils} councils and {landlords} registered landlords read, {bodies} bodies",
            councils=len(councils),
            landlords=len(providers),
            bodies=len(bodies),
        )
    )
    loaded = Loaded()
    reason = say("Loaded the national lists of councils and registered landlords")
    with transaction.atomic(), declared(person=None, organisation=None, reason=reason):
        _load_places(councils, loaded)
        keys = _load_bodies(bodies, loaded)
        _load_identifiers(bodies, keys, loaded)
        _load_names(bodies, keys, loaded)
        _load_places_of(bodies, keys, loaded)
        _load_successions(councils, keys, loaded)
        if loaded.changed:
            _count_again()
    tell(
        say(
            "{organisations} organisations entered, {corrected} corrected, {identifiers} identifiers, "
            "{names} names, {places} places, {successions} successions",
            organisations=loaded.organisations,
            corrected=loaded.corrected,
            identifiers=loaded.identifiers,
            names=loaded.names,
            places=loaded.places,
            successions=loaded.successions,
        ),
    )
    for conflict in loaded.conflicts:
        tell(conflict)
    return loaded


def _bodies(
    councils: list[lists.Council],
    providers: list[lists.Provider],
    also_landlords: dict[str, lists.Council],
) -> list[_Body]:
    found = {
        council.code: _Body(
            identifiers=[
                (council.scheme, council.code),
                *((lists.AREA_SCHEME, area) for area in council.areas),
            ],
            names=[council.name, council.short_name, *council.other_names],
            columns={
                "name": council.name,
                "sector": Sector.LOCAL_AUTHORITY,
                "nation": council.nation,
                "size_band": council.size_band,
                "described_as": council.kind,
                "exists_from": council.exists_from,
                "exists_until": council.exists_until,
                "origin": COUNCILS,
            },
            areas=council.areas[:1],
        )
        for council in councils
    }
    landlords = []
    for provider in providers:
        council = also_landlords.get(provider.number)
        if council is not None:
            found[council.code].identifiers.append((lists.PROVIDER_SCHEME, provider.number))
            found[council.code].names.append(provider.name)
            continue
        kind = "For-profit" if provider.designation == "Profit" else provider.designation
        landlords.append(
            _Body(
                identifiers=[(lists.PROVIDER_SCHEME, provider.number)],
                names=[provider.name],
                columns={
                    "name": provider.name,
                    "sector": Sector.HOUSING_ASSOCIATION,
                    # The regulator registers landlords in England; the list says nothing of how many homes they have.
                    "nation": HomeNation.ENGLAND,
                    "described_as": say(
                        "{kind} registered provider ({form}), registered {registered}",
                        kind=kind,
                        form=provider.form.lower(),
                        registered=day_text(provider.registered),
                    ),
                    "origin": PROVIDERS,
                },
            ),
        )
    return [*found.values(), *landlords]


def _load_places(councils: list[lists.Council], loaded: Loaded) -> None:
    standing = {place.code: place for place in Place.objects.all()}
    new, changed = [], []
    for council in councils:
        for area in council.areas[:1]:
            columns = {
                "name": council.short_name,
                "nation": str(council.nation),
                "region": council.region,
                "latitude": council.latitude,
                "longitude": council.longitude,
            }
            place = standing.get(area)
            if place is None:
                new.append(Place(code=area, **columns))
            elif _set(place, columns):
                changed.append(place)
    Place.objects.bulk_create(new)
    Place.objects.bulk_update(changed, ("name", "nation", "region", "latitude", "longitude"))
    loaded.places += len(new) + len(changed)


def _load_bodies(bodies: list[_Body], loaded: Loaded) -> dict[tuple[str, str], int]:
    """The key of each body's organisation, by its first identifier."""
    numbered = _numbered(bodies)
    standing = Organisation.objects.in_bulk(set(numbered.values()))
    # That a body ends, somebody may have written down before the lists knew.
    followed = set(
        Succession.objects.standing().filter(predecessor__in=standing).values_list("predecessor", flat=True)
    )
    new: list[tuple[_Body, Organisation]] = []
    changed: list[Organisation] = []
    keys: dict[tuple[str, str], int] = {}
    columns: set[str] = set()
    for body in bodies:
        # By its own number first, and else by any other that somebody entered it under.
        key = next((numbered[one] for one in body.identifiers if one in numbered), None)
        if key is None:
            new.append((body, Organisation(**body.columns)))
            continue
        keys[body.identifiers[0]] = key
        listed = dict(body.columns)
        if key in followed and listed.get("exists_until") is None:
            listed.pop("exists_until", None)
        if _set(standing[key], listed):
            changed.append(standing[key])
            columns |= listed.keys()
    Organisation.objects.bulk_create([organisation for _, organisation in new])
    keys |= {body.identifiers[0]: organisation.pk for body, organisation in new}
    if changed:
        Organisation.objects.bulk_update(changed, sorted(columns))
    loaded.organisations += len(new)
    loaded.corrected += len(changed)
    return keys


def _load_identifiers(bodies: list[_Body], keys: dict[tuple[str, str], int], loaded: Loaded) -> None:
    numbered = _numbered(bodies)
    new = []
    for body in bodies:
        key = keys[body.identifiers[0]]
        for scheme, code in body.identifiers:
            holder = numbered.get((scheme, code))
            if holder is None:
                new.append(OrganisationIdentifier(organisation_id=key, scheme=scheme, code=code))
            elif holder != key:
                loaded.conflicts.append(
                    say(
                        "{scheme}-{code} is {columns} in the list and another organisation here: left as it was",
                        scheme=scheme,
                        code=code,
                        columns=f"{body.columns['name']!r}",
                    ),
                )
    OrganisationIdentifier.objects.bulk_create(new)
    loaded.identifiers += len(new)


def _load_names(bodies: list[_Body], keys: dict[tuple[str, str], int], loaded: Loaded) -> None:
    """Every name it is found under, its own included; the first way of writing one stands for those that match it."""
    known = set(OrganisationName.objects.values_list("organisation_id", "matched_as"))
    new = []
    for body in bodies:
        key = keys[body.identifiers[0]]
        for name in body.names:
            matched = matched_as(name)
            if matched and (key, matched) not in known:
                known.add((key, matched))
                new.append(OrganisationName(organisation_id=key, name=name, matched_as=matched))
    OrganisationName.objects.bulk_create(new)
    loaded.names += len(new)


def _load_places_of(bodies: list[_Body], keys: dict[tuple[str, str], int], loaded: Loaded) -> None:
    places = dict(Place.objects.values_list("code", "pk"))
    known = set(OrganisationPlace.objects.values_list("organisation_id", "place_id"))
    wanted = [(keys[body.identifiers[0]], places[area]) for body in bodies for area in body.areas]
    new = [
        OrganisationPlace(organisation_id=key, place_id=place)
        for key, place in wanted
        if (key, place) not in known
    ]
    OrganisationPlace.objects.bulk_create(new)
    loaded.places += len(new)


def _load_successions(
    councils: list[lists.Council], keys: dict[tuple[str, str], int], loaded: Loaded
) -> None:
    by_code = {council.code: keys[council.scheme, council.code] for council in councils}
    known = {(row.predecessor_id, row.successor_id): row for row in Succession.objects.all()}
    new, changed = [], []
    for ending in lists.endings(councils):
        pair = (by_code[ending.predecessor], by_code[ending.successor])
        columns: dict[str, Any] = {"kind": ending.kind, "on": ending.on}
        if ending.source:
            columns |= {"source": ending.source, "source_href": ending.source_href}
        row = known.get(pair)
        if row is not None and row.entered_by_id is not None and row.agreed_on is None:
            # What a national list says needs nobody's agreement.
            columns["agreed_on"] = timezone.localdate()
        if row is None:
            new.append(Succession(predecessor_id=pair[0], successor_id=pair[1], **columns))
        elif _set(row, columns):
            changed.append(row)
    Succession.objects.bulk_create(new)
    Succession.objects.bulk_update(changed, ("kind", "on", "source", "source_href", "agreed_on"))
    loaded.successions += len(new) + len(changed)


def _count_again() -> None:
    """Tells PostgreSQL at once how many there are now. It looks by itself only after minutes, and plans until then as if
    there were none: matching a register to the directory takes a hundred times as long.
    """
    if connection.vendor != "postgresql":
        return
    tables = (Place, Organisation, OrganisationIdentifier, OrganisationName, OrganisationPlace, Succession)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(table._meta.db_table for table in tables)}")


def _numbered(bodies: Iterable[_Body]) -> dict[tuple[str, str], int]:
    schemes = {scheme for body in bodies for scheme, _ in body.identifiers}
    rows = OrganisationIdentifier.objects.filter(scheme__in=schemes)
    return {
        (scheme, code): key for scheme, code, key in rows.values_list("scheme", "code", "organisation_id")
    }


def _set(row: Any, columns: dict[str, Any]) -> bool:
    """Sets what differs; true where anything did."""
    differs = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differs.items():
        setattr(row, name, value)
    return bool(differs)
