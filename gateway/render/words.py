"""The words of words.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml


@lru_cache(maxsize=1)
def words() -> dict[str, str]:
    """Each by its name there."""
    text = (Path(__file__).parent / "words.yml").read_text(encoding="utf-8")
    known: dict[str, str] = yaml.safe_load(text)
    return known
