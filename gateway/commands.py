"""What people say to the assistant about the talk itself, in plain words. Knows no medicine.

Read here and not by Rasa, so that they work when Rasa is down.
"""

from __future__ import annotations

import re
from typing import Literal

from red_flags.text import words_of

Command = Literal[
    "summary",
    "see_doctor",
    "begin",
    "resume",
    "why",
    "back",
    "skip",
    "stop",
    "pause",
    "repeat",
    "what_now",
]

_PLEASE = re.compile(
    r"^(?:(?:please|ok|okay|hey|hi|and|so|um|uh|well|now|sorry|oh)\s)+"
    r"|(?:\s(?:please|pls|then|now|thanks|thank you|for me))+$"
)
_CLINICIAN = (
    r"(?:doctors?|docs?|dr|gp|gps|nurse|midwife|physio|pharmacist|clinic|hospital|consultant|"
    r"specialist|paramedics?|appointment|surgery)"
)
_CHAT = (
    r"(?:this|it|that|all this|all that|(?:this|our|the|my) (?:chat|talk|conversation)|"
    r"what i (?:have )?(?:said|told you))"
)
_SOMEBODY = r"(?:i|we|he|she|they|(?:my|our) \w+)"
_ASKS = r"(?:what|which|how|why|when|who|should|do|does|did|is|are)"

PATTERNS: dict[Command, re.Pattern[str]] = {
    "summary": re.compile(
        rf"(?:(?!{_ASKS}\b).*\b(?:summary|summari[sz]e|sum\b.*\bup|write up|printout|print out|"
        rf"notes|a report)\b.*\b(?:for|to|at)\b.*\b{_CLINICIAN}\b.*"
        rf"|(?:(?:can|could|may|will|would) (?:you|i) )?"
        rf"(?:(?:make|write|give|get|have|show|do|create|print) (?:me )?)?"
        rf"(?:a |the |my )?(?:doctors? )?summary(?: (?:of|from) {_CHAT})?"
        rf"|(?:(?:can|could|will|would) you )?(?:summari[sz]e|sum up) {_CHAT}"
        rf"|(?:.* )?something (?:(?:to|i can|that i can) )?(?:show|give|take to|bring to|hand)"
        rf" (?:to )?(?:my|the|a) {_CLINICIAN})"
    ),
    # "Should I see a doctor?" asks for the interview by its name; the article answers it too.
    "see_doctor": re.compile(
        rf"(?:should|do|must|ought|shall|does|would) {_SOMEBODY} (?:to |really |need to |have to |better )*"
        rf"(?:see|go to|call|go and see|go see|ring|talk to|be seen by|visit) (?:a |the |my |his |her |our )?"
        rf"{_CLINICIAN}(?: (?:about|for|with|over|because of) (?:this|it|that|these|them|"
        rf"(?:my |the |his |her |leg |calf |foot |muscle |night )*(?:cramps?|spasms?|leg|calf|foot)))?"
        rf"(?: (?:or not|now|today|yes or no))?"
        rf"|do (?:i|we) need (?:a|to see a|the) {_CLINICIAN}(?: for this| about this)?"
        rf"|is it (?:time|serious enough) to see a {_CLINICIAN}"
    ),
    "begin": re.compile(
        r"(?:can you |could you |lets |let us |i want to )?(?:check|assess) (?:my (?:signs|symptoms)|me)"
        r"|(?:can you |could you |please )?ask me (?:the|some|your|those)? ?(?:8 )?questions"
        r"|(?:start|begin|do|run|lets do|let us do|can we do) (?:the |a )?"
        r"(?:questions|interview|check|symptom check|doctor check|questionnaire|triage)"
        r"|(?:doctor|symptom) check|symptom checker|interview me"
    ),
    "resume": re.compile(
        r"where (?:were|was|are) we|(?:lets |let us |can we )?(?:go on|carry on|continue|resume|proceed)"
        r"(?: with the questions)?|keep going|im back|i am back|unpause|ready|im ready"
        r"|what was the (?:last )?question|back to the questions"
    ),
    "why": re.compile(
        r"why|why (?:do|are|would) you (?:ask|asking|need|want)(?: to know)?(?: (?:that|this|me that|me this))?"
        r"|why (?:that|this|ask)|(?:whats|what is) (?:that|this|it) for"
        r"|why (?:does|is) (?:that|this|it) (?:matter|important)|whats that got to do with it"
        r"|what (?:do you|does (?:that|it)) mean|i (?:dont|do not) (?:understand|get it)"
    ),
    "back": re.compile(
        r"(?:go |one |step |take me )?back|(?:go (?:back )?to )?(?:the )?(?:previous|last)(?: question| one)?"
        r"|(?:i want to |let me |can i )?change my (?:last )?answer|undo"
    ),
    "skip": re.compile(
        r"skip(?: (?:it|this|that|this one|this question|that question|the question))?|pass|next"
        r"(?: question| one)?|move on|no comment|(?:id |i would )?(?:rather|prefer) not(?: to)? say"
        r"|i (?:dont|do not) (?:want to|wanna) (?:answer|say)(?: (?:that|this|it))?"
    ),
    "stop": re.compile(
        r"(?:stop|end|quit|cancel|exit|halt)(?: (?:it|this|now|the questions|asking|the interview|the check"
        r"|asking me(?: questions)?))?|no more(?: questions)?|(?:thats )?enough(?: questions)?"
        r"|i (?:want to|wanna) stop|leave it|forget it|never mind|nevermind"
    ),
    "pause": re.compile(
        r"pause|wait|hold on|hang on|(?:wait |just )?(?:a|1) (?:moment|minute|sec|second)|later|not now|brb"
        r"|give me (?:a|1) (?:minute|moment|second|sec)|(?:can we |lets )?do (?:this|it) later"
        r"|wait a (?:moment|minute)"
    ),
    "what_now": re.compile(
        r"(?:but |so )?what (?:now|next|do i do|(?:should|can|must|shall) (?:i|we) do)"
        r"(?: now| next| about (?:it|this|that))?|now what|help(?: me)?"
        r"|is (?:it|this|that) (?:really )?(?:serious|bad|dangerous|urgent)"
        r"|how (?:serious|bad) is (?:it|this|that)"
        r"|why do you (?:say|think) (?:that|this|so)"
    ),
    "repeat": re.compile(
        r"repeat(?: (?:it|that|the question))?|say (?:that|it) again|again|pardon|what|sorry what|what was that"
        r"|come again|(?:can|could) you (?:repeat|say) that(?: again)?|i didnt (?:hear|catch) (?:that|you)"
    ),
}

MOST_WORDS = 16
"""A longer message is about something."""


def command(text: str) -> Command | None:
    """What the whole of `text` asks of the assistant, if it is one of these."""
    words = words_of(text).words
    if not 0 < len(words) <= MOST_WORDS:
        return None
    line = " ".join(words)
    bare = _PLEASE.sub("", line)
    return next(
        (name for name, form in PATTERNS.items() if form.fullmatch(line) or form.fullmatch(bare)),
        None,
    )
