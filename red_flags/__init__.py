"""Find red flags in what someone wrote. Knows spaCy and the YAML beside it; nothing of Rasa."""

from red_flags.check import assess, concluded, failed_assessment
from red_flags.explanation import explain, name_of, reminder, wording
from red_flags.meaning import prepared
from red_flags.memory import forget
from red_flags.modifiers import (
    Modifier,
    all_modifiers,
    ask_key,
    general_cautions,
    modifier,
    modifiers,
    safest,
)
from red_flags.record import (
    NO_FINDINGS,
    Assessment,
    Findings,
    Fired,
    Question,
    Sign,
    Status,
    Tier,
)
from red_flags.regions import Region, region, said_region
from red_flags.summary import Diary, Entry, noted, spoken_summary, summary, taken_back

__all__ = [
    "NO_FINDINGS",
    "Assessment",
    "Diary",
    "Entry",
    "Findings",
    "Fired",
    "Modifier",
    "Question",
    "Region",
    "Sign",
    "Status",
    "Tier",
    "all_modifiers",
    "ask_key",
    "assess",
    "concluded",
    "explain",
    "failed_assessment",
    "forget",
    "general_cautions",
    "modifier",
    "modifiers",
    "name_of",
    "noted",
    "prepared",
    "region",
    "reminder",
    "safest",
    "said_region",
    "spoken_summary",
    "summary",
    "taken_back",
    "wording",
]
