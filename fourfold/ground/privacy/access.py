"""All that is held of one person, for that person: their own words and deeds, and nothing of anyone else.

It goes by the record of processing: where a column names the person, the columns that the record gives to that column are
theirs. Free text is theirs to have, but the names and addresses of others who sign in are taken out of it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from jinja2 import Environment, PackageLoader, StrictUndefined

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Membership, Person
from fourfold.ground.privacy.document import facts
from fourfold.ground.privacy.record import OTHERS, SELF, Line, processing
from fourfold.ground.privacy.withheld import withheld
from fourfold.ground.trail.tables import TrailEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

ANOTHER: Final = say("[another person]")
# More of one kind stand in the JSON alone: no browser shows a page of a hundred thousand rows.
MOST_ON_THE_PAGE: Final = 500
_SECRET: Final = {"password"}


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one table in which one column names the person, with what of them is theirs, as JSON has it."""

    line: Line
    table: str
    as_what: str
    rows: list[dict[str, Any]]


def held_about(*, person: Person, organisation: int | None) -> list[Found]:
    """Everything, or what `organisation` holds of them. Reads past the walls, and gives only what is the person's."""
    with as_tenant(MAINTENANCE):
        others = _Others(person)
        found = [
            one for line in processing().values() for one in _of_line(line, person, organisation, others)
        ]
    return [one for one in found if one.rows]


def packet(*, person: Person, organisation: Organisation | None, at: datetime) -> bytes:
    """A ZIP of `everything.json`, and of `index.html` with `style.css` for reading without any program."""
    found = held_about(person=person, organisation=organisation.pk if organisation else None)
    whose = {"name": person.name, "reference": person.ref}
    told = {
        "person": whose,
        "made_at": at.isoformat(),
        "held_by": organisation.name if organisation else say("every organisation on this site"),
        "records": [
            {
                "record": one.line.title,
                "table": one.table,
                "you_are_its": one.as_what,
                **{name.lower().replace(" ", "_"): words for name, words in facts(one.line, one.line.kept)},
                "rows": one.rows,
            }
            for one in found
        ],
    }
    pages = Environment(
        loader=PackageLoader("fourfold.ground.privacy", "packet"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = pages.get_template("index.jinja").render(
        whose=whose,
        at=timezone.localtime(at),
        held_by=told["held_by"],
        groups=_by_line(found),
        facts=facts,
        most=MOST_ON_THE_PAGE,
    )
    style = pages.get_template("style.css").render()
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        archive.writestr("style.css", style)
        archive.writestr("everything.json", json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return kept.getvalue()


def _by_line(found: list[Found]) -> list[tuple[Line, list[Found]]]:
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.line.key, []).append(one)
    return [(processing()[key], group) for key, group in groups.items()]


def _of_line(line: Line, person: Person, organisation: int | None, others: _Others) -> Iterator[Found]:
    for table, by_person in line.tables.items():
        model: type[Model] = apps.get_model(table)
        for column, columns in by_person.items():
            if column == OTHERS:
                continue
            named = {"pk": person.pk} if column == SELF else {column: person.pk}
            rows: QuerySet[Any] = model._base_manager.filter(**named).order_by("pk")
            if organisation is not None and column != SELF:
                reached = _held_by(model, organisation)
                if reached is None:
                    continue
                rows = rows.filter(reached).exclude(withheld(table))
            as_what = "self" if column == SELF else _label(model, column)
            yield Found(line, str(model._meta.verbose_name), as_what, _rows(rows, model, columns, others))


def _label(model: type[Model], column: str) -> str:
    return str(getattr(model._meta.get_field(column), "verbose_name", column))


def _held_by(model: type[Model], organisation: int) -> Q | None:
    """Which rows the organisation holds; None where it holds none of this table, as of what is the installation's own."""
    if model is Membership:
        return Q(organisation=organisation)
    if model is TrailEntry:
        return Q(owner=organisation) | Q(other_owner=organisation)
    if any(field.name == "owner" for field in model._meta.concrete_fields):
        return Q(owner=organisation)
    return None


def _rows(
    rows: QuerySet[Any], model: type[Model], columns: list[str], others: _Others
) -> list[dict[str, Any]]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    reference = ["ref"] if "ref" in fields else []
    shown = [name for name in (*reference, *columns) if name not in _SECRET]
    names = {name: str(fields[name].verbose_name) for name in shown}
    return [
        {names[name]: others.taken_out_of(_plain(value)) for name, value in zip(shown, values, strict=True)}
        for values in rows.values_list(*shown)
    ]


class _Others:
    """The names and e-mail addresses of everyone else who works, or worked, where this person does or did."""

    def __init__(self, person: Person) -> None:
        where = Membership.objects.filter(person=person).values("organisation")
        people = Person.objects.filter(memberships__organisation__in=where).exclude(pk=person.pk).distinct()
        words = {word for pair in people.values_list("name", "email") for word in pair if word}
        words -= {person.name, person.email}
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        self._pattern = (
            re.compile(
                rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in longest_first)})(?!\w)", re.IGNORECASE
            )
            if longest_first
            else None
        )

    def taken_out_of(self, value: Any) -> Any:
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(ANOTHER, value)
        if isinstance(value, dict):
            return {key: self.taken_out_of(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.taken_out_of(each) for each in value]
        return value


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case bytes() | memoryview():
            return b64encode(bytes(value)).decode()
        case _:
            return value
