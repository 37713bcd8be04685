"""The ``languages`` column: names to codes, so that ``German``, ``Deutsch`` and ``de`` meet.

Languages compare without region or script (``pt-BR`` is ``pt``), Norwegian's two written
forms as one. What is no known language is reported, and compares as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from rmatch.roster.cells import CellError
from rmatch.roster.names import fold, split_list, strip_accents, unique

__all__ = ["language_codes", "parse_languages"]

# Whose words for languages are understood beside English and each language's own.
_TONGUES: Final = ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "cs", "tr")
_NO_LANGUAGE: Final = frozenset({"und", "mul", "zxx", "mis", "root"})
_SAME: Final = {"nb": "no", "nn": "no"}
_TAG: Final = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*")
# Names in use that CLDR does not list, by code.
_ALSO: Final = (
    "ar: fusha, standard arabic; ca: valencian, valenciano, valencia; ckb: sorani; cs: czechian; "
    "es: castilian, castellano, kastilisch, castillan; fa: farsi, persisch; fil: tagalog, pilipino;"
    "ga: irish gaelic; gd: gaelic; id: bahasa indonesia; ku: kurmanji; ms: bahasa melayu, "
    "bahasa malaysia; nl: vlaams, flamisch; no: bokmal, nynorsk, norsk bokmal, norsk nynorsk; "
    "pa: panjabi; pt: brazilian, brasileiro; ro: moldovan; si: sinhalese; sw: swahili; "
    "uk: ukrainian language; zh: mandarin, mandarin chinese, putonghua, guoyu, hanyu, 普通话, "
    "普通話, 国语, 國語, 汉语, 漢語, 中文（简体）, 中文（繁體）; yue: 广东话, 廣東話; ko: 한국말; "
    "hi: hindustani; he: ivrit; ja: nihongo; ru: russki"
)
_ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_HOW_WELL: Final = re.compile(
    r"[\s:–—-]+(?:[abc][12]\+?|native|mother tongue|fluent|bilingual|professional|working"
    r"|conversational|advanced|intermediate|basic|beginner|good|very good|business|proficient"
    r"|fliessend|muttersprache|verhandlungssicher|grundkenntnisse|courant|langue maternelle"
    r"|nativo|lingua madre|fluido)(?:\s+(?:speaker|level|proficiency|fluent))?$"
)
_AND: Final = re.compile(r"\s*[/&+]\s*|\s(?:and|und|et|y|e|en|och|og)\s")


def parse_languages(text: str) -> frozenset[str]:
    """The cell of the ``languages`` column.

    Parameters
    ----------
    text
        A list of codes, English names, own names, or names in a few other tongues; how
        well somebody speaks one (``English (fluent)``, ``German B2``) is left aside.

    Returns
    -------
    frozenset of str
        Language codes; empty if the cell is blank.

    Raises
    ------
    CellError
        If a name is no known language, with severity ``"warning"``; its ``partial`` is the
        whole set, unknown names in compared form.
    """
    codes: set[str] = set()
    unknown = []
    for item in split_list(text):
        found = language_codes(item)
        if not found:
            unknown.append(item)
        codes.update(found or (fold(item),))
    if unknown:
        names = unique(unknown)
        raise CellError(
            "no language is known by this name, so it is compared as written",
            "write a language's code (de), English name (German) or own name (Deutsch)",
            "unknown-language",
            ", ".join(names),
            severity="warning",
            partial=frozenset(codes),
        )
    return frozenset(codes)


# The tables below never change while the program runs, and rosters repeat a few names.
@cache
def language_codes(name: str) -> frozenset[str]:
    """The codes of the language, or languages, that one item names; empty if unknown."""
    key = strip_accents(fold(name))
    if code := _read(key):
        return frozenset({code})
    # "English/German": only if every part is a language.
    codes = [_read(part) for part in _AND.split(key) if part]
    known = [code for code in codes if code]
    return frozenset(known) if len(known) == len(codes) else frozenset()


def _read(key: str) -> str | None:
    return next(filter(None, map(_code, _readings(key))), None)


def _readings(key: str) -> Iterator[str]:
    yield key
    bare = _ASIDE.sub(" ", key).strip()
    yield bare
    yield _HOW_WELL.sub("", bare)


def _code(key: str) -> str | None:
    if tag := _TAG.fullmatch(key):
        code = _SAME.get(tag[1], tag[1])
        if code in _usual().values():
            return code
        code = _canonical(tag[1])
        if code in _english().values():
            return code
    found = _usual().get(key) or _english().get(key) or _own().get(key)
    if found is None and len(key) > 3:
        tables = map(_names_in, _TONGUES)
        found = next((table[key] for table in tables if key in table), None)
    return found


def _canonical(code: str) -> str:
    from babel.core import get_global

    code = str(get_global("language_aliases").get(code, code)).partition("_")[0]
    return _SAME.get(code, code)


@cache
def _usual() -> dict[str, str]:
    """English names of the languages that people write in, and names that CLDR lacks.

    It answers for most rosters, so that Babel need not be loaded.
    """
    from rmatch.roster.language_names import ENGLISH_NAMES

    table = _listed(ENGLISH_NAMES)
    for entry in _ALSO.split(";"):
        code, _, names = entry.partition(":")
        table.update((strip_accents(fold(name)), code.strip()) for name in names.split(","))
    return table


@cache
def _english() -> dict[str, str]:
    """All English names that CLDR knows."""
    return {**_names_in("en"), **_usual()}


@cache
def _own() -> dict[str, str]:
    from rmatch.roster.language_names import OWN_NAMES

    return _listed(OWN_NAMES)


def _listed(names: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in re.split(r"[|\n]", names.strip()):
        code, _, name = entry.partition(" ")
        table.setdefault(strip_accents(fold(name)), _SAME.get(code, code))
    return table


@cache
def _names_in(tongue: str) -> dict[str, str]:
    from babel import Locale

    table: dict[str, str] = {}
    for tag, name in sorted(Locale.parse(tongue).languages.items()):
        code = str(tag).partition("_")[0]
        if code not in _NO_LANGUAGE:
            table.setdefault(strip_accents(fold(name)), _SAME.get(code, code))
    return table
