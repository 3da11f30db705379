"""Short replies and remarks about what was said: yes, no, not sure, corrections, "it's gone"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from red_flags.record import Findings, Question, Sign
from red_flags.text import Words

Reply = Literal["yes", "no", "unsure"]

YES = frozenset(
    "yes yeah yep yup ya yea yh yas ye aye yess yessir y correct affirmative definitely certainly "
    "absolutely indeed true ok okay sure si".split()
)
YES_PHRASES = (
    "i do",
    "it is",
    "it does",
    "i have",
    "i am",
    "they are",
    "he does",
    "she does",
    "he is",
    "she is",
    "i think so",
    "a bit",
    "a little",
    "sort of",
    "kind of",
    "kinda",
    "sorta",
    "maybe",
    "possibly",
    "probably",
    "might be",
    "could be",
    "some of them",
    "1 of these",
    "both",
    "of course",
    "afraid so",
    "unfortunately",
    "thats right",
    "slightly",
    "sometimes",
    "uh huh",
    "mm hm",
)
NO = frozenset("no nope nah n none neither never negative naw nay noo nop nada".split())
NO_PHRASES = (
    "not really",
    "i dont",
    "it doesnt",
    "it isnt",
    "i havent",
    "not at all",
    "none of these",
    "none of them",
    "none of that",
    "none of those",
    "none of the above",
    "nothing like",
    "nothing at all",
    "nothing new",
    "not that im aware",
    "look the same",
    "looks the same",
    "look fine",
    "looks fine",
    "look normal",
    "looks normal",
    "no difference",
    "no different",
    "he doesnt",
    "she doesnt",
    "dont think so",
    "not that i know",
    "thankfully not",
    "im not",
    "i am not",
    "its not",
)
NOTHING = ("nothing",)
UNSURE_PHRASES = (
    "not sure",
    "dont know",
    "unsure",
    "no idea",
    "idk",
    "dunno",
    "cant tell",
    "hard to say",
    "hard to tell",
    "no clue",
    "not certain",
    "who knows",
    "cant say",
    "i wouldnt know",
    "not 100",
)

CORRECTIONS = (
    "no wait",
    "i meant",
    "i mean",
    "actually",
    "correction",
    "scrap that",
    "i was wrong",
    "i misspoke",
    "my mistake",
    "sorry no",
    "no sorry",
    "wait no",
    "let me correct",
    "i take it back",
    "i made a mistake",
    "typo",
    "strike that",
    "ignore that",
    "on second thoughts",
    "wait",
)
MISUNDERSTOOD = (
    "you misunderstood",
    "i was misunderstood",
    "youve misunderstood",
    "you have misunderstood",
    "misunderstood me",
    "thats not what i meant",
    "not what i meant",
    "thats not what i said",
    "i didnt say that",
    "i never said that",
    "you got me wrong",
    "you got that wrong",
    "youve got it wrong",
    "you got it wrong",
    "thats wrong you",
)
SEEN = (
    "ive been seen",
    "i have been seen",
    "been seen by",
    "already seen by",
    "already been seen",
    "already seen a doctor",
    "seen a doctor about",
    "seen the doctor about",
    "seen my doctor about",
    "saw a doctor about",
    "saw my doctor about",
    "saw the doctor about",
    "doctor has checked it",
    "doctor checked it",
    "doctor has seen it",
    "had it checked",
    "got it checked",
    "been checked",
    "a doctor has seen",
    "already had it looked at",
    "had it looked at",
    "gp has seen it",
    "ive seen a doctor",
    "ive seen the doctor",
    "ive seen my doctor",
    "ive seen someone",
    "hospital checked",
    "they checked me",
    "ive already seen",
    "im at the hospital",
    "im in hospital now",
    "im in the er",
    "im in a and e",
    "ambulance is here",
    "ive called an ambulance",
    "paramedics are here",
    "been to a and e",
    "been to the er",
)
DENYING = frozenset("not havent hasnt never should havnt cant couldnt until if".split())
OVER = (
    "its gone",
    "gone now",
    "went away",
    "gone away",
    "has gone",
    "fine now",
    "ok now",
    "okay now",
    "better now",
    "back to normal",
    "cleared up",
    "settled now",
    "its stopped",
    "it stopped",
    "stopped now",
    "wore off",
    "worn off",
    "disappeared",
    "normal now",
    "it passed",
    "has passed",
    "all good now",
    "its over",
    "feel fine now",
    "im fine now",
)


def _has(text: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)


def _line(words: Words) -> str:
    return f" {' '.join(words.words)} "


def reply(words: Words) -> Reply | None:
    """What a message says to a yes-or-no question; None when it says neither."""
    row = words.words
    if not row:
        return None
    text = f" {' '.join(row[:7])} "
    if _has(text, UNSURE_PHRASES):
        return "unsure"
    if row[0] in NO or row == NOTHING or (len(row) <= 8 and _has(text, NO_PHRASES)):
        return "no"
    if row[0] in YES or (len(row) <= 6 and _has(text, YES_PHRASES)):
        return "yes"
    return None


def answer(words: Words, asked: Question, known: Findings, now: float) -> list[Sign]:
    """The signs that a reply to the open question gives."""
    said = reply(words)
    if said is None or (said == "unsure" and not asked.unsure_is_yes):
        return []
    present = said != "no"
    named = asked.findings if asked.all_of or not present else asked.findings[:1]
    quote = " ".join(words.text.split())[:60]
    return [
        Sign(
            id=finding,
            status="present" if present else "absent",
            person=asked.person,
            words=asked.words or quote,
            turn=known.turn + 1,
            said_at=now,
            net="answer",
        )
        for finding in named
    ]


def corrects(words: Words) -> bool:
    """Whether the message takes back or mends what was said before."""
    return _has(_line(words), CORRECTIONS)


def misunderstood(words: Words) -> bool:
    """Whether the message says that the alarm was a misunderstanding."""
    return _has(_line(words), MISUNDERSTOOD)


def seen(words: Words) -> bool:
    """Whether the message says that a professional has seen to it."""
    return _has(_line(words), SEEN) and DENYING.isdisjoint(words.words)


def over(words: Words) -> bool:
    """Whether the message says that what was spoken of is gone."""
    return len(words.words) <= 12 and _has(_line(words), OVER) and "not" not in words.words
