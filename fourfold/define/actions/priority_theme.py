"""What a priority is about, said by the lead. It stands beside the priority, so an adopted one may still be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.actions.needs import check_can_choose_beside
from fourfold.define.models import PriorityTheme
from fourfold.define.rules.themes import Theme
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change, update

if TYPE_CHECKING:
    from fourfold.define.models import Priority
    from fourfold.ground.people.actor import Actor


def tell(*, by: Actor, priority: Priority, theme: str) -> None:
    """`theme` is one of `rules.themes`, or empty: then its measures tell again."""
    check_can_choose_beside(by, priority)
    if theme and theme not in set(Theme):
        raise Refused(say("Choose what it is about"), field="theme")
    with change(by=by, owner=priority.owner_id, reason=say("Said what a priority is about")):
        standing = PriorityTheme.objects.filter(priority=priority).first()
        if standing is None:
            if theme:
                PriorityTheme.objects.create(
                    owner_id=priority.owner_id, root=priority.root, priority=priority, theme=theme
                )
        elif not theme:
            standing.delete()
        elif standing.theme != theme:
            update(standing, version=standing.version, theme=theme)
