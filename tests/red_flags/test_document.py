"""The page for clinicians says what the YAML says."""

from red_flags.document import PAGE, document
from red_flags.knowledge import all_findings, rules


def test_the_page_is_as_the_rules_are():
    assert PAGE.read_text(encoding="utf-8") == document(), "run: make docs"


def test_every_flag_and_finding_stands_on_the_page():
    page = document()
    for flag in rules().flags.values():
        assert f"### {flag.concern}\n`{flag.id}` · **{flag.tier.name.lower()}**" in page
    for finding in all_findings().values():
        assert f"- `{finding.id}` ({finding.kind}): {finding.label}." in page
