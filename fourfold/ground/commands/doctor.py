"""`fourfold doctor`: whether this installation is well, in one line for each thing that could be wrong."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.operation.examination import examine
from fourfold.ground.operation.findings import Level

if TYPE_CHECKING:
    import argparse

    from fourfold.ground.operation.findings import Finding

_EXIT = {Level.OK: 0, Level.LOOK: 1, Level.WRONG: 2}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "doctor",
        help="Examine everything that can be wrong. Exit 0: all is well; 1: look at something; 2: something is wrong.",
    )
    verb.add_argument("--json", action="store_true", help="As JSON, for machines.")
    verb.set_defaults(run=_doctor)


def _doctor(given: argparse.Namespace) -> int:
    findings = list(examine(at=timezone.now()))
    if given.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(_line(finding))
    return max(_EXIT[finding.level] for finding in findings)


def _line(finding: Finding) -> str:
    line = f"{finding.level:<6}{finding.about}: {finding.words}"
    return f"{line}. {finding.to_do}" if finding.to_do else line
