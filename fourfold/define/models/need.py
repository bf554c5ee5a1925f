from django.db import models
from django.db.models import Q

from fourfold.define.models.priority import Priority
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.places.tables import Place


class NeedPlace(Owned):
    """A place whose need stands beside the priorities of its owner."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("owner", "place"), name="need_place_once"),)

    def __str__(self) -> str:
        return f"Need of {self.place}"


class PriorityNeed(Owned):
    """A figure that somebody chose to stand beside a priority: a domain of the indices, or an imported figure's title."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="needs")
    figure = models.CharField(max_length=220)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("priority", "figure"), name="priority_need_once"),)

    def __str__(self) -> str:
        return f"{self.figure} beside {self.priority}"


class NeedImport(Owned):
    """A file of figures by area. It is looked at first; from `taken_on` it counts, and once undone no longer."""

    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    edition = models.CharField(max_length=12)
    as_of = models.DateField(help_text="The day or the last day of the time that the figures are of.")
    source_title = models.CharField(max_length=300)
    source_publisher = models.CharField(max_length=200)
    source_href = models.URLField(max_length=400, blank=True)
    licence = models.CharField(max_length=120)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    faults = models.JSONField(default=list, help_text="Sentences, each about a line that was left out.")
    read_on = models.DateField()
    taken_on = models.DateField(null=True)
    undone_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(edition__in=("authorities", "2011", "2021")), name="need_import_edition_known"
            ),
            models.CheckConstraint(
                condition=Q(undone_on=None) | Q(taken_on__isnull=False), name="need_import_undone_after_taken"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.file_name}"


class NeedFigure(Owned):
    """A figure of an area, of the edition that its import says."""

    taken_from = models.ForeignKey(NeedImport, models.CASCADE, related_name="figures")
    code = models.CharField(max_length=9)
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("taken_from", "code"), name="need_figure_area_once"),)

    def __str__(self) -> str:
        return f"{self.value} in {self.code}"
