"""What room the files of one's organisation take, and which take most of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.files import room
from fourfold.ground.web.access import actor_of, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_NAMED: Final = 20
# From this part of the whole on it is said that it will not last.
NEARLY: Final = 0.9


@require_safe
@signed_in
def room_for_files(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    room.check_can_see_room(by)
    found = room.room_of(owner=by.organisation_id)
    return render(
        request,
        "ground/web/files/room/page.jinja",
        {
            "by": by,
            "room": found,
            "nearly_full": found.whole is not None and found.used >= found.whole * NEARLY,
            "largest": [
                (file, room.in_words(file.size))
                for file in room.largest_files(owner=by.organisation_id, most=MOST_NAMED)
            ],
            "refused": list(room.refused_files(owner=by.organisation_id)[:MOST_NAMED]),
            "size": room.in_words,
        },
    )
