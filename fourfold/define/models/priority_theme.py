from django.db import models

from fourfold.define.models.priority import Priority
from fourfold.define.rules.themes import THEME_WORDS
from fourfold.ground.organisations.tenancy import Owned


class PriorityTheme(Owned):
    """What somebody says a priority is about. It stands beside the priority and is no part of the policy's text."""

    priority = models.OneToOneField(Priority, models.CASCADE, related_name="theme")
    theme = models.CharField(
        max_length=12, choices=[(theme.value, words) for theme, words in THEME_WORDS.items()]
    )

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.priority} is about {self.get_theme_display()}"
