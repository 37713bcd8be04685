"""Names as people write them, and the form in which they are compared.

Skills, departments by part, goals and role words compare after NFKC, case folding and
space folding; ids only after trimming. Nothing is ever merged because it looks alike:
:func:`near_names` reports, people decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

__all__ = [
    "Aliases",
    "fold",
    "near_names",
    "says_all",
    "says_nothing",
    "spaced",
    "split_list",
    "strip_accents",
    "unique",
]

# Pasted from web pages and word processors, they make two equal names differ unseen.
_INVISIBLE = {ord(character): None for character in "\u00ad\u200b\u2060\ufeff"}
_SEPARATOR = re.compile(r"([;|,；｜，、\n\r\v\f\x85\u2028\u2029])")
# What is longer is no name; and comparing all with all takes long.
MOST_LETTERS = 200
_DIGIT = re.compile(r"\d")
# Up to so many names with one first letter, looking at letters is quicker than loading rapidfuzz.
MOST_COMPARED = 40
# What forms and HR systems write where there is nothing to say, and where there is no limit.
_NOTHING_WORDS = (
    "-|--|---|–|—|/|.|n/a|n.a.|none|(none)|nil|null|nothing|nobody|no-one|noone|no one"
    "|not applicable|not sure|no preference|no preferences|no_manager|no manager"
    "|keine|keiner|keine angabe|k. a.|k.a.|niemand|nichts|entfallt|aucun|aucune|personne|rien"
    "|ninguno|ninguna|nadie|nada|nessuno|nessuna|niente|nenhum|nenhuma|ninguem|geen|niets"
)
_NOTHING = frozenset(_NOTHING_WORDS.split("|"))
_ALL_WORDS = (
    "all|all of them|all skills|all my skills|all of my skills|all of the above|any|any of them"
    "|everything|alle|alles|tous|toutes|todos|todas|tutti|tutte|allemaal"
)
_ALL = frozenset(_ALL_WORDS.split("|"))
_JOINERS = re.compile(r"[\s\-_./'’&]+")


# A pure function of short texts that rosters repeat.
@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """The compared form of a name: NFKC, case folded, every run of spaces one space.

    Parameters
    ----------
    text
        The name as written.

    Returns
    -------
    str
        The form by which names are equal and ordered; ``fold(fold(x)) == fold(x)``.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    before = None
    # Case folding can undo NFKC and the other way round, so until nothing changes.
    while text != before:
        before = text
        text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    return " ".join(text.split())


@lru_cache(maxsize=1 << 14)
def strip_accents(text: str) -> str:
    """``text`` without its accents, for looking up words that people type without them."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character))


def says_nothing(text: str) -> bool:
    """Whether a whole answer is a word, or a dash, for nothing: ``n/a``, ``none``, ``keine``."""
    key = strip_accents(fold(text))
    return key in _NOTHING or key.rstrip(".!") in _NOTHING


def says_all(text: str) -> bool:
    """Whether a whole answer means all there is: ``all``, ``all of them``, ``alle``."""
    return strip_accents(fold(text)).rstrip(".!") in _ALL


def spaced(text: str) -> str:
    """``text`` as written, trimmed and with every run of spaces one space: for showing."""
    return " ".join(text.translate(_INVISIBLE).split())


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """``texts`` in their order without repeats."""
    return tuple(dict.fromkeys(texts))


def split_list(
    text: str, known: Collection[str] = (), stem: Callable[[str], str] | None = None
) -> list[str]:
    """Split a cell into the items of its list.

    Parameters
    ----------
    text
        The cell. Items end at ``;``, ``|``, ``,`` or a line break; empty ones are ignored.
    known
        Names that may hold a separator themselves (``[skills] known``), in any spelling
        that folds to the same; the longest is recognised first.
    stem
        Gives the name in an item that may carry more (``ai:4*2``); by default the item.

    Returns
    -------
    list of str
        The items as written, trimmed; :func:`spaced` makes them fit to show.
    """
    pieces = _SEPARATOR.split(text)
    compounds = {fold(name) for name in known if _SEPARATOR.search(name)}
    if not compounds:
        return [item for piece in pieces[::2] if (item := piece.strip())]
    return list(_recognised(pieces, compounds, stem or str))


def _recognised(
    pieces: Sequence[str], compounds: Collection[str], stem: Callable[[str], str]
) -> Iterator[str]:
    reach = 2 * max(len(_SEPARATOR.findall(name)) for name in compounds)
    start = 0
    while start < len(pieces):
        end = min(start + reach + 1, len(pieces))
        while end > start + 1 and fold(stem("".join(pieces[start:end]))) not in compounds:
            end -= 2
        if item := "".join(pieces[start:end]).strip():
            yield item
        start = end + 1


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which names mean the same skill, by ``[skills] aliases``.

    ``table`` maps the compared form of an alias to that of the name it stands for; chains
    are followed once, here, and a ring stands for its first name in code point order.
    """

    table: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, aliases: Mapping[str, str]) -> Aliases:
        """From the policy's table, in any spelling."""
        steps = {fold(alias): fold(name) for alias, name in aliases.items()}
        return cls({alias: _end_of_chain(alias, steps) for alias in steps})

    def key(self, name: str) -> str:
        """The compared form of a skill's name, aliases applied."""
        key = fold(name)
        return self.table.get(key, key)


def _end_of_chain(name: str, steps: Mapping[str, str]) -> str:
    seen = [name]
    while (following := steps.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]


def near_names(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that nearly equal one another: most likely one name mistyped.

    Parameters
    ----------
    names
        Compared forms (as :func:`fold` or :meth:`Aliases.key` give them).

    Returns
    -------
    list of (str, str)
        Each pair and the list in code point order.

    Notes
    -----
    Two names are near if they differ only in joiners (``power-bi``, ``power bi``), or word
    by word in one slip of the keyboard (optimal string alignment distance 1, from 10
    letters on 2) inside a word that begins with the same letter. Names whose digits differ
    (``web 2``, ``web 3``), short words (``java``, ``lava``) and texts too long for a name
    are left alone.
    """
    blocks: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for name in sorted(set(names)):
        if len(name) <= MOST_LETTERS and (plain := _JOINERS.sub("", name)):
            blocks[plain[0], *_DIGIT.findall(plain)][name] = plain
    if not any(map(_may_hold_near, blocks.values())):
        return []  # and nothing was loaded to find that out

    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        for name, plain in block.items():
            reach = _allowed(max(map(len, _JOINERS.split(name))))
            found = extract(plain, block, scorer=OSA.distance, score_cutoff=reach, limit=None)
            pairs.update((min(name, other), max(name, other)) for _, _, other in found)
    return sorted(pair for pair in pairs if _near(pair[0], pair[1], OSA.distance))


def _may_hold_near(block: Mapping[str, str]) -> bool:
    """Whether two of these names could be within two slips, by their letters alone.

    A slip changes the bag of letters by one at most on either side.
    """
    if len(block) > MOST_COMPARED:
        return True
    bags = [Counter(plain) for plain in block.values()]
    return any(
        (one - other).total() <= 2 and (other - one).total() <= 2
        for one, other in combinations(bags, 2)
    )


def _near(one: str, other: str, distance: Callable[[str, str], float]) -> bool:
    if one == other:
        return False
    plain, plain_other = _JOINERS.sub("", one), _JOINERS.sub("", other)
    if plain == plain_other:
        return len(plain) > 2
    words, words_other = _JOINERS.split(one), _JOINERS.split(other)
    if len(words) != len(words_other):
        words, words_other = [plain], [plain_other]
    differing = [pair for pair in zip(words, words_other, strict=True) if len(set(pair)) == 2]
    return len(differing) == 1 and _slip(*differing[0], distance)


def _slip(one: str, other: str, distance: Callable[[str, str], float]) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 4 or one[0] != other[0]:
        return False
    if shorter == 4 and sorted(one) != sorted(other):
        return False
    return distance(one, other) <= _allowed(shorter)


def _allowed(letters: int) -> int:
    return 2 if letters >= 10 else 1
