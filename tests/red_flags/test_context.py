"""Denied, asked about, past, hedged: what a sentence says of its signs."""

import pytest

from red_flags import Tier, assess

PRESENT = [
    "is it normal that my calf is swollen and hot?",
    "why does my chest hurt?",
    "I'm not sure if my calf is swollen, maybe a bit",
    "maybe my calf is a bit swollen",
    "no, chest pain",
    "no my chest hurts",
    "the chest pain won't stop",
    "I can't breathe",
    "never had chest pain like this",
    "not only swollen but red, my calf",
    "no swelling but my calf is red and hot",
    "my leg doesn't hurt but it is swollen",
    "I don't know why my calf is swollen",
    "can't sleep because of chest pain",
    "i cant walk my calf is swollen",
    "my calf hurts. It's swollen.",
    "no idea why but my calf is swollen",
    "I didn't notice the swelling in my calf until today",
    "swollen calf, no injury",
    "without warning my calf went swollen",
    "my calf isn't getting better, it's swollen",
    "my chest hurt when I was running this morning and it still does",
    "is it normal for my calf to be swollen?",
    "what's good for a pain in the chest? Been there since tea",
    "nothing helps, my calf is swollen",
    "I read about clots and now my calf is swollen",
    "the leaflet was no help, my calf is red and hot",
    "crushing chest pain, but the ECG came back normal",
    "they refused to see me with chest pain",
    "I woke up with chest pain at 4",
    "chest pain came on at 7",
]
NOT_PRESENT = [
    "I don't have chest pain",
    "no chest pain, no breathlessness",
    "no swelling, redness or heat in my calf",
    "my calf is not swollen",
    "my calf isn't swollen or red",
    "I don't think my calf is swollen",
    "without any swelling or redness of the leg",
    "neither swollen nor red",
    "chest pain: no",
    "can cramps cause chest pain?",
    "can cramps cause swelling?",
    "what if my leg gets swollen",
    "what does a swollen calf mean",
    "tell me about chest pain",
    "my calf was swollen last year but it went down",
    "had chest pain in 2015",
    "used to get chest pain as a kid",
    "low sodium can cause seizures",
    "I'm not short of breath or anything like that",
    "nothing swollen, nothing red",
    "told to look out for chest pain",
    "the leaflet says swelling of one leg should be checked",
    "I read that heart attacks cause chest pain and jaw pain",
    "headline about a footballer with chest pain",
    "I had chest pains ten years ago, stents put in, none since",
    "stroke patients often have trouble speaking",
    "my calf was swollen, that was years ago, but I take statins",
]


@pytest.mark.parametrize("text", PRESENT)
def test_it_is_there(text):
    assert assess(text, now=0, meaning=False).tier >= Tier.URGENT


@pytest.mark.parametrize("text", NOT_PRESENT)
def test_it_is_not_there(text):
    assert assess(text, now=0, meaning=False).tier == Tier.NONE


def test_a_question_about_a_sign_is_marked():
    assert assess("can a clot make you breathless?", now=0, meaning=False).hypothetical
    assert not assess("I'm breathless", now=0, meaning=False).hypothetical


def test_a_past_clot_still_counts():
    result = assess("I had a clot in 2010, fine now, just cramps", now=0, meaning=False)
    assert result.tier == Tier.NONE
    assert ("past_clot", "present") in {(sign.id, sign.status) for sign in result.heard}
