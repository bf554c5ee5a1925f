"""YAML read strictly: what a person could have meant in two ways is refused, with its line.

Refused beside plain faults of YAML: a key given twice, a number or yes/no without quotes (a float loses pennies),
a day that does not exist, an anchor or alias, a tag, a second document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import yaml

Tree = dict[object, "Tree"] | list["Tree"] | str | date | None
Path = tuple[str, ...]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TAG: Final = "tag:yaml.org,2002:"


class YamlFault(ValueError):
    """What is wrong, on which line (counted from 1), under which key."""

    def __init__(self, line: int, path: Path, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.path = path
        self.what = what


@dataclass(slots=True)
class Reading:
    """The tree, and the line on which each part of it stands."""

    tree: Tree
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of ``path``, or of the nearest part above it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str) -> Reading:
    """Raises YamlFault."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            anchored = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None
            if anchored:
                line = event.start_mark.line + 1 if event.start_mark is not None else 1
                raise YamlFault(line, (), "anchors and aliases are not read: write it out")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise YamlFault(line, (), error.problem or "not YAML") from None
    except yaml.YAMLError as error:
        raise YamlFault(1, (), f"not YAML: {error}") from None
    if root is None:
        raise YamlFault(1, (), "the file is empty")
    reading = Reading(None)
    reading.tree = _tree(root, (), reading.lines)
    return reading


def _tree(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Tree:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, path)
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
        return [_tree(child, (*path, str(place)), lines) for place, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
        return _mapping(node, path, lines)
    raise YamlFault(line, path, f"the tag {node.tag} is not read")


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[object, Tree]:
    tree: dict[object, Tree] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlFault(line, path, "a key must be a word or a day")
        key = _scalar(key_node, path)
        if not isinstance(key, str | date):
            raise YamlFault(line, path, "a key must be a word or a day")
        below = (*path, str(key))
        if below in lines:
            raise YamlFault(line, below, f"the key is given twice, first on line {lines[below]}")
        lines[below] = line
        tree[key] = _tree(value_node, below, lines)
    return tree


def _scalar(node: yaml.ScalarNode, path: Path) -> str | date | None:
    line, kind = node.start_mark.line + 1, node.tag.removeprefix(_TAG)
    if kind == "str":
        return str(node.value)
    if kind == "null":
        return None
    if kind == "timestamp":
        return _day(node, path)
    if kind in {"float", "int"}:
        raise YamlFault(line, path, f'put the number in quotes, "{node.value}", so that it is read exactly')
    if kind == "bool":
        raise YamlFault(line, path, f'put the word in quotes, "{node.value}"')
    raise YamlFault(line, path, f"the tag {node.tag} is not read")


def _day(node: yaml.ScalarNode, path: Path) -> date:
    line = node.start_mark.line + 1
    if _DAY.fullmatch(node.value) is None:
        raise YamlFault(line, path, f"{node.value} is not a day: write it as 2026-11-23")
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        raise YamlFault(line, path, f"the day {node.value} does not exist") from None
