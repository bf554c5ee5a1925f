"""`fourfold evaluation robustness FILE`: what an order of bids rests on. Needs neither database nor installation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.integrate.exchange.evaluation.answer import as_json, as_text
from fourfold.integrate.exchange.evaluation.form import Form
from fourfold.integrate.exchange.evaluation.reading import EvaluationRefused, read_evaluation
from fourfold.integrate.rules.robustness.report import robustness

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("evaluation", help="An evaluation of bids: how firmly its order stands.")
    tasks = verb.add_subparsers(dest="task", required=True, metavar="TASK")
    robust = tasks.add_parser(
        "robustness", help="Whether other weights, formulas, proxies or points would bring another bid first."
    )
    robust.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="Criteria, points and prices as JSON; see `evaluation schema`.",
    )
    robust.add_argument("--json", action="store_true", help="The whole report as JSON, in exact fractions.")
    robust.set_defaults(run=_robustness)
    schema = tasks.add_parser("schema", help="The JSON Schema of the file.")
    schema.set_defaults(run=_schema)


def _robustness(given: argparse.Namespace) -> int:
    try:
        read = read_evaluation(given.file.read_bytes())
    except OSError as problem:
        message = f"{given.file} cannot be read: {(problem.strerror or str(problem)).lower()}."
        raise CommandRefused(message) from problem
    except EvaluationRefused as refusal:
        message = f"{given.file}:\n{refusal}"
        raise CommandRefused(message) from refusal
    report = robustness(read.contest, within=read.within, by_value=read.by_value)
    if given.json:
        print(json.dumps(as_json(report, most_points=read.most_points), ensure_ascii=False, indent=1))
    else:
        print(as_text(report))
    return 0


def _schema(_given: argparse.Namespace) -> int:
    print(
        json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": "https://fourfold.example/schemas/evaluation-1.json",
                **Form.model_json_schema(mode="validation"),
                "title": "Fourfold evaluation, version 1",
            },
            ensure_ascii=False,
            indent=1,
        )
    )
    return 0
