"""The pages on which a bidder writes, uploads, sends and takes away a bid, from the public page of the tender on."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions import exclusion
from fourfold.integrate.models import Bid, BidState, OpenedFile
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_fields import BidField, Kind
from tests.builders.browsing import signed_in, source, words
from tests.builders.integrate import Tender, a_bidder, a_tender, declares, opens
from tests.builders.workbooks import a_pdf, filled
from tests.ground.mail.written import mails_to

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender(monkeypatch: pytest.MonkeyPatch) -> Tender:
    """Open now: pages go by the clock."""
    return a_tender(closes_at=timezone.now() + timedelta(hours=1), at=timezone.now() - timedelta(hours=1))
