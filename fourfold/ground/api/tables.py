"""What the API keeps for itself: answers to repeat."""

from django.db import models

from fourfold.ground.people.token_table import AccessToken


class RememberedAnswer(models.Model):
    """What a request with an Idempotency-Key was answered, so that the same sent again is answered the same.

    Kept for a day, and given to the bearer of the same token alone.
    """

    token = models.ForeignKey(AccessToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    # Of the method, the address and the body: another request may not come under this key.
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    trailed = False

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="remembered_answer_once"),)

    def __str__(self) -> str:
        return f"{self.status} to {self.key}"
