"""Who wants which mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.mail.tables import MailRefusal

if TYPE_CHECKING:
    from fourfold.ground.mail.kinds import MailKind
    from fourfold.ground.people.tables import Person


def wants(*, person: Person, kind: MailKind) -> bool:
    return kind.essential or not MailRefusal.objects.filter(person=person, kind=kind.name).exists()


def refused_by(person: Person) -> set[str]:
    """The kinds that the person wants no mail of."""
    return set(MailRefusal.objects.filter(person=person).values_list("kind", flat=True))
