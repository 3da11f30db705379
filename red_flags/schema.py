"""Which keys a YAML file of this package may have. Knows shapes, not medicine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader where PyYAML has it: ten times faster."""

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file, so that its author can find it."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class Flawed(Exception):
    """A file does not have the shape that the package needs."""


@dataclass(frozen=True)
class Shape:
    """The keys of one mapping: name → the types its value may have."""

    needs: Mapping[str, tuple[type, ...]]
    may: Mapping[str, tuple[type, ...]]

    def problems(self, data: object) -> Iterator[tuple[str, str]]:
        """Pairs of (key, what is wrong with it)."""
        if not isinstance(data, dict):
            yield "", "must be a mapping"
            return
        known = {**self.needs, **self.may}
        for key in self.needs.keys() - data.keys():
            yield "", f"needs the key {key!r}"
        for key, value in data.items():
            if key not in known:
                yield str(key), f"unknown key {key!r}; known: {', '.join(sorted(known))}"
            elif not isinstance(value, known[key]):
                names = " or ".join(kind.__name__ for kind in known[key])
                yield str(key), f"{key!r} must be {names}, not {type(value).__name__}"


def read(path: Path) -> Any:
    """The values of a YAML file. Raises `Flawed` with file and line when it is no YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Flawed(str(Problem(path.name, line, error.problem or "no YAML"))) from error


def lines_of(path: Path) -> dict[Path_, int]:
    """For each mapping key and list item its line, by the path of keys that leads there."""
    found: dict[Path_, int] = {}

    def walk(node: yaml.Node | None, here: Path_) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                there = (*here, str(key.value))
                found[there] = key.start_mark.line + 1
                walk(value, there)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                found[(*here, str(number))] = value.start_mark.line + 1
                walk(value, (*here, str(number)))

    walk(yaml.compose(path.read_text(encoding="utf-8"), Loader), ())
    return found
