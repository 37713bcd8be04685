"""The ``available`` column: when somebody has time in a week, in local time.

``Mon 09:00-12:00; Wed afternoon`` and what people write instead, with the days of seven
languages: ``Mon-Fri 9-17``, ``Di, Do 14-16 Uhr``, ``weekdays 9am-5pm``, ``lunes mañana``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rmatch.roster.cells import CellError
from rmatch.roster.names import fold, strip_accents

__all__ = ["DEFAULT_AVAILABLE", "WEEK", "Interval", "parse_available", "united"]

Interval = tuple[int, int]

DAY: Final = 24 * 60
WEEK: Final = 7 * DAY
_WORKING_HOURS: Final = (9 * 60, 17 * 60)
_LONGEST_DAY: Final = 10 * 60
DEFAULT_AVAILABLE: Final[tuple[Interval, ...]] = tuple(
    (day * DAY + _WORKING_HOURS[0], day * DAY + _WORKING_HOURS[1]) for day in range(5)
)

# Monday to Sunday, in English, German, French, Spanish, Italian, Portuguese and Dutch.
_DAYS: Final = (
    "monday mondays mon mo montag montags lundi lundis lun lu lunes lunedi segunda seg "
    "segunda-feira maandag maandags ma",
    "tuesday tuesdays tue tues tu dienstag dienstags di mardi mardis mar martes martedi terca "
    "ter terca-feira dinsdag dinsdags",
    "wednesday wednesdays wed weds we mittwoch mittwochs mi mercredi mercredis mer miercoles mie "
    "mercoledi quarta qua quarta-feira woensdag woensdags wo",
    "thursday thursdays thu thur thurs th donnerstag donnerstags do jeudi jeudis jeu jueves jue "
    "giovedi gio quinta qui quinta-feira donderdag donderdags",
    "friday fridays fri fr freitag freitags vendredi vendredis ven ve viernes vie venerdi sexta "
    "sex sexta-feira vrijdag vrijdags vr vrij",
    "saturday saturdays sat sa samstag samstags sonnabend sonnabends samedi samedis sam sabado "
    "sabados sab sabato zaterdag zaterdags za",
    "sunday sundays sun su sonntag sonntags so dimanche dimanches dim domingo domingos dom "
    "domenica zondag zondags zo",
)
_DAY: Final[Mapping[str, int]] = {
    word: day for day, words in enumerate(_DAYS) for word in words.split()
}
_WEEKDAYS: Final = (
    "weekdays|weekday|working days|workdays|business days|werktags|wochentags|arbeitstags"
    "|unter der woche|en semaine|jours ouvres|jours ouvrables|dias laborables|entre semana"
    "|giorni feriali|giorni lavorativi|dias uteis|werkdagen|doordeweeks"
)
_WEEKENDS: Final = "weekends|weekend|week-end|wochenende|am wochenende|fin de semana|fim de semana"
_EVERY_DAY: Final = (
    "daily|every day|everyday|all days|all week|taglich|jeden tag|tous les jours|todos los dias"
    "|a diario|tutti i giorni|ogni giorno|todos os dias|diariamente|dagelijks|elke dag"
)
_MORNINGS: Final = (
    "morning|mornings|vormittag|vormittags|morgens|matin|matins|manana|mananas|mattina|mattine"
    "|mattino|manha|manhas|ochtend|ochtenden|voormiddag|s ochtends"
)
_AFTERNOONS: Final = (
    "afternoon|afternoons|nachmittag|nachmittags|apres-midi|apres midi|tarde|tardes|pomeriggio"
    "|pomeriggi|middag|middagen|namiddag|s middags"
)
_ALL_DAY: Final = (
    "all day|office hours|business hours|working hours|ganztags|ganztagig|burozeiten|journee"
    "|toute la journee|todo el dia|tutto il giorno|o dia todo|dia inteiro|hele dag|kantooruren"
)
# Whole answers that set no limit, or say nothing: as if left blank.
_NO_LIMIT: Final = (
    "any|any time|anytime|any day|any day any time|flexible|i am flexible|i'm flexible|always"
    "|whenever|no preference|no limits|jederzeit|immer|flexibel|egal|toujours|flexible"
    "|siempre|cualquier hora|sempre|altijd|n/a|-|–|—"
)
_NOON: Final = "noon|midday|mittag"
_MIDNIGHT: Final = "midnight|mitternacht|minuit"
_UNTIL: Final = "to|till|til|until|through|thru|bis|a|al|ate|as|alle|tot|t/m|au|hasta|jusqu'a"
_FILLER: Final = (
    "and|und|et|y|e|en|from|between|on|at|every|each|von|vom|am|um|jeden|zwischen|uhr|de|du|des|le"
    "|les|da|dal|dalle|das|desde|los|el|la|il|van|op|om|uur|h|hrs|hours|o'clock|local|time|only"
    "|in|the|per|week|ab|pela|in der|im"
)
_EXAMPLE = "write, for example, Mon 09:00-12:00; Wed afternoon, or Mon-Fri 9-17"


def _phrases() -> dict[str, tuple[str, tuple[int, ...]]]:
    """Word or phrase to the kind of token it is, and its days or hours."""
    table: dict[str, tuple[str, tuple[int, ...]]] = {
        word: ("day", (day,)) for word, day in _DAY.items()
    }
    groups: tuple[tuple[str, str, tuple[int, ...]], ...] = (
        (_WEEKDAYS, "day", (0, 1, 2, 3, 4)),
        (_WEEKENDS, "day", (5, 6)),
        (_EVERY_DAY, "day", (0, 1, 2, 3, 4, 5, 6)),
        (_MORNINGS, "span", (9 * 60, 12 * 60)),
        (_AFTERNOONS, "span", (13 * 60, 17 * 60)),
        (_ALL_DAY, "span", _WORKING_HOURS),
        (_NOON, "time", (12 * 60,)),
        (_MIDNIGHT, "time", (DAY,)),
        (_UNTIL, "until", ()),
        (_FILLER, "filler", ()),
    )
    for words, kind, value in groups:
        for word in words.split("|"):
            table.setdefault(word, (kind, value))
    return table


_PHRASES: Final = _phrases()
_LONGEST: Final = sorted((word for word in _PHRASES if not word.isalpha()), key=len, reverse=True)
_TOKEN: Final = re.compile(
    r"(?P<end>[;|\n\r]+)"
    r"|(?P<until>-|–|—|−|~|\.\.+|…)"
    r"|(?P<comma>[,&+/])"
    r"|(?P<hour>\d{1,2})(?:(?::|\.(?=\d)|h(?=\d))(?P<minute>\d{2})|(?P<joined>\d{2})(?!\d))?"
    r"\s*(?:(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?(?:h|uhr|u)\b\.?)?"
    rf"|(?P<phrase>(?:{'|'.join(map(re.escape, _LONGEST))})(?!\w)|[^\W\d_]+)\.?"
    r"|(?P<space>[\s:().]+)"
)


@dataclass(frozen=True, slots=True)
class _Time:
    minutes: int
    bare: bool  # an hour alone: "9", not "9:00" or "9am"
    half: str | None  # "a", "p" or None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # day, span, time, until, comma, end
    value: tuple[int, ...] = ()
    time: _Time | None = None


def parse_available(text: str) -> tuple[Interval, ...]:
    """The cell of the ``available`` column.

    Parameters
    ----------
    text
        Days with hours or parts of the day, in local time. Days alone mean 09:00-17:00 on
        them, hours alone mean Monday to Friday; morning is 09-12, afternoon 13-17;
        ``22:00-02:00`` runs into the next day, from Sunday into Monday.

    Returns
    -------
    tuple of (start, end)
        Half-open, in minutes since Monday 00:00, sorted and disjoint, at most a week;
        :data:`DEFAULT_AVAILABLE` if the cell is blank or sets no limit ("any time").

    Raises
    ------
    CellError
        If any part of the text is not understood.
    """
    key = strip_accents("\n".join(map(fold, re.split(r"[\n\r]+", text)))).replace("’", "'")
    if not key.strip() or key.strip(" .!\n") in _NO_LIMIT.split("|"):
        return DEFAULT_AVAILABLE
    entries = _entries(list(_tokens(key)))
    if not entries:
        raise _unread("this names no day and no hour")
    no_days = not any(entry.days for entry in entries)
    spans: list[Interval] = []
    for entry in entries:
        if not entry.days and not no_days:
            raise _unread("some hours have no day")
        for day in sorted(entry.days) or range(5):
            for start, end in entry.spans or [_WORKING_HOURS]:
                spans.append((day * DAY + start, day * DAY + end))
    return united(spans)


def united(spans: Iterable[Interval]) -> tuple[Interval, ...]:
    """Intervals wrapped around the week, sorted, and united where they meet or overlap."""
    wrapped: list[Interval] = []
    for start, end in spans:
        length = min(end - start, WEEK)
        start %= WEEK
        wrapped.append((start, min(start + length, WEEK)))
        if start + length > WEEK:
            wrapped.append((0, start + length - WEEK))
    result: list[Interval] = []
    for start, end in sorted(wrapped):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return tuple(result)


def _tokens(key: str) -> Iterator[_Token]:
    place = 0
    while place < len(key):
        found = _TOKEN.match(key, place)
        if found is None:
            raise _unread(f"'{key[place]}' is not understood")
        place = found.end()
        if found["hour"] is not None:
            yield _Token("time", time=_time(found))
        elif found["phrase"] is not None:
            yield from _word(found["phrase"])
        elif found["space"] is None:
            yield _Token(str(found.lastgroup))


def _time(found: re.Match[str]) -> _Time:
    hour, minute = int(found["hour"]), int(found["minute"] or found["joined"] or 0)
    half = found["half"]
    if minute > 59 or 60 * hour + minute > DAY or (half and not 1 <= hour <= 12):
        raise _unread(f"'{found[0].strip()}' is no time of day")
    bare = half is None and found["minute"] is None and found["joined"] is None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _Time(60 * hour + minute, bare, half)


def _word(word: str) -> Iterator[_Token]:
    if word not in _PHRASES:
        yield from _compound(word)
        return
    kind, value = _PHRASES[word]
    if kind == "time":
        yield _Token("time", time=_Time(value[0], bare=False, half=None))
    elif kind != "filler":
        yield _Token(kind, value)


def _compound(word: str) -> Iterator[_Token]:
    """A day and a part of it in one word, as in "montagvormittag"."""
    for length in range(len(word) - 3, 3, -1):
        day, part = _PHRASES.get(word[:length]), _PHRASES.get(word[length:])
        if day and part and (day[0], part[0]) == ("day", "span"):
            yield _Token(*day)
            yield _Token(*part)
            return
    raise _unread(f"'{word}' is not understood")


@dataclass(slots=True)
class _Entry:
    """Days and the hours on them, while they are gathered."""

    days: set[int] = field(default_factory=set)
    spans: list[Interval] = field(default_factory=list)
    order: str = ""  # what came: "d" days, "s" hours


def _entries(tokens: list[_Token]) -> list[_Entry]:
    entries = [_Entry()]
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind == "end":
            entries.append(_Entry())
        elif token.kind == "day":
            days, place = _days(tokens, place)
            _open(entries, "d").days.update(days)
        elif token.kind in ("time", "span"):
            span, place = _span(tokens, place)
            _open(entries, "s").spans.append(span)
        elif token.kind == "until":
            # "Mon - 9:00-12:00": a dash between a day and its hours says nothing.
            if place == 0 or tokens[place - 1].kind not in ("day", "comma"):
                raise _unread("a dash or 'to' has nothing before it")
            if place + 1 == len(tokens) or tokens[place + 1].kind not in ("time", "span"):
                raise _unread("a dash or 'to' has nothing after it")
        place += 1
    return [entry for entry in entries if entry.order]


def _open(entries: list[_Entry], kind: str) -> _Entry:
    """The entry that a day, or hours, belong to: a third change begins the next one."""
    order = entries[-1].order
    if len(order) == 2 and order[-1] != kind:
        entries.append(_Entry())
    if not entries[-1].order.endswith(kind):
        entries[-1].order += kind
    return entries[-1]


def _days(tokens: list[_Token], place: int) -> tuple[list[int], int]:
    first = tokens[place].value
    following = [token.kind for token in tokens[place + 1 : place + 3]]
    if following != ["until", "day"]:
        return list(first), place
    last = tokens[place + 2].value
    if len(first) > 1 or len(last) > 1:
        raise _unread("a range of days needs one day at each end")
    count = (last[0] - first[0]) % 7
    return [(first[0] + step) % 7 for step in range(count + 1)], place + 2


def _span(tokens: list[_Token], place: int) -> tuple[Interval, int]:
    token = tokens[place]
    if token.kind == "span":
        return (token.value[0], token.value[1]), place
    following = tokens[place + 1 : place + 3]
    if [after.kind for after in following] != ["until", "time"]:
        raise _unread("a time has no end")
    start, end = token.time, following[1].time
    if start is None or end is None:  # pragma: no cover - a token of kind time has one
        raise _unread("a time has no end")
    return _from_to(start, end), place + 2


def _from_to(start: _Time, end: _Time) -> Interval:
    begin, finish = start.minutes, end.minutes
    if end.half and start.half is None and begin <= DAY // 2:
        # "1-3pm" is both after noon, "9-5pm" and "11-1pm" begin before it.
        shifted = begin % (DAY // 2) + (DAY // 2 if end.half == "p" else 0)
        begin = shifted if shifted < finish else begin
    elif start.half and end.half is None and finish <= begin and finish <= DAY // 2:
        finish += DAY // 2  # "9am-5"
    elif start.bare and end.bare and finish < begin <= DAY // 2:
        finish += DAY // 2  # "9 to 5", "12-1"
        if begin < 7 * 60 or finish - begin > _LONGEST_DAY:
            raise _unread("it is not clear which of these hours is before and which after noon")
    if begin == DAY:
        raise _unread("hours begin at 24:00, which is 00:00 of the next day")
    if begin == finish:
        raise _unread("the hours end where they begin")
    return (begin, finish) if finish > begin else (begin, finish + DAY)


def _unread(what: str) -> CellError:
    return CellError(what, _EXAMPLE, "available")
