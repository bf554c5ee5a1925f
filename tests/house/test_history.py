"""Every page of a record says what became of the record, to those whose it is and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.spine.registry import KINDS, strip
from fourfold.hub.commands.demonstration.cast import COUNCIL
from fourfold.integrate.models import Commitment
from fourfold.measure.models import AccountLine
from tests.builders.everyone import HERE, make_world
from tests.house.test_who_may import NOON, REGISTER, lines

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from fourfold.ground.spine.registry import Strip
    from tests.builders.everyone import World

HISTORY = "History of "
# Pages of a record that leave its history to another page, and answers that are no pages.
ELSEWHERE_TOLD = {
    "organisation": "the directory is nobody's own, so its trail has no owner to be told it",
    "policy_tasks": "the version's own page tells it",
    "compare_versions": "the pages of its two versions tell it",
    "public_policy": "the version's own page tells it",
    "public_policy_version": "the version's own page tells it",
    "joint_part": "what became of it is the lead’s to know, whose own page tells it; each answer stands here with its day",
    "proportion": "worked out anew from the procurement, whose own page tells it",
    "try_method": "invented bids, of which nothing is kept",
    "bidder_questions": "the procurement's own page tells it",
    "tender_method": "frozen when the tender opened; the tender's own page tells it",
    "tender_guide": "made of the tender, whose own page tells it",
    "tender_schedule": "made of the tender, whose own page tells it",
    "agreement": "the evaluation's own page tells it",
    "compare_bids": "the evaluation's own page tells it",
    "robustness": "worked out anew from locked points; the evaluation's own page tells it",
    "feasibility": "the evaluation's own page tells it",
    "pack_measure": "the pack's own page tells it",
    "moderate_consultation": "the consultation's own page tells it",
    "bid_kept": "a draft's content and changes are for nobody but who writes it",
    "first_stage": "the procurement's own page tells it",
    "award_report": "the evaluation tells it",
    "tell_outcome": "the evaluation tells it",
    "outcome_letter": "the evaluation tells the buyer; a letter that was sent never changes",
    "notices": "the procurement's own page tells it",
    "variations": "the page of each variation tells it",
    "wave_instrument": "the wave's own page tells it",
    "print_instrument": "a version never changes; the wave's own page tells when it was taken in",
    "wave_frame": "the wave's own page tells it",
    "frame_organisations": "the wave's own page tells it",
    "frame_organisation": "the wave's own page tells it",
    "value_map_ranges": "worked out anew from the map, whose own page tells it",
    "frame_list": "the wave's own page tells it",
    "call_queue": "worked out anew; the page of each contact tells what came of asking",
    "diary": "the wave's own page tells it",
    "wave_answers": "the wave's own page tells it",
    "organisation_answers": "shows every answer as it was given; the wave's own page tells the rest",
    "wave_progress": "worked out anew; the wave's own page tells what was set",
    "evidence": "sends on to the file",
    "evidence_content": "a file",
    "filled_workbook": "a file, or the way to the code that opens it",
    "offer": "whose it is reads there what became of it; here it is a supplier's",
    "opened_file": "a file",
}


@pytest.fixture
def world(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    settings.FILES_DIR = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_world(register=REGISTER.read_bytes())


def test_every_page_of_a_record_tells_its_history_to_its_owner_alone(world: World) -> None:
    pages = [
        line
        for line in lines(world)
        if "<str:ref>" in line.route and line.sees and not line.sends and line.name not in ELSEWHERE_TOLD
    ]
    assert len(pages) > 20, "the table gave fewer pages of records than the site has"
    faults = []
    for line in pages:
        owner = next((who for who in HERE if who in line.sees), "its supplier")
        answer = world.clients[owner].get(line.path)
        if not answer.headers["Content-Type"].startswith("text/html"):
            # A file to take away is no page.
            continue
        if HISTORY not in answer.content.decode():
            faults.append(
                f"{line.name}: {line.path} tells {owner} nothing of what became of it. Give the page `history_of(…)` and "
                "`ui.history(…)`, or say in ELSEWHERE_TOLD which page tells it."
            )
        faults += [
            f"{line.name}: {line.path} tells {who} what only its owner may know"
            for who in ("lead elsewhere", "another supplier", "signed out")
            if who in line.sees and HISTORY in world.clients[who].get(line.path).content.decode()
        ]
    assert not faults, "\n".join(faults)


def test_every_kind_on_the_spine_has_a_page_with_its_history(world: World) -> None:
    council = Organisation.objects.get(name=COUNCIL, invented=True)
    with as_tenant(council.pk):
        line = AccountLine.objects.filter(account__state="published")[0]
        commitment = Commitment.objects.get(pk=line.commitment_id)
        found = strip("commitment", commitment.ref)
    assert found is not None
    pages = _pages(found)
    without = [kind for kind in KINDS if not pages.get(kind)]
    assert not without, f"{without}: this kind of the spine has no page, so nobody can read its history."
    client = world.clients["lead"]
    silent = [
        f"{kind} ({href})" for kind, href in pages.items() if HISTORY not in client.get(href).content.decode()
    ]
    assert not silent, f"{silent}: these kinds of the spine lead to a page without history."


def _pages(found: Strip) -> dict[str, str]:
    """By kind, the page of its first step."""
    steps = [found.this, *(step for level in (*found.above, *found.below) for step in level.steps[:1])]
    return {step.kind: step.href.partition("#")[0] for step in steps}
