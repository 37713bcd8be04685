from __future__ import annotations

import pytest

from rmatch.roster.cells import CellError
from rmatch.roster.consent import (
    NO,
    YES,
    is_no,
    is_yes,
    parse_participate,
    parse_tick,
    reads_as_ticks,
)


def listed(text: str) -> list[str]:
    return text.split("|")


@pytest.mark.parametrize(
    "text",
    listed(
        "yes|Y|TRUE|1|x|X|ja|Oui|sí|Si|sì|sim|tak|ano|да|так|ναι|evet|igen|kyllä|jah|taip|はい|是|예"
        "|نعم|כן|हाँ|ya|có|WAHR|VRAI|✓|☑|Yes.|"
        "I agree|I agree to take part|I agree that my data will not be used otherwise"
        "|I would like to take part|I'd like to participate|I’d like to join|Yes, please"
        "|Yes, I would like to take part|Yes – I agree that my answers are not shared"
        "|Ich stimme zu|Ich möchte teilnehmen|Ja, gerne|Oui, je participe|J'accepte|J’accepte"
        "|Acepto|Sí, quiero participar|Accetto|Aceito|Ik ga akkoord|Jag godkänner"
    ),
)
def test_yes(text: str) -> None:
    assert parse_participate(text) is True


@pytest.mark.parametrize(
    "text",
    listed(
        "|  |no|No.|N|false|0|nein|non|não|нет|nej|nie|-|FALSCH|☐|No, thank you"
        "|I do not agree|I don't want to take part|I agree not to|I would not like to take part"
        "|Ich stimme nicht zu|Ich möchte nicht teilnehmen|je ne suis pas d'accord"
        "|no estoy de acuerdo|non sono d'accordo|Jag godkänner inte|ik ga niet akkoord"
    ),
)
def test_no(text: str) -> None:
    assert parse_participate(text) is False


@pytest.mark.parametrize("text", ["maybe", "2", "Yes, but later", "yes if possible", "xx", "?"])
def test_consent_is_never_guessed(text: str) -> None:
    with pytest.raises(CellError, match="neither a yes nor a no") as caught:
        parse_participate(text)
    assert caught.value.severity == "warning"
    assert caught.value.fix == "write yes or no"


def test_no_word_is_both() -> None:
    assert not YES & NO


def test_ticks() -> None:
    assert is_yes("✔")
    assert is_no(" ")
    assert parse_tick("x") is True
    assert parse_tick("Python", "python") is True
    assert parse_tick("") is parse_tick("no") is False
    assert reads_as_ticks(["x", "", "yes", "SQL"], "sql")
    assert not reads_as_ticks(["x", "4"])
    with pytest.raises(CellError, match="neither a tick nor blank") as caught:
        parse_tick("perhaps")
    assert caught.value.fix == "write x for a yes and leave the cell blank for a no"
