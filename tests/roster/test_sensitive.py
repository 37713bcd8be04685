from __future__ import annotations

import pytest

from rmatch.policy import Stereotypes
from rmatch.roster.sensitive import Sensitive, is_sensitive


def listed(text: str) -> list[str]:
    return text.split("|")


DEFAULT = Stereotypes()


@pytest.mark.parametrize(
    "name",
    listed(
        "menopause|Menopause awareness|Menopause at work|faith at work|Religion at Work|LGBT|LGBTQ+"
        "|LGBTQIA+ inclusion|2SLGBTQ+|lgb|queer|Pride|disability inclusion|neurodiversity|ADHD"
        "|autism|mental health|Mental-Health|parenthood|working parents|parental leave|pregnancy"
        "|race|race at work|anti-racism|ethnicity|gender identity|transgender|trans inclusion"
        "|women in leadership|being a woman in tech|veterans|coming out"
        "|lived experience of disability|living with diabetes|non-binary|Wechseljahre|Behinderung"
        "|psychische Gesundheit|Religion am Arbeitsplatz|ménopause|santé mentale"
        "|foi au travail|congé parental"
        "|menopausia|salud mental|discapacidad|menopausa|salute mentale|disabilità|saúde mental"
        "|overgang|geestelijke gezondheid|inclusión LGBT|sexual_orientation"
    ),
)
def test_sensitive(name: str) -> None:
    assert is_sensitive(name, DEFAULT)


@pytest.mark.parametrize(
    "name",
    listed(
        "race conditions|health checks|gender-neutral language|age verification|age of data|python"
        "|trans-atlantic trade|blackbox testing|black|parent-child components|parental controls"
        "|cancer research|sex education|religious studies|orientation|transition|accessibility"
        "|diversity|inclusion|identity management|networking|experience design|awareness|bi|lgbm"
        "|non-binary classification|coming out of recession|health and safety|front end (fe)"
        "|women's fashion|veterinary medicine|agenda setting|"
    ),
)
def test_not_sensitive(name: str) -> None:
    assert not is_sensitive(name, DEFAULT)


def test_the_policy_adds_and_releases_whole_names() -> None:
    told = Sensitive.of(
        Stereotypes(sensitive=("Works  Council",), not_sensitive=("MENTAL HEALTH", "race"))
    )
    assert told("works council")
    assert not told("works council law")
    assert not told("Mental health")
    assert told("mental health at work")
    assert not told("Race")


def test_a_name_both_added_and_released_stays_sensitive() -> None:
    told = Sensitive.of(Stereotypes(sensitive=("menopause",), not_sensitive=("menopause",)))
    assert told("menopause")
