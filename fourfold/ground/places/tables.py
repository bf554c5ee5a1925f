"""Places that statistics know: councils' areas, regions, nations. Points only; boundaries come when they are imported."""

from django.db import models


class Place(models.Model):
    """An area with an official code (GSS), so that need and delivery can be set beside each other."""

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=200)
    nation = models.CharField(max_length=20)
    region = models.CharField(max_length=60, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
