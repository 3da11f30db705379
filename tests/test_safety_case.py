"""The hazard log names tests that exist."""

import re
from pathlib import Path

HERE = Path(__file__).parent
LOG = HERE.parent / "docs" / "safety" / "hazards.md"


def test_every_control_is_proved_by_a_test_that_exists():
    rows = [line for line in LOG.read_text("utf-8").splitlines() if re.match(r"\| H\d", line)]
    assert len(rows) >= 13
    tests = "\n".join(path.read_text("utf-8") for path in HERE.rglob("test_*.py"))
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        missing = [name for name in named if f"def {name}(" not in tests]
        assert not missing, f"{row[:8]} names tests that are not there: {missing}"


def test_the_risk_is_severity_times_likelihood():
    for row in LOG.read_text("utf-8").splitlines():
        if re.match(r"\| H\d", row):
            severity, likelihood, risk = (int(cell) for cell in row.split("|")[5:8])
            assert severity * likelihood == risk, row
