"""The sentences the gateway says itself, read from the same YAML as Rasa's. Holds none of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from red_flags import region

DATA = Path(__file__).parent.parent / "data"
CLINICAL = Path(__file__).parent.parent / "red_flags"


@dataclass(frozen=True)
class Response:
    """One response of the domain: what is written, and what goes with it."""

    text: str
    metadata: dict[str, Any]


@lru_cache(maxsize=1)
def responses() -> dict[str, Response]:
    """All responses under data/, by name."""
    found = {}
    for file in sorted(DATA.rglob("*.yml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        for name, variants in (content.get("responses") or {}).items():
            found[name] = Response(variants[0]["text"], variants[0].get("metadata", {}))
    return found


@lru_cache(maxsize=1)
def source_urls() -> dict[str, str]:
    """Publishers' sites by the name that the article gives a source."""
    content = yaml.safe_load((DATA / "sources.yml").read_text(encoding="utf-8"))
    return {name: url for name, url in content["sources"].items() if url}


@lru_cache(maxsize=1)
def _publishers() -> dict[str, str]:
    text = (CLINICAL / "sources.yml").read_text(encoding="utf-8")
    sources = yaml.load(text, Loader=yaml.CSafeLoader)["sources"]
    return {key: source["publisher"] for key, source in sources.items()}


def publishers(names: Iterable[str]) -> tuple[str, ...]:
    """`names`, those of the clinical specification's sources by their publisher, each once."""
    return tuple(dict.fromkeys(_publishers().get(name, name) for name in names))


def title(name: str) -> str:
    """The label of a button."""
    return responses()[name].text


def fill(text: str, place: str | None, speech: bool = False) -> str:
    """`text` with the numbers of the region `place`, or neutral wording where it is not known."""
    return text.format(**region(place).as_words(speech=speech)) if "{" in text else text
