"""`python -m red_flags.try_findings [group …]`: said that are missed, traps that alarm."""

from __future__ import annotations

import sys

from red_flags.hearing import hear
from red_flags.knowledge import (
    FOLDER,
    Finding,
    all_findings,
    problems_of,
    rules,
    unknown_names,
    word_list_problems,
)
from red_flags.patterns import net
from red_flags.record import NO_FINDINGS
from red_flags.schema import lines_of


def status_of(finding: str, text: str) -> str:
    """The status of `finding` in `text`, whoever has it; `-` when it is not found."""
    found = [sign.status for sign in hear(text, NO_FINDINGS, 0.0).signs if sign.id == finding]
    order = ("present", "recent", "past", "hypothetical", "absent")
    return next((status for status in order if status in found), "-")


def report(finding: Finding) -> tuple[int, int]:
    """Prints what is missed; gives the numbers of missed said and alarmed traps."""
    missed = [
        text for text in finding.said if status_of(finding.id, text) not in ("present", "recent")
    ]
    alarmed = [
        (text, why) for text, why in finding.traps if status_of(finding.id, text) == "present"
    ]
    print(
        f"{finding.id}: {len(finding.patterns)} patterns, said "
        f"{len(finding.said) - len(missed)}/{len(finding.said)}, "
        f"traps alarmed {len(alarmed)}/{len(finding.traps)}"
    )
    for text in missed:
        print(f"    missed ({status_of(finding.id, text)}): {text}")
    for text, why in alarmed:
        print(f"    alarmed ({why}): {text}")
    return len(missed), len(alarmed)


def pattern_problems() -> list[str]:
    """File, line and reason of each pattern that could not be read."""
    found = []
    for finding, pattern, reason in net().problems:
        path = FOLDER / "findings" / f"{all_findings()[finding].group}.yml"
        lines = lines_of(path)
        entry = all_findings()[finding]
        key = "never" if pattern in entry.never else "patterns"
        number = (entry.never if key == "never" else entry.patterns).index(pattern)
        line = lines.get((finding, key, str(number)), lines.get((finding,), 1))
        found.append(f"{path.name}:{line}: {finding}: {pattern!r}: {reason}")
    return found


def main(groups: list[str]) -> int:
    """Reports on the findings of the named files, or of all."""
    for group in groups:
        if not (FOLDER / "findings" / f"{group}.yml").exists():
            print(f"findings/{group}.yml does not exist yet")
    for path in sorted((FOLDER / "findings").glob("*.yml")):
        if not groups or path.stem in groups:
            for problem in problems_of(path):
                print(problem)
    for problem in word_list_problems():
        print(problem)
    for line in pattern_problems():
        if not groups or line.split(".yml")[0] in groups:
            print(line)
    mine = [entry for entry in all_findings().values() if not groups or entry.group in groups]
    results = [report(entry) for entry in mine]
    said, traps = sum(len(f.said) for f in mine), sum(len(f.traps) for f in mine)
    print(
        f"{len(mine)} findings, {sum(len(f.patterns) for f in mine)} patterns; said missed "
        f"{sum(r[0] for r in results)}/{said}, traps alarmed {sum(r[1] for r in results)}/{traps}"
    )
    print("The language also has # for any number and #10-90 for a number in that range.")
    if not groups:
        print("unknown names in rules.yml:", sorted(unknown_names(_rule_names())))
    return 0


def _rule_names() -> set[str]:
    return {
        name
        for flag in rules().flags.values()
        for when in flag.when
        for part in (when.all, when.any, when.of, when.none, when.recent)
        for name in part
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
