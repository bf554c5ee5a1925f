"""Accounts by the words in their titles."""

from __future__ import annotations

from fourfold.measure.models import Account


def find_accounts(words: str, *, most: int) -> list[tuple[str, str]]:
    """Up to `most` (title, address) that the tenant of the moment may see."""
    return [
        (f"{each.title}, {each.owner.name}", f"/measure/accounts/{each.ref}/")
        for each in Account.objects.filter(title__icontains=words).select_related("owner")[:most]
    ]
