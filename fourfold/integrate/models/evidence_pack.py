from typing import ClassVar

from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class EvidencePack(Owned):
    """A signed archive of a whole procedure, as it stood at a moment. The file lies in the store of files by its hash."""

    kept_while: ClassVar[str] = "1 = 1"

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="evidence_packs")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    file = models.ForeignKey("ground.EvidenceFile", models.PROTECT, related_name="+")
    entries = models.PositiveIntegerField()
    manifest_sha256 = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64, help_text="Ed25519, in hexadecimal digits.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Evidence pack of {self.procurement}"
