"""Each reason of the article to see a doctor, in twenty wordings: article_criteria.yml."""

from pathlib import Path

import pytest
import yaml

from red_flags import Tier, assess

FILE = Path(__file__).parent / "article_criteria.yml"
CRITERIA = yaml.safe_load(FILE.read_text(encoding="utf-8"))

MISSED = {
    "My calf cramps happen too often to count",
    "as a diabetic should I worry about cramps that just began",
}
"""Wordings that do not get their tier yet. This list may only shrink."""


@pytest.mark.parametrize("name", CRITERIA)
def test_each_wording_of_a_criterion_gets_its_tier(name):
    criterion = CRITERIA[name]
    least = Tier.from_label(criterion["at_least"])
    assert len(set(criterion["said"])) >= 20
    missed = {text for text in criterion["said"] if assess(text, now=0).tier < least}
    assert missed == MISSED & set(criterion["said"])
