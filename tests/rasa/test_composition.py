"""How an answer's parts become one text, with parts withheld and cautions put in."""

from components.composition import Wording, compose, spoken, written
from red_flags import Modifier

LEAD = Wording("The lead.", "Lead.")
PARTS = [
    {"about": ["stretching"], "text": "- Stretch.", "speech": "Stretch."},
    {"about": ["massage"], "text": "- Rub.", "speech": None},
    {"about": [], "text": "- Rest.", "speech": "Rest."},
]


def modifier(action, *about, text="Mind this."):
    return Modifier(text[:4], action, frozenset(about), text, text.upper())


def test_an_answer_without_conditions_has_all_parts_in_order():
    composed = compose(LEAD, PARTS, [], [])
    assert written(composed, lead=True) == "The lead.\n\n- Stretch.\n- Rub.\n- Rest."
    assert spoken(composed, lead=True) == "Lead. Stretch. Rest."


def test_a_withheld_part_is_left_out_and_its_replacement_said_first():
    composed = compose(LEAD, PARTS, [modifier("withhold", "massage", text="Do not rub.")], [])
    assert composed.withheld
    assert written(composed, lead=True) == "The lead.\n\nDo not rub.\n\n- Stretch.\n- Rest."


def test_a_caution_keeps_the_part_and_is_said_once_for_several_parts():
    caution = modifier("caution", "massage", "stretching")
    composed = compose(LEAD, PARTS, [caution], [])
    assert written(composed, lead=True).count("Mind this.") == 1
    assert "- Rub." in written(composed, lead=True)


def test_the_general_caution_is_silent_where_a_personal_one_speaks():
    general = [modifier("always", "massage", text="For everyone.")]
    assert "For everyone." in written(compose(LEAD, PARTS, [], general), lead=True)
    personal = [modifier("caution", "massage", text="For you.")]
    text = written(compose(LEAD, PARTS, personal, general), lead=True)
    assert "For you." in text and "For everyone." not in text


def test_a_caution_on_a_subject_that_the_answer_does_not_touch_is_not_said():
    composed = compose(LEAD, PARTS, [modifier("caution", "milk")], [modifier("always", "heat")])
    assert composed.cautions == []


def test_a_star_covers_everything():
    composed = compose(LEAD, PARTS, [modifier("withhold", "*", text="Nothing now.")], [])
    assert written(composed, lead=True) == "The lead.\n\nNothing now."


def test_a_general_caution_is_spoken_only_where_its_part_is():
    general = [modifier("always", "massage", text="For everyone.")]
    composed = compose(LEAD, PARTS, [], general)
    assert "For everyone." in written(composed, lead=True)
    assert spoken(composed, lead=True) == "Lead. Stretch. Rest."
    personal = [modifier("caution", "massage", text="For you.")]
    assert spoken(compose(LEAD, PARTS, personal, general), lead=True).startswith("Lead. FOR YOU.")
    both = [modifier("always", "massage", "stretching", text="For everyone.")]
    assert "FOR EVERYONE." in spoken(compose(LEAD, PARTS, [], both), lead=True)
