"""What a pairing's files are called: its two ids, so that equal runs name them alike."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

__all__ = ["stems"]

# Such ids no file system mixes up, and none escapes the folder with.
_PLAIN = re.compile(r"[0-9A-Z]{1,40}")
_UNSAFE = re.compile(r"[^0-9A-Za-z._]+")
LONGEST = 40
DIGITS = 8


def stems(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """A name without an ending for each pairing, by the ids of mentor and learner.

    Two plain ids are the name: ``J012-S003``. Others are made plain, with a fingerprint of both
    behind them, so that no two pairings share a name, not even where case does not count. It does
    not depend on who else is paired, unless two fingerprints agree.

    Examples
    --------
    >>> stems([("J012", "S003"), ("ann@example.com", "../bo")])
    ('J012-S003', 'ann_example.com-bo-66f56439')
    """
    found = [_stem(mentor, learner, DIGITS) for mentor, learner in pairs]
    used = Counter(name.casefold() for name in found)
    return tuple(
        name if used[name.casefold()] == 1 else _stem(*pair, digits=64)
        for name, pair in zip(found, pairs, strict=True)
    )


def _stem(mentor: str, learner: str, digits: int) -> str:
    if _PLAIN.fullmatch(mentor) and _PLAIN.fullmatch(learner):
        return f"{mentor}-{learner}"
    both = f"{len(mentor)}:{mentor}{learner}".encode("utf-8", "surrogatepass")
    return f"{_slug(mentor)}-{_slug(learner)}-{hashlib.sha256(both).hexdigest()[:digits]}"


def _slug(text: str) -> str:
    return _UNSAFE.sub("_", text)[:LONGEST].strip("._") or "x"
