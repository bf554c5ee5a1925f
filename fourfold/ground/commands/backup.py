"""`fourfold backup` and `fourfold restore`: everything in one file, and back."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.commands.audit import kept_heads
from fourfold.ground.operation import backup, rehearsal, restore
from fourfold.ground.operation.archive import BadArchive
from fourfold.ground.operation.engines.postgresql import ProgramFailed

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

SECRETS_APART = (
    "The secrets are not in it. Keep them too, and apart from it: FOURFOLD_SECRET_KEY and FOURFOLD_SEALING_SECRET, or the "
    "files secret-key and sealing-secret in the data directory. Without the sealing secret, tenders that are not opened "
    "yet can never be opened."
)
SECRETS_IN_IT = "The secrets are in it: whoever has this file and two openers' passphrases can open bids. Keep it locked away."


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = subparsers.add_parser(
        "backup", help="Write the database and all evidence into one file, while the site goes on."
    )
    made.add_argument("file", metavar="FILE", type=Path)
    made.add_argument("--overwrite", action="store_true", help="Replace FILE where it is there already.")
    made.add_argument("--with-secrets", action="store_true", help="Put the two secrets in as well.")
    made.add_argument(
        "--check", action="store_true", help="Then restore it into a scratch database and compare."
    )
    made.set_defaults(run=_backup)
    back = subparsers.add_parser(
        "restore", help="Put a backup back. Stop the site first; refuses where data is there already."
    )
    back.add_argument("file", metavar="FILE", type=Path)
    back.add_argument(
        "--seal", default="", metavar="HEX", help="The seal that `backup` printed, from where you keep it."
    )
    back.add_argument(
        "--head", metavar="FILE", type=Path, help="Check the trail against heads that `audit head` gave."
    )
    back.add_argument("--with-secrets", action="store_true", help="Put back the secrets that are in it.")
    back.add_argument(
        "--rehearse",
        action="store_true",
        help="Only try it, in a scratch database; what is here stays as it is.",
    )
    over = back.add_mutually_exclusive_group()
    over.add_argument(
        "--replace", action="store_true", help="Replace the data that is here, after a backup of it."
    )
    over.add_argument(
        "--discard", action="store_true", help="Replace the data that is here, without a backup of it."
    )
    back.set_defaults(run=_restore)


def _backup(given: argparse.Namespace) -> int:
    made = _make(given.file, at=timezone.now(), with_secrets=given.with_secrets, overwrite=given.overwrite)
    if given.check:
        _rehearse(given.file, made.seal)
        _tell("Restored into a scratch database: every count agrees and the trail verifies.")
    for name in made.missing:
        _tell(f"A row names the file {name}, which is not there or is damaged. It is not in the backup.")
    _tell(SECRETS_IN_IT if made.secrets else SECRETS_APART)
    _tell("Keep the seal elsewhere than the file: `restore --seal` then knows that nobody altered it.")
    print(json.dumps(asdict(made), indent=2))
    return 0


def _restore(given: argparse.Namespace) -> int:
    if not given.file.is_file():
        raise CommandRefused(f"There is no file {given.file}.")
    if given.rehearse:
        print(_rehearse(given.file, given.seal), end="")
        return 0
    kept = kept_heads(given.head) if given.head else []
    try:
        if not given.discard and not restore.target_is_empty():
            _keep_what_is_here(given, at=timezone.now())
        done = restore.restore(file=given.file, seal=given.seal, kept=kept, with_secrets=given.with_secrets)
    except (BadArchive, restore.CannotRestore) as refusal:
        raise CommandRefused(f"{refusal} Nothing was restored.") from refusal
    except DatabaseError as problem:
        raise CommandRefused(
            f"The database does not answer ({type(problem).__name__}). Nothing was restored."
        ) from problem
    for name in done.other_secrets:
        _tell(_of_secret(name))
    for name in done.missing:
        _tell(f"The file {name} was missing when the backup was made.")
    if done.migrations_to_apply:
        _tell(
            f"It is of an older Fourfold. Its rows and heads agree; now run `fourfold django migrate` "
            f"({done.migrations_to_apply} to apply) and then `fourfold audit verify`."
        )
    _tell("Restored. Start the site, and run `fourfold doctor`.")
    print(json.dumps(asdict(done), indent=2))
    return 0


def _make(file: Path, *, at: datetime, with_secrets: bool, overwrite: bool) -> backup.Made:
    try:
        return backup.make(file=file, at=at, with_secrets=with_secrets, overwrite=overwrite)
    except backup.CannotBackUp as refusal:
        raise CommandRefused(str(refusal)) from refusal
    except (DatabaseError, ProgramFailed) as problem:
        said = (
            str(problem)
            if isinstance(problem, ProgramFailed)
            else f"The database failed ({type(problem).__name__})."
        )
        raise CommandRefused(f"{said} Nothing was written.") from problem


def _keep_what_is_here(given: argparse.Namespace, *, at: datetime) -> None:
    if not given.replace:
        raise CommandRefused(
            "There is data here already. Restore into an empty database; or say --replace, which first makes a backup of "
            "what is here, or --discard, which does not."
        )
    former = Path(settings.DATA_DIR) / f"before-restore-{at:%Y%m%dT%H%M%S}.fourfold"
    _make(former, at=at, with_secrets=False, overwrite=False)
    _tell(f"What was here is kept in {former}.")


def _rehearse(file: Path, seal: str) -> str:
    try:
        return rehearsal.rehearse(file=file, seal=seal, folder=Path(settings.DATA_DIR))
    except rehearsal.NotRehearsed as refusal:
        raise CommandRefused(f"The backup was tried by restoring it, and: {refusal}") from refusal


def _of_secret(name: str) -> str:
    if name == "sealing-secret":
        return (
            "The sealing secret here is not the one of the backup: tenders that were open then cannot be opened until you "
            "put it back (FOURFOLD_SEALING_SECRET, or the file sealing-secret)."
        )
    return "The secret key here is not the one of the backup: everyone signs in anew, and links in messages are void."


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)
