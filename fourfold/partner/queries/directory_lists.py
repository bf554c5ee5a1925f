"""The lists that an organisation brought into the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.partner.models import DirectoryList

if TYPE_CHECKING:
    from django.db.models import QuerySet


def lists_of(owner: int) -> QuerySet[DirectoryList]:
    """The latest first, without their files."""
    return (
        DirectoryList.objects.filter(owner_id=owner)
        .defer("content", "checked", "left_out")
        .order_by("-at", "-pk")
    )


def list_with(*, owner: int, ref: str) -> DirectoryList | None:
    found: DirectoryList | None = DirectoryList.objects.filter(owner_id=owner, ref=ref).first()
    return found
