"""`fourfold setup`: from nothing to a site that can be looked at, and safe to run again."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.organisations.actions.reference_lists import load
from fourfold.hub.commands import demonstration

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

Result = TypeVar("Result")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "setup",
        help="Make the database, load the national lists and the demonstration. Keeps what is there.",
    )
    verb.add_argument(
        "--without-demonstration", action="store_true", help="Leave out the invented council and its people."
    )
    verb.set_defaults(run=setup)


def setup(given: argparse.Namespace) -> int:
    """Each step says what it does and how long it took, on standard error; who can sign in goes to standard output."""
    _step("The database", lambda: call_command("migrate", verbosity=0, interactive=False))
    _step("Pictures and styles", lambda: call_command("collectstatic", verbosity=0, interactive=False))
    _step("Councils and landlords", load)
    if given.without_demonstration:
        return 0
    now = timezone.now()
    try:
        made = _step("The demonstration", lambda: demonstration.make(at=now, hash_of=make_password))
    except demonstration.CannotMake as problem:
        raise CommandRefused(str(problem)) from problem
    if not made:
        print("The demonstration is there already; what was entered since is kept.", file=sys.stderr)
    print(demonstration.who_can_sign_in(settings.SITE_ADDRESS))
    return 0


def _step(what: str, do: Callable[[], Result]) -> Result:
    print(f"{what} …", end="", file=sys.stderr, flush=True)
    began = time.monotonic()
    result = do()
    print(f" {time.monotonic() - began:.1f} s", file=sys.stderr)
    return result
