"""The summary for a doctor by itself: what is in it, and that nothing else is."""

import pytest

from red_flags import NO_FINDINGS, Assessment, Entry, assess, noted, spoken_summary, summary
from red_flags.summary import MOST_CHARACTERS, MOST_ENTRIES, summary_problems, taken_back

MORNING = 1_795_000_000.0


def diary_of(*texts):
    known, diary = NO_FINDINGS, ()
    for number, text in enumerate(texts):
        after = assess(text, known, now=MORNING + 3600 * number)
        diary = noted(taken_back(diary, known, after), text, after.heard, after)
        known = after.findings
    return diary


def section(text, heading):
    found = [block for block in text.split("\n\n") if block.startswith(f"**{heading}")]
    return found[0].splitlines()[1:] if found else []


def test_it_quotes_what_was_said_with_the_time():
    text = summary(diary_of("my left calf is swollen and hot"), MORNING)
    said = "- 2026-11-18 11:06 UTC: “my left calf is swollen and hot”"
    assert section(text, "What you said") == [said]
    assert "medical help the same day" in section(text, "What I flagged")[0]


def test_medicines_and_conditions_have_their_own_list():
    text = summary(diary_of("I take a statin", "my legs cramp every night"), MORNING)
    (line,) = section(text, "Medicines")
    assert "I take a statin" in line
    assert any("my legs cramp every night" in line for line in section(text, "What you said"))
    assert any("my medicines" in line for line in section(text, "Questions to ask"))


def test_questions_fit_what_was_said():
    asks = "\n".join(section(summary(diary_of("my legs cramp a lot"), MORNING), "Questions"))
    assert "tests" in asks
    for other in ("medicines", "pregnancy", "condition", "limb"):
        assert other not in asks


def test_what_is_not_there_stands_apart():
    text = summary(diary_of("my legs cramp. I have no chest pain"), MORNING)
    assert any("no chest pain" in line for line in section(text, "What you said is not there"))


def test_somebody_else_is_named():
    text = summary(diary_of("my mum's left calf is swollen", "my foot cramps"), MORNING)
    assert any(
        "my mum's left calf" in line for line in section(text, "What you said about your mum")
    )
    assert all("mum" not in line for line in section(text, "What you said**"))
    assert "about your mum" in section(text, "What I flagged")[0]


@pytest.mark.parametrize(
    "text",
    ["hello", "what drink stops leg cramps", "can cramps cause swelling?", "what if I had a clot"],
)
def test_what_nobody_said_they_have_is_not_in_it(text):
    assert diary_of(text) == ()
    assert "nothing to sum up" in summary(diary_of(text), MORNING)
    assert "nothing to sum up" in spoken_summary(())


def test_what_was_taken_back_is_gone_and_the_rest_stays():
    diary = diary_of("I take a statin", "I have chest pain", "no chest pain, I was misunderstood")
    text = summary(diary, MORNING)
    assert not section(text, "What I flagged")
    assert section(text, "Medicines")


def test_an_answer_stands_with_its_question():
    entry = Entry(
        MORNING, "Weakness", "Any new weakness?", 1, (("weakness", "present", "self", ""),)
    )
    assert "asked “Any new weakness?”, you said “Weakness”" in summary((entry,), MORNING)


def test_a_long_message_is_cut_at_a_word_and_the_diary_has_an_end():
    assessment = assess("my calf is swollen", now=MORNING)
    diary = noted((), "my calf is swollen " * 100, assessment.heard, assessment)
    assert len(diary[0].said) <= MOST_CHARACTERS
    assert diary[0].said.endswith("…")
    for _ in range(MOST_ENTRIES + 5):
        diary = noted(diary, "my calf is swollen", assessment.heard, assessment)
    assert len(diary) == MOST_ENTRIES


def test_it_is_spoken_in_a_few_words():
    speech = spoken_summary(diary_of("my left calf is swollen and hot", "I take a statin"))
    assert "my left calf is swollen and hot" in speech
    assert "same day" in speech
    assert len(speech.split()) <= 60
    assert "*" not in speech


def test_entries_survive_json():
    for entry in diary_of("my left calf is swollen", "I take a statin"):
        assert Entry.from_json(entry.to_json()) == entry


def test_nothing_flagged_and_nothing_heard_is_no_entry():
    assert noted((), "hello", (), Assessment()) == ()


def test_the_file_has_its_shape():
    assert not summary_problems()
