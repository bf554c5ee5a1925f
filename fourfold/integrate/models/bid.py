from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.procurement import Procurement


class BidState(models.TextChoices):
    DRAFT = "draft", say("Draft")
    SEALED = "sealed", say("Sealed")
    WITHDRAWN = "withdrawn", say("Withdrawn")
    REPLACED = "replaced", say("Replaced by a later one")
    LATE = "late", say("Came too late")
    EXCLUDED = "excluded", say("Excluded")
    OPENED = "opened", say("Opened")
    SCORED = "scored", say("Scored")
    WON = "won", say("Won")
    LOST = "lost", say("Not successful")


_S = BidState
VALID_TRANSITIONS: dict[BidState, frozenset[BidState]] = {
    _S.DRAFT: frozenset({_S.SEALED, _S.LATE}),
    _S.SEALED: frozenset({_S.WITHDRAWN, _S.REPLACED, _S.EXCLUDED, _S.OPENED}),
    _S.OPENED: frozenset({_S.SCORED, _S.EXCLUDED}),
    # Excluded then only where an award was set aside: see fourfold.integrate.actions.exclusion.
    _S.SCORED: frozenset({_S.WON, _S.LOST, _S.EXCLUDED}),
    # An award that is set aside goes back to evaluation.
    _S.WON: frozenset({_S.SCORED}),
    _S.LOST: frozenset({_S.SCORED}),
    _S.WITHDRAWN: frozenset(),
    _S.REPLACED: frozenset(),
    _S.LATE: frozenset(),
    _S.EXCLUDED: frozenset(),
}


class Bid(Owned):
    """A bid, owned by its bidder. `blob` is unreadable to the server: a draft under a key that only the bidder holds, a
    sealed bid under the tender's. `received_at` is when the first byte of it reached us; the receipt prints it.

    Of a sealed bid `own_copy` is the bidder's, under the key of its resume code, and `contained` says how many of each kind of
    field it fills in.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="bids")
    state = models.CharField(max_length=10, choices=BidState.choices, default=BidState.DRAFT)
    blob = models.BinaryField()
    # Asked for by whoever checks a receipt.
    blob_sha256 = models.CharField(max_length=64, db_index=True)
    saved_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True, help_text="Why excluded or withdrawn.")
    own_copy = models.BinaryField(null=True)
    contained = models.JSONField(default=dict)

    trail_leaves_out = ("blob", "own_copy")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("procurement", "owner"),
                condition=Q(state="draft"),
                name="bid_one_draft",
            ),
            models.UniqueConstraint(
                fields=("procurement", "owner"),
                condition=Q(state="sealed"),
                name="bid_one_sealed",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(received_at__isnull=False),
                name="bid_received_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="excluded") | ~Q(reason=""), name="bid_excluded_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"Bid {self.ref}"
