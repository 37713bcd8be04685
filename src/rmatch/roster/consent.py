"""Whether a person agreed to take part: never guessed.

Only a yes that is known as one counts, in the words of many languages, as a tick, or as
the sentence of a consent question ("I agree ..."). What is neither yes nor no is not a
yes, and is reported.
"""

from __future__ import annotations

import re
from typing import Final

from rmatch.roster.cells import CellError
from rmatch.roster.names import fold, strip_accents

__all__ = [
    "MARKS",
    "NO",
    "YES",
    "is_no",
    "is_yes",
    "parse_participate",
    "parse_tick",
    "reads_as_ticks",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(strip_accents(fold(word)) for word in text.split("|"))


# English, German and Scandinavian, Romance, Slavic, Baltic, Finno-Ugric, Greek, Turkic,
# Asian and African tongues; then what spreadsheets write for TRUE in their languages.
YES: Final = _words(
    "yes|y|yep|yeah|true|t|1|1.0|x|on|ok|okay|sure|agree|agreed|i agree|accept|accepted"
    "|ja|jawohl|j|jo|jep|gerne|oui|si|s|sim|da|tak|ano|да|д|так|ναι|evet"
    "|igen|kyllä|joo|jah|taip|jā|já|po|bai|はい|是|是的|对|同意|好|예|네|نعم|כן|بله"
    "|हाँ|हां|ya|iya|vâng|có|đồng ý|ใช่|oo|ndiyo|yebo|bəli|हा|হ্যাঁ|ஆம்|jes|sea|ie|tá"
    "|wahr|vrai|vero|verdadero|verdadeiro|waar|sant|sann|prawda|pravda|tosi|igaz|истина"
    "|✓|✔|✅|☑|🗹|👍"
)
NO: Final = _words(
    "no|n|nope|false|f|0|0.0|off|none|never|disagree|decline|declined|opt out|-|–|—"
    "|nein|nee|nej|nei|non|não|nao|nie|ne|нет|не|ні|όχι|hayır|nem|ei|en|ez"
    "|いいえ|不|否|不是|不同意|아니요|아니오|لا|לא|خیر|नहीं|tidak|không|ไม่|hindi|hapana"
    "|falsch|faux|falso|onwaar|falskt|usann|falsk|fałsz|nepravda|epätosi|hamis|ложь"
    "|✗|✘|❌|☐|👎"
)
# Sentences that consent questions offer as their answer; what follows them is free.
_AGREES: Final = tuple(
    sorted(
        _words(
            "i agree|i do agree|i fully agree|i hereby agree|i accept|i consent|i confirm"
            "|i give my consent|i give consent"
            "|i would like to take part|i would like to participate|i would like to join"
            "|i'd like to take part|i'd like to participate|i'd like to join"
            "|i want to take part|i want to participate|i want to join|i wish to take part"
            "|i wish to participate|i am happy to take part|i'm happy to take part"
            "|i will take part|i take part|i am taking part|i'm in|count me in|opt in"
            "|i have read and agree|i have read and accept|i understand and agree"
            "|ich stimme zu|ich bin einverstanden|einverstanden|ich willige ein"
            "|ich möchte teilnehmen|ich will teilnehmen|ich nehme teil|ich mache mit"
            "|ich bin dabei|ich möchte mitmachen|ich akzeptiere|zugestimmt"
            "|j'accepte|je suis d'accord|d'accord|je consens|je participe|je souhaite participer"
            "|je veux participer|je voudrais participer|j'aimerais participer"
            "|acepto|estoy de acuerdo|de acuerdo|quiero participar|me gustaría participar"
            "|deseo participar|consiento|participo"
            "|accetto|sono d'accordo|d'accordo|acconsento|voglio partecipare|vorrei partecipare"
            "|desidero partecipare|partecipo"
            "|aceito|concordo|estou de acordo|de acordo|quero participar|gostaria de participar"
            "|ik ga akkoord|akkoord|ik stem in|ik doe mee|ik wil meedoen|ik wil deelnemen"
            "|ik neem deel|jag godkänner|jag samtycker|jag vill delta|jag deltar"
            "|jeg er enig|jeg samtykker|jeg vil gerne deltage|jeg ønsker å delta|jeg deltager"
            "|zgadzam się|wyrażam zgodę|chcę wziąć udział|souhlasím|súhlasím|согласен|согласна"
            "|я согласен|я согласна|kabul ediyorum|katılmak istiyorum|同意します|我同意|동의합니다"
            "|أوافق|אני מסכים|אני מסכימה"
        )
    )
)
# Negations, and the words that turn a yes into a perhaps.
_NEGATIONS: Final = _words(
    "not|no|never|cannot|nicht|kein|keine|nein|pas|non|nunca|não|nao|mai|niet|geen|inte|ikke"
    "|ej|nie|ne|не|нет|don't|dont|won't|wont|can't|cant|wouldn't|decline|disagree|ei|değil"
)
_HEDGES: Final = _words(
    "but|maybe|perhaps|possibly|later|if|unless|only|except|depends|unsure|aber|vielleicht|später"
    "|wenn|falls|nur|mais|peut-être|si|sauf|seulement|pero|quizás|quizá|sólo|solo|forse|ma|se"
    "|mas|talvez|só|maar|misschien|als|alleen"
)
MARKS = " \t.!,;:…\"'“”„«»()[]"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def parse_participate(text: str) -> bool:
    """Whether the cell of the ``participate`` column is a yes.

    Parameters
    ----------
    text
        The cell.

    Returns
    -------
    bool
        True for a known yes, a tick, or a sentence that begins with an agreement; False
        for a blank cell, a known no, or a sentence with a negation.

    Raises
    ------
    CellError
        If it is neither, with severity ``"warning"``: the person has not agreed and is
        left out, but somebody should look.
    """
    key = _plain(text)
    if not key or key in NO:
        return False
    if key in YES:
        return True
    said = _sentence(key)
    if said is None:
        raise CellError(
            "this is neither a yes nor a no, so the person counts as not having agreed",
            "write yes or no",
            "not-understood-consent",
            severity="warning",
        )
    return said


def _sentence(key: str) -> bool | None:
    for beginning in _AGREES:
        rest = key.removeprefix(beginning)
        if rest != key and not rest[:1].isalpha():
            words = _WORD.findall(rest)
            return not (words and words[0] in _NEGATIONS)
    words = _WORD.findall(key)
    first = words[0] if words and key.startswith(words[0]) else ""
    if len(first) > 1 and first in YES:
        rest = key.removeprefix(first).strip(MARKS + "-–—")
        if any(rest.startswith(beginning) for beginning in _AGREES):
            return _sentence(rest)
        return None if _NEGATIONS.union(_HEDGES).intersection(words[1:]) else True
    return False if _NEGATIONS.intersection(words) else None


def _plain(text: str) -> str:
    return strip_accents(fold(text)).replace("’", "'").strip(MARKS)


def is_yes(text: str) -> bool:
    """Whether ``text`` is one known word, or mark, for yes."""
    return _plain(text) in YES


def is_no(text: str) -> bool:
    """Whether ``text`` is blank or one known word, or mark, for no."""
    key = _plain(text)
    return not key or key in NO


def parse_tick(text: str, name: str = "") -> bool:
    """Whether a tick column's cell is ticked.

    Parameters
    ----------
    text
        The cell.
    name
        What the column stands for: some form tools write it instead of a tick.

    Raises
    ------
    CellError
        If the cell is neither a tick nor blank.
    """
    if is_no(text):
        return False
    if is_yes(text) or (name and fold(text) == fold(name)):
        return True
    raise CellError(
        "this is neither a tick nor blank",
        "write x for a yes and leave the cell blank for a no",
        "tick",
    )


def reads_as_ticks(cells: tuple[str, ...] | list[str], name: str = "") -> bool:
    """Whether every cell of a column is a tick, a no or blank, rather than a level."""
    return all(is_no(cell) or is_yes(cell) or fold(cell) == fold(name) for cell in set(cells))
