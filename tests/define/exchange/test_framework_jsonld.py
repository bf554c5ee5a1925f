"""The JSON-LD of every open edition is what the Common Impact Data Standard asks for, by SHACL shapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import Graph

from fourfold.define.exchange.framework_exports import CONTEXT, framework_jsonld
from fourfold.define.queries.framework_files import shipped_frameworks

# rdflib's own reader of JSON-LD goes by a class that rdflib calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SHAPES = Path(__file__).parents[2] / "data" / "cids" / "shapes.ttl"
CIDS, ORG = (
    "https://ontology.commonapproach.org/cids#",
    "http://ontology.eil.utoronto.ca/tove/organization#",
)
# The terms that we write, as the standard's own context expands them: a test asks no network.
TERMS: dict[str, Any] = {
    "cids": CIDS,
    "hasName": f"{ORG}hasName",
    "hasLegalName": f"{ORG}hasLegalName",
    "hasDescription": f"{CIDS}hasDescription",
    "unitDescription": f"{CIDS}unitDescription",
    **{
        name: {"@id": f"{CIDS}{name}", "@type": "@id"}
        for name in ("forOrganization", "forOutcome", "forTheme", "hasIndicator")
    },
}


def conforms(document: dict[str, Any]) -> tuple[bool, str]:
    assert document["@context"] == CONTEXT
    graph = Graph().parse(data=json.dumps({**document, "@context": TERMS}), format="json-ld")
    kept, _, told = validate(graph, shacl_graph=Graph().parse(SHAPES))
    return kept, told


@pytest.mark.parametrize("key", sorted(shipped_frameworks()))
def test_every_open_edition_conforms(key: str) -> None:
    framework = shipped_frameworks()[key]
    document = json.loads(framework_jsonld(framework))
    kept, told = conforms(document)
    assert kept, told
    # No term is written that the test does not expand, or it would be lost without a word.
    assert {name for each in document["@graph"] for name in each if not name.startswith("@")} <= set(TERMS)
    assert len(document["@graph"]) == 1 + len(framework.themes) + sum(
        1 + len(outcome.measures) for theme in framework.themes for outcome in theme.outcomes
    )


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        ("cids:Outcome", "forOrganization"),
        ("cids:Outcome", "forTheme"),
        ("cids:Indicator", "unitDescription"),
        ("cids:Indicator", "hasDescription"),
        ("cids:Organization", "hasLegalName"),
        ("cids:Theme", "hasName"),
    ],
)
def test_what_lacks_something_does_not(kind: str, gone: str) -> None:
    document = json.loads(framework_jsonld(shipped_frameworks()["fourfold-open/2026-11"]))
    del next(each for each in document["@graph"] if each["@type"] == kind)[gone]
    kept, told = conforms(document)
    assert not kept
    assert "Constraint Violation" in told


def test_an_indicator_that_is_named_and_not_there_does_not() -> None:
    document = json.loads(framework_jsonld(shipped_frameworks()["fourfold-open/2026-11"]))
    document["@graph"].remove(next(each for each in document["@graph"] if each["@type"] == "cids:Indicator"))
    assert not conforms(document)[0]
