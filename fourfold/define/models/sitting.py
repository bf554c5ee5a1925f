from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class Sitting(Owned):
    """The answers so far of somebody who writes a policy in one sitting, so that nothing is lost when they leave.

    Deleted when the draft is made of them.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    kept_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("owner", "person"), name="sitting_one_for_each_person"),
        )

    def __str__(self) -> str:
        return f"Answers of {self.kept_at}"
