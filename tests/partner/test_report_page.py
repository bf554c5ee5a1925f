"""A file that cannot be taken is refused beside its field, and what was typed is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.partner.models import Delivery
from tests.builders.browsing import signed_in
from tests.builders.promises import Promise, a_promise
from tests.ground.files.made import a_pdf, an_office_file

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

pytestmark = pytest.mark.django_db

WORDS = "Ten apprentices started in October, at two depots."


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


def sent(promise: Promise, *files: tuple[str, bytes]) -> Any:
    """The answer to the supplier's form, filled in as it should be, with these files."""
    client = signed_in(promise.reporter)
    address = reverse("report_delivery", kwargs={"ref": promise.contract.ref, "number": 1})
    page = client.get(address).content.decode()
    once = page.split('name="once" value="')[1].split('"')[0]
    return client.post(
        address,
        {
            "once": once,
            "quantity": "10",
            "starts_on": "1 October 2026",
            "ends_on": "31 October 2026",
            "words": WORDS,
            "place": "",
            "recipient": "",
            "about": "Registers",
            "evidence": [SimpleUploadedFile(name, content) for name, content in files],
        },
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.docx", an_office_file(parts={"word/vbaProject.bin": b"x"}), "contains macros"),
        ("plan.pdf", a_pdf(script="app.alert(1)"), "contains a script"),
        ("plan.zip", b"PK\x05\x06" + bytes(18), "is an archive"),
        ("empty.pdf", b"", "is empty"),
        ("plan.jpg", b"\xff\xd8\xff\xe0 cut", "is a damaged picture"),
    ],
    ids=["macros", "script", "archive", "empty", "damaged"],
)
def test_a_refusal_stands_beside_the_field_and_nothing_typed_is_lost(
    name: str, content: bytes, says: str
) -> None:
    promise = a_promise()
    answer = sent(promise, ("good.txt", b"Seen on site"), (name, content))
    page = answer.content.decode()
    assert answer.status_code == 422
    error = page.split('id="id_evidence-error"')[1].split("</p>")[0]
    assert f"“{name}” {says}" in error
    assert WORDS in page
    assert 'value="Registers"' in page
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()
        assert not EvidenceFile.objects.exists()


def test_files_that_can_be_taken_are_kept_under_their_true_kind() -> None:
    promise = a_promise()
    answer = sent(promise, ("minutes.doc", an_office_file()), ("plan.bin", a_pdf()))
    assert answer.status_code == 302
    with as_tenant(promise.buyer.pk):
        assert sorted(EvidenceFile.objects.values_list("name", flat=True)) == ["minutes.docx", "plan.pdf"]
