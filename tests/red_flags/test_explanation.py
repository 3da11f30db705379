"""What is said when a flag stands: complete, in their words, short enough to be spoken."""

import pytest

from red_flags import (
    NO_FINDINGS,
    Assessment,
    Fired,
    Tier,
    assess,
    explain,
    failed_assessment,
    reminder,
)
from red_flags.knowledge import rules

FLAGS = list(rules().flags.values())


def standing(flag, person="self"):
    fired = Fired(flag.id, flag.tier, flag.action, person, words=("my calf is swollen and hot",))
    return Assessment(tier=flag.tier, fired=(fired,))


@pytest.mark.parametrize("person", ["self", "mum", "somebody never heard of"])
@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_every_flag_can_be_explained(flag, person):
    text, speech = (explain(standing(flag, person), speech=spoken) for spoken in (False, True))
    assert "{" not in text + speech
    assert text
    if flag.tier >= Tier.SOON:
        assert str(flag.texts["because"]) in text
        assert speech
    if flag.tier is Tier.EMERGENCY:
        assert len(speech.split()) < 60


def test_it_echoes_their_words_and_names_the_person():
    mine = assess("hi, and my left calf is swollen and hot", now=0, meaning=False)
    assert "my left calf is swollen and hot" in explain(mine)
    hers = assess("my mum's left calf is swollen", now=0, meaning=False)
    assert "your mum" in explain(hers)


def test_nothing_to_explain_is_an_empty_text():
    assert explain(assess("what drink helps", now=0, meaning=False)) == ""


def test_a_check_that_broke_gives_the_neutral_line():
    for speech in (False, True):
        assert "chest pain" in explain(failed_assessment(), speech=speech)


def test_the_reminder_is_one_line_in_their_words():
    first = assess("my left calf is swollen", now=0, meaning=False)
    later = assess("what drink helps", first.findings, now=1, meaning=False)
    assert "my left calf is swollen" in reminder(later)
    assert reminder(assess("hello", NO_FINDINGS, now=0, meaning=False)) == ""
