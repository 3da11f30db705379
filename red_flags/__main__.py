"""Makes the second net: `python -m red_flags`, which `make train` runs."""

from __future__ import annotations

import sys

from encoder import EncoderMissing, shared_encoder
from red_flags import prepared
from red_flags.knowledge import all_findings
from red_flags.meaning import examples, train


def main() -> int:
    """Makes the net if need be; `--figures` prints what it is worth by leave-one-out."""
    if "--figures" not in sys.argv:
        ready = prepared()
        print("ready" if ready else "no encoder: run `make setup`")
        return 0 if ready else 1
    try:
        encoder = shared_encoder()
    except EncoderMissing as missing:
        print(missing)
        return 1
    made, left_out = train(encoder, all_findings())
    _, means = examples(all_findings())
    caught = total = 0
    for k, name in enumerate(made.ids):
        mine = sorted(means[name])
        alone, beside = made.thresholds[:, k]
        hits = int((left_out[mine, k] >= alone).sum())
        caught, total = caught + hits, total + len(mine)
        print(f"{name}: thresholds {alone:.2f}, {beside:.2f}; said caught {hits}/{len(mine)}")
    print(f"said caught when left out: {caught}/{total}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
