"""How much room the files of an organisation take, and that they take no more than there is for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Count, Sum

from fourfold.ground.files.refusals import NoRoom, NotAccepted
from fourfold.ground.files.tables import EvidenceFile, RefusedFile, ResumableUpload
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.ground.people.actor import Actor

KIBIBYTE: Final = 1024
MEBIBYTE: Final = 1024 * 1024
MOST_WITH_DECIMALS: Final = 100 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Room:
    """In bytes. A content that several records name is counted once; of uploads under way, what they will be.

    `whole` is None where nothing is bounded.
    """

    kept: int
    arriving: int
    files: int
    whole: int | None

    @property
    def used(self) -> int:
        return self.kept + self.arriving

    @property
    def in_words(self) -> str:
        if self.whole is None:
            return say("{used} used", used=in_words(self.used))
        return say("{used} of {whole} used", used=in_words(self.used), whole=in_words(self.whole))


def check_can_see_room(by: Actor) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("see what room its files take"))


def can_see_room(by: Actor) -> bool:
    try:
        check_can_see_room(by)
    except NotAllowed:
        return False
    return True


def in_words(size: int) -> str:
    """In the unit that fits, and never nought for something."""
    if size < MEBIBYTE:
        return f"{-(-size // KIBIBYTE):,} KB"
    decimals = 1 if size < MOST_WITH_DECIMALS else 0
    return f"{size / MEBIBYTE:,.{decimals}f} MB"


def whole_room() -> int | None:
    quota: int = settings.QUOTA_BYTES
    return quota or None


def room_of(*, owner: int) -> Room:
    """Asked as the owner, or as maintenance."""
    contents = EvidenceFile.objects.filter(owner_id=owner).values("sha256", "size").distinct()
    found = contents.aggregate(kept=Sum("size"), files=Count("sha256"))
    arriving = under_way(owner=owner).aggregate(size=Sum("size"))["size"] or 0
    return Room(kept=found["kept"] or 0, arriving=arriving, files=found["files"], whole=whole_room())


def under_way(*, owner: int) -> QuerySet[ResumableUpload]:
    """Those that have ended count until they are swept away: their bytes lie there still."""
    return ResumableUpload.objects.filter(owner_id=owner, became="")


def largest_files(*, owner: int, most: int) -> list[EvidenceFile]:
    """Of one content the first that came."""
    rows = EvidenceFile.objects.filter(owner_id=owner).select_related("uploaded_by").order_by("-size", "pk")
    seen: dict[str, EvidenceFile] = {}
    for row in rows[: most * 4]:
        seen.setdefault(row.sha256, row)
    return list(seen.values())[:most]


def refused_files(*, owner: int) -> QuerySet[RefusedFile]:
    """Those in which a virus was found, the latest first."""
    return RefusedFile.objects.filter(owner_id=owner).select_related("sent_by").order_by("-sent_at", "-pk")


def hold_room(*, owner: int) -> None:
    """Until the end of the transaction nobody else takes room of `owner`: else two who came together would both find the last.

    Of use inside a transaction alone. The embedded database lets one writer in at a time as it is.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=owner)


def check_room(*, by: Actor, owner: int, root: str, sha256: str, size: int, name: str) -> None:
    """Raises NotAccepted where the record `root` has as many files as it may, and NoRoom where its owner has none for this one.

    Inside the caller's change, which the file's row is made in.
    """
    hold_room(owner=owner)
    files = EvidenceFile.objects.filter(owner_id=owner)
    most = settings.EVIDENCE_MOST_OF_A_RECORD
    if files.filter(root=root).count() >= most:
        message = say(
            "“{name}” would be one file too many: a record holds {most}. Put several pages into one PDF.",
            name=name,
            most=most,
        )
        raise NotAccepted(message)
    if not files.filter(sha256=sha256).exists():
        check_fits(by=by, owner=owner, size=size, name=name)


def check_fits(*, by: Actor, owner: int, size: int, name: str) -> None:
    """Raises NoRoom where the owner has no room for `size` bytes more."""
    room = room_of(owner=owner)
    if room.whole is None or room.used + size <= room.whole:
        return
    if owner == by.organisation_id:
        message = say(
            "“{name}” needs {size}, and of the {whole} for files of {organisation_name} "
            "{used} are used. Make it smaller, or ask an administrator of {organisation_name} for "
            "more room.",
            name=name,
            size=in_words(size),
            whole=in_words(room.whole),
            organisation_name=by.organisation_name,
            used=in_words(room.used),
        )
        raise NoRoom(message)
    # How much another organisation keeps is not for those who report to it.
    whose = Organisation.objects.get(pk=owner).name
    message = say(
        "“{name}” needs {size}, and {whose} has no such room left for files. Make it smaller, or "
        "tell {whose}.",
        name=name,
        size=in_words(size),
        whose=whose,
    )
    raise NoRoom(message)
