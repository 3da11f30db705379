"""What a typed or spoken reply to the open question of the interview means. Knows words, no storage."""

from __future__ import annotations

from collections.abc import Iterable

from red_flags.interview import Interview, prompt
from red_flags.people import NOBODY
from red_flags.questionnaire import query
from red_flags.record import SELF, Findings, Sign
from red_flags.replies import reply
from red_flags.text import Words, words_of

IN_OWN_WORDS = "said"
"""The person said in words of their own what was asked about; the check has heard it."""

MOST_WORDS = 12
"""A longer message that begins with yes or no is about something else."""

FEW_WORDS = 4
"""So short a reply can be a part of a button's title."""

ASKS = frozenset("what why how when where who which can could should is are do does".split())
"""A message that begins so asks something itself."""

ME = frozenset("me myself i mine self".split())


def meant(text: str, interview: Interview, findings: Findings, heard: Iterable[Sign]) -> str | None:
    """The value of the answer, :data:`IN_OWN_WORDS`, or None when the text is no answer.

    `findings` and `heard` are what the red-flag check made of the text.
    """
    shown = prompt(interview, findings)
    if shown is None:
        return None
    words = words_of(text)
    asked = query(shown.query)
    titles = {value: words_of(title).words for title, value in shown.choices}
    exact = next((value for value, title in titles.items() if title == words.words), None)
    if exact:
        return exact
    if "age_or_person_known" in asked.skip_if:
        who = _who(words, interview, findings)
        if who:
            return who
    signs = list(heard)
    said = {sign.id for sign in signs if sign.status in ("present", "recent")}
    about = frozenset(asked.items[shown.item].findings if shown.item >= 0 else asked.findings)
    if text.rstrip().endswith("?") or (words.words and words.words[0] in ASKS):
        return None
    if about & said:
        return IN_OWN_WORDS
    answer = reply(words) if len(words.words) <= MOST_WORDS else None
    if answer:
        return answer
    if about & {sign.id for sign in signs if sign.status == "absent"}:
        return "no"
    return _part_of_a_title(words, titles)


def _who(words: Words, interview: Interview, findings: Findings) -> str | None:
    mine = len(words.words) <= FEW_WORDS and not ME.isdisjoint(words.words)
    if mine and findings.person in (SELF, NOBODY):
        return "me"
    return IN_OWN_WORDS if findings.person not in (SELF, NOBODY, interview.person) else None


def _part_of_a_title(words: Words, titles: dict[str, tuple[str, ...]]) -> str | None:
    """The one button in whose title all of a short reply stands: "kidney", "statins"."""
    stems = {_stem(word) for word in words.words} - {"a", "an", "the", "my", "i", "have", "on"}
    if not 0 < len(stems) <= FEW_WORDS:
        return None
    found = [value for value, title in titles.items() if stems <= {_stem(word) for word in title}]
    return found[0] if len(found) == 1 else None


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
