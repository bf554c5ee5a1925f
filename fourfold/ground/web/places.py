"""Naming a place in any form: its name as people write it, or its official code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.places.queries import is_meant, places_meant
from fourfold.ground.places.tables import Place


class PlaceField(forms.CharField):
    """Cleans to the Place that was named, or None where it may stay empty. One not known is answered with likely ones."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", say("The council area, for example Cardiff or Tower Hamlets"))
        super().__init__(max_length=200, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Place) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value.name if isinstance(value, Place) else value)
        if not text:
            return None
        meant = places_meant(text)
        if len(meant) == 1 and is_meant(meant[0], text):
            return meant[0]
        if meant:
            # Two areas of one name are told apart by their codes.
            same = len({place.name for place in meant}) < len(meant)
            offered = [f"{place.name} ({place.code})" if same else place.name for place in meant]
            message = say(
                "We know no council area called exactly “{text}”. Did you mean {offered}?",
                text=text,
                offered=say_joined(offered, last="or"),
            )
            raise ValidationError(message, "unknown")
        message = say(
            "We know no council area called “{text}”. Check the spelling, or leave it empty", text=text
        )
        raise ValidationError(message, "unknown")
