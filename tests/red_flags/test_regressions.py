"""Every sentence that was once misread: tests/red_flags/regressions.yml."""

from pathlib import Path

import pytest
import yaml

from red_flags import Tier, assess

LINES = yaml.safe_load((Path(__file__).parent / "regressions.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["text"][:50])
def test_it_stays_mended(line):
    tier = assess(line["text"], now=0, meaning=False).tier
    if "tier" in line:
        assert tier.label == line["tier"]
    else:
        assert tier >= Tier.from_label(line["at_least"])
