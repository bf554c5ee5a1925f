"""The bodies and people of the demonstration."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fourfold.ground.organisations.actions.directory import enter
from fourfold.ground.organisations.tables import HomeNation, Organisation, Sector, SizeBand
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.actions.openers import set_passphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

# Printed at setup and the same everywhere: it guards nothing but invented people.
PASSPHRASE = "four steps to value"  # noqa: S105  (printed at setup)

COUNCIL = "Fernborough Council"
LANDLORD = "Alder Vale Homes"
REPAIRS = "Hartwell Property Care Ltd"
BUILDER = "Brackwater Build Ltd"
CHARITY = "Fernborough Together"
NEIGHBOURS_GROUP = "Northfield Neighbours"
ENTERPRISE = "Fresh Start Voids CIC"
# Begins with nothing: whoever looks at Fourfold writes its policy in one sitting.
SMALL_LANDLORD = "Brook Street Homes"
NEIGHBOURS = ("Millhaven Council", "Oakshott Council")

BODIES = (
    (COUNCIL, Sector.LOCAL_AUTHORITY, SizeBand.POPULATION_80K_300K),
    (LANDLORD, Sector.HOUSING_ASSOCIATION, SizeBand.HOMES_1000_9999),
    (REPAIRS, Sector.PRIVATE, SizeBand.STAFF_250_OR_MORE),
    (BUILDER, Sector.PRIVATE, SizeBand.STAFF_50_249),
    (CHARITY, Sector.CHARITY, SizeBand.STAFF_UNDER_10),
    (NEIGHBOURS_GROUP, Sector.CHARITY, SizeBand.STAFF_UNDER_10),
    (ENTERPRISE, Sector.SOCIAL_ENTERPRISE, SizeBand.STAFF_10_49),
    (SMALL_LANDLORD, Sector.HOUSING_ASSOCIATION, SizeBand.HOMES_UNDER_500),
    (NEIGHBOURS[0], Sector.LOCAL_AUTHORITY, SizeBand.POPULATION_UNDER_80K),
    (NEIGHBOURS[1], Sector.LOCAL_AUTHORITY, SizeBand.POPULATION_UNDER_80K),
)


@dataclass(frozen=True, slots=True)
class Invented:
    name: str
    email: str
    works_as: str
    organisation: str
    roles: tuple[str, ...]
    opens_bids: bool = False


def _at(
    organisation: str, domain: str, *people: tuple[str, str, tuple[str, ...], bool]
) -> tuple[Invented, ...]:
    return tuple(
        Invented(name, f"{name.split(maxsplit=1)[0].lower()}@{domain}", works_as, organisation, roles, opens)
        for name, works_as, roles, opens in people
    )


PEOPLE = (
    *_at(
        COUNCIL,
        "fernborough.example",
        ("Priya Nair", "social value lead", (Role.LEAD,), True),
        ("Tom Ellery", "commissioner", (Role.COMMISSIONER,), False),
        ("Grace Okafor", "approver", (Role.APPROVER,), True),
        ("Aisha Rahman", "evaluator", (Role.EVALUATOR,), True),
        ("Marek Nowak", "evaluator", (Role.EVALUATOR,), False),
        ("Daniel Hughes", "contract manager", (Role.CONTRACT_MANAGER,), False),
        ("Ruth Bell", "auditor", (Role.AUDITOR,), False),
        ("Sam Whitlock", "administrator", (Role.ADMINISTRATOR,), False),
    ),
    *_at(
        LANDLORD,
        "aldervale.example",
        ("Joan Pryce", "social value lead and evaluator", (Role.LEAD, Role.EVALUATOR), True),
        ("Hana Sato", "commissioner", (Role.COMMISSIONER,), False),
        ("Leo Marsh", "approver", (Role.APPROVER,), True),
        ("Owen Price", "evaluator", (Role.EVALUATOR,), True),
        ("Nina Costa", "contract manager", (Role.CONTRACT_MANAGER,), False),
    ),
    *_at(
        SMALL_LANDLORD,
        "brookstreet.example",
        ("Ivy Barnes", "social value lead (no policy yet)", (Role.LEAD,), False),
        ("Noor Hart", "approver", (Role.APPROVER,), False),
    ),
    *_at(NEIGHBOURS[0], "millhaven.example", ("Wendy Hollis", "approver", (Role.APPROVER,), False)),
    *_at(NEIGHBOURS[1], "oakshott.example", ("Idris Vaughan", "approver", (Role.APPROVER,), False)),
    *_at(REPAIRS, "hartwell.example", ("Callum Reid", "bids and delivery", (Role.SUPPLIER,), False)),
    *_at(BUILDER, "brackwater.example", ("Olu Adeyemi", "bids and delivery", (Role.SUPPLIER,), False)),
    *_at(ENTERPRISE, "freshstart.example", ("Dee Carter", "bids and delivery", (Role.SUPPLIER,), False)),
    *_at(CHARITY, "together.example", ("Mei Lin", "community organisation", (Role.COMMUNITY,), False)),
    *_at(NEIGHBOURS_GROUP, "northfield.example", ("Rose Quaye", "community group", (Role.COMMUNITY,), False)),
)


def enter_cast(*, at: datetime, hash_of: Callable[[str], str]) -> None:
    """Enters bodies, people and roles, and gives the openers of bids their passphrase."""
    # Longer than the oldest purchase, whose tender opened in the December before its year.
    since = at.date() - timedelta(days=5 * 365)
    # Slow on purpose, each with a salt of its own; two at a time, because hashing lets other threads run.
    with ThreadPoolExecutor(max_workers=2) as hashing:
        hashes = list(hashing.map(hash_of, [PASSPHRASE] * len(PEOPLE)))
    with declared(person=None, organisation=None, reason="Entered the demonstration's bodies and people"):
        bodies = {
            name: enter(
                name=name,
                sector=sector,
                origin="demonstration",
                nation=HomeNation.ENGLAND,
                size_band=size,
                invented=True,
            )
            for name, sector, size in BODIES
        }
        Organisation.objects.filter(pk__in=[body.pk for body in bodies.values()]).update(takes_part=True)
        for invented, password in zip(PEOPLE, hashes, strict=True):
            person = Person.objects.create(
                email=invented.email,
                name=invented.name,
                job_title=invented.works_as,
                password=password,
                last_login=at - timedelta(days=1),
            )
            for role in invented.roles:
                Membership.objects.create(
                    person=person,
                    organisation=bodies[invented.organisation],
                    role=role,
                    from_day=since,
                )
    actors = cast(on=at.date())
    for invented in PEOPLE:
        if invented.opens_bids:
            set_passphrase(by=actors[invented.name], passphrase=PASSPHRASE, at=at)


def cast(*, on: date) -> dict[str, Actor]:
    """Everyone by name, acting for their own organisation."""
    bodies = {body.name: body for body in Organisation.objects.filter(invented=True)}
    people = {
        person.email: person for person in Person.objects.filter(email__in=[each.email for each in PEOPLE])
    }
    actors = {
        each.name: actor_for(person=people[each.email], organisation=bodies[each.organisation], on=on)
        for each in PEOPLE
    }
    return {name: actor for name, actor in actors.items() if actor is not None}
