"""What somebody proves besides their password."""

from django.db import models

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.people.tables import Person


class SecondStep(models.Model):
    """An app that shows codes for this person. The seed is encrypted; of each code's thirty seconds one use counts."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    seed = models.CharField(max_length=200)
    set_up_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    trail_leaves_out = ("seed", "last_step")

    def __str__(self) -> str:
        return f"Second step of {self.person} since {self.set_up_at}"


class RecoveryCode(models.Model):
    """A code that stands in for the app once, known by its digest."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    trail_leaves_out = ("digest",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "digest"), name="recovery_code_once"),)

    def __str__(self) -> str:
        return f"Recovery code of {self.person}, {'used' if self.used_at else 'not used'}"


class SignInLink(models.Model):
    """Somebody asked for a link to sign in. Without a person nobody has that address: the row is there all the same."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    asked_at = models.DateTimeField()
    good_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(good_until__gt=models.F("asked_at")), name="sign_in_link_lasts_a_while"
            ),
        )

    def __str__(self) -> str:
        return f"Link to sign in until {self.good_until}"
