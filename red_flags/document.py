"""The specification as one page for clinicians: `make docs` writes docs/red_flags.md from the YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

from red_flags.knowledge import FOLDER, all_findings, rules
from red_flags.schema import read

PAGE = FOLDER.parent / "docs" / "red_flags.md"
SHOWN = 4
"""So many wordings and traps of a finding: all of them are thousands of lines."""


def document() -> str:
    """The whole page, in Markdown."""
    flags = read(FOLDER / "rules.yml")["flags"]
    modifiers = read(FOLDER / "modifiers.yml")["modifiers"]
    interview = read(FOLDER / "interview.yml")
    regions = read(FOLDER / "regions.yml")
    sources = read(FOLDER / "sources.yml")["sources"]
    return Template((FOLDER / "document.md").read_text(encoding="utf-8")).substitute(
        counts=f"{len(flags)} flags, {len(all_findings())} findings, {len(modifiers)} modifiers, "
        f"{len(interview['questions'])} interview questions, {len(regions['regions'])} regions.",
        flags="\n".join(_flag(name, flag) for name, flag in flags.items()).strip(),
        groups=_rows((f"*{name}*", _words(members)) for name, members in _groups().items()),
        findings="\n".join(_findings()).strip(),
        modifiers=_rows(_modifier(name, entry) for name, entry in modifiers.items()),
        most=interview["most"],
        interview="\n".join(_question(entry) for entry in interview["questions"].values()).strip(),
        regions=_rows(_region(each) for each in _places(regions)),
        sources=_rows(
            (f"`{name}`", _link(each), each["checked"]) for name, each in sources.items()
        ),
    )


def _places(regions: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return [{**regions["neutral"], "name": "not known"}, *regions["regions"].values()]


def _groups() -> dict[str, list[str]]:
    return {name: sorted(members) for name, members in rules().groups.items()}


def _words(names: Iterable[str]) -> str:
    """Findings by their label, groups by their name."""
    return ", ".join(
        f"*{name}*" if name in rules().groups else f"`{name}`" for name in sorted(names)
    )


def _clause(when: Mapping[str, Any]) -> str:
    some = when.get("at_least")
    parts = [
        (_words(when.get("all", ())).replace(", ", " + "), ""),
        (_words(when.get("any", ())), "any of "),
        (_words(some["of"]) if some else "", f"at least {some['n']} of " if some else ""),
        (_words(when.get("recent", ())), "lately, now gone: "),
    ]
    text = " with ".join(lead + names for names, lead in parts if names)
    blocked = _words(when.get("none", ()))
    return f"{text}; unless {blocked}" if blocked else text


def _flag(name: str, flag: Mapping[str, Any]) -> str:
    lines = [
        f"### {flag['concern']}",
        f"`{name}` · **{flag['tier']}** · {flag['action']} · {flag.get('pathway', 'medical')}",
        "",
        *(f"- fires on {_clause(when)}" for when in flag["when"]),
    ]
    if flag.get("ask_first"):
        lines.append(f"- asks first: “{flag['ask_first']}”")
    said = [flag["because"], *flag.get("do", ()), *flag.get("dont", ())]
    lines.append(f"- says “{' '.join(said)}”")
    told = {"tell": "on the phone", "watch": "watch for", "downgrade": "lower when"}
    for key, label in told.items():
        value = flag.get(key)
        if value:
            lines.append(f"- {label}: “{value if isinstance(value, str) else ' '.join(value)}”")
    lines += [f"- rests on {_basis(flag)}", ""]
    return "\n".join(lines)


def _basis(entry: Mapping[str, Any]) -> str:
    return f"{', '.join(entry['sources'])} ({entry['basis'].replace('_', ' ')})"


def _findings() -> Iterable[str]:
    for finding in sorted(all_findings().values(), key=lambda each: (each.group, each.id)):
        yield f"- `{finding.id}` ({finding.kind}): {finding.label}."
        if finding.said:
            yield f"  - such as {_quoted(finding.said)}"
        if finding.traps:
            yield f"  - but not {_quoted([text for text, _ in finding.traps])}"


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in list(texts)[:SHOWN])


def _modifier(name: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    about = entry.get("about", ())
    return (
        f"{', '.join(entry['when'])} (`{name}`)",
        "all" if list(about) == ["*"] else ", ".join(about),
        entry["action"],
        f"{entry['text']} [{_basis(entry)}]",
    )


def _question(entry: Mapping[str, Any]) -> str:
    lines = [f"- **{entry['text']}** Why: {entry['why']}"]
    for button in entry["buttons"]:
        gives = [*button.get("present", ()), *button.get("present_any", ())]
        means = f" → {', '.join(gives)}" if gives else ""
        means += " → asks which" if button.get("ask") else ""
        means += f"; {button['escalate']} at once" if button.get("escalate") else ""
        lines.append(f"  - {button['title']}{means}")
    return "\n".join(lines)


def _region(place: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = ("emergency", "urgent", "crisis", "poison")
    return (
        place["name"],
        *(place[kind]["text"] if place.get(kind) else "neutral words" for kind in kinds),
        place.get("note", "neutral words, no number of a region"),
    )


def _link(source: Mapping[str, Any]) -> str:
    title = f"{source['publisher']}: {source['title']}"
    address = str(source.get("address") or "")
    return f"[{title}]({address})" if address.startswith("https://") else title


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(
        "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows
    )


def main(page: Path = PAGE) -> None:
    """Write the page."""
    page.write_text(document(), encoding="utf-8")
    print(f"{page.relative_to(FOLDER.parent)} is written.")


if __name__ == "__main__":
    main()
