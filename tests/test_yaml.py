"""Of two equal keys in one YAML file the later would win, and nobody would see it."""

import subprocess

import pytest
import yaml
from serving import ROOT

FILES = sorted(
    subprocess.run(
        ["git", "ls-files", "*.yml"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
)


def doubled(node, path=""):
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            here = f"{path}/{key.value}"
            if key.value in seen:
                yield f"line {key.start_mark.line + 1}: {here}"
            seen.add(key.value)
            yield from doubled(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from doubled(value, f"{path}/{number}")


def test_the_check_finds_a_doubled_key():
    text = "a:\n  - {b: 1}\n  - {b: 1, c: 2, b: 3}\n"
    assert list(doubled(yaml.compose(text))) == ["line 3: /a/1/b"]


@pytest.mark.parametrize("file", FILES)
def test_no_key_stands_twice_in_one_mapping(file):
    with (ROOT / file).open(encoding="utf-8") as stream:
        found = [
            each for node in yaml.compose_all(stream, yaml.CSafeLoader) for each in doubled(node)
        ]
    assert not found, f"{file}: {found}"
