from django.db import models

from fourfold.define.rules.themes import THEME_WORDS
from fourfold.ground.organisations.tables import Sector, SizeBand
from fourfold.ground.organisations.tenancy import Owned


class CountedWithPeers(Owned):
    """An organisation's setting: what its priorities are about may count in comparisons before its policy is published."""

    counted = models.BooleanField(default=False)
    decided_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        verbose_name_plural = "counted with peers"
        constraints = (
            models.UniqueConstraint(fields=("owner",), name="counted_with_peers_once_for_each_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.owner}: {'counted' if self.counted else 'not counted'}"


class PeerCount(models.Model):
    """Of a group of organisations, how many have a priority of a theme. Made anew each night of `rules.peers`; nobody's own,
    and read by everyone. `count` is empty where it is withheld.
    """

    sector = models.CharField(max_length=24, choices=Sector.choices)
    # Empty for the sizes that have too few of their own.
    size_band = models.CharField(max_length=24, choices=SizeBand.choices, blank=True)
    organisations = models.PositiveIntegerField()
    theme = models.CharField(
        max_length=12, choices=[(theme.value, words) for theme, words in THEME_WORDS.items()]
    )
    count = models.PositiveIntegerField(null=True)
    counted_on = models.DateField()

    # It is made of what is kept elsewhere.
    trailed = False

    class Meta:
        ordering = ("sector", "size_band", "pk")
        constraints = (
            models.UniqueConstraint(fields=("sector", "size_band", "theme"), name="peer_count_once"),
        )

    def __str__(self) -> str:
        return f"{self.sector} {self.size_band}: {self.count} with {self.theme}"
