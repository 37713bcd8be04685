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
        "Umgang mit Wechseljahren|in den Wechseljahren|Wechseljahre verstehen|Ramadan"
        "|Ramadan verstehen|Ramadan im Büro|Transidentität|Transidentitäten|Krebs|Leben mit Krebs"
        "|Krebs im Beruf|Krebserkrankungen|Krankheit|Krankheiten|chronische Krankheit"
        "|Leben mit chronischer Krankheit|chronische Erkrankungen|chronic illness|Illness at work"
        "|Sucht|Sucht verstehen|Suchterkrankungen|Kinderwunsch|unerfüllter Kinderwunsch"
        "|Unfruchtbarkeit|künstliche Befruchtung|infertility|IVF|IVF journey|miscarriage"
        "|miscarriages|pregnancy loss|Fehlgeburt|Fehlgeburten|stillbirth|Menopase|Menopasue"
        "|menoppause at work|Wechseljahe|Schwangerschafft|neurodiversty|Behinderungen"
        "|Leben mit Behinderung|Schwerbehinderungen|psychischer Gesundheit|psychische Erkrankungen"
        "|cancer|living with cancer|Depressionen|fausse couche|infertilité|désir d'enfant"
        "|vivre avec une maladie chronique|comprendre la ménopause|maladie|addictions"
        "|aborto espontáneo|infertilidad|enfermedades crónicas|cáncer|vivir con cáncer"
        "|infertilità|malattia|capire la menopausa|doença|infertilidade|menopauze|leven met kanker"
        "|omgaan met verslaving|miskraam|kinderwens|transidentiteit|Alleinerziehende"
        "|Glauben am Arbeitsplatz|Frauen in der IT|religious diversity|Kopftuch|Diwali"
    ),
)
def test_sensitive_in_other_words_cases_and_spellings(name: str) -> None:
    assert is_sensitive(name, DEFAULT)


# What people teach one another at work, beside words that sound alike.
ORDINARY = (
    "Python|SQL|Excel|Power BI|Tableau|data visualisation|machine learning|generative AI"
    "|prompt writing|cloud basics|Kubernetes|race conditions|health checks|load balancing"
    "|unit testing|regression testing|transfer learning|transformer models|data transition"
    "|digital transformation|Datenmigration|Migrationserfahrung SAP|Systemmigration|transactions"
    "|transition management|cyber security|identity management|access management|eID|SEO|ads"
    "|social media|short video|TikTok|podcasting|influencer work|community management|branding"
    "|UX research|accessibility|Barrierefreiheit|design systems|agile coaching|Scrum|Kanban"
    "|OKR|project management|Projektmanagement|leadership|people leadership|Führung|Patenschaft"
    "|Partnerschaften|Mentoring|negotiation|Verhandlung|public speaking|Rhetorik|storytelling"
    "|writing|presentation design|sales|CRM|Salesforce|customer care|Kundenpflege|health care IT"
    "|Gesundheitsmanagement|occupational health and safety|Krebszucht|Krebsforschung"
    "|cancer research|oncology data|disease modelling|Krankheitsvertretung|Personalsuche"
    "|Suchmaschinen|Suche|sucht und findet|Entstörung|Behälterbau|Verhinderung von Ausfällen"
    "|patenting|patents|modernity|materiality|materialità|materialidad|eficiencia|eficiência"
    "|efficiency|fraternity|transcending borders|nichtlineare Optimierung|interfaces"
    "|interface design|liderazgo|leiderschap|ondernemerschap|Ramen|women's fashion|parent class"
    "|parental controls|child processes|mother boards|Vaterland|Mutterkonzern|Muttergesellschaft"
    "|Parkinson's law|banner blindness|double blind trials|Altersvorsorge|Altbau|Alternativen"
    "|age of data|ageing of stock|pride of place|carbon accounting|sustainability|ESG|finance"
    "|accounting|Abschreibung|Controlling|tax|law|GDPR|procurement|logistics|supply chain"
    "|Stillstand|Abtretung|Antrieb|fertiliser markets|menu design|genres of music|lead generation"
    "|dependency management|gestione dipendenze|gestion des dépendances|enceintes acoustiques"
    "|orientation produit|Orientierung im Markt|culture|Unternehmenskultur|remote collaboration"
    "|work-life balance|time management|stress testing|burn-down charts|mental arithmetic"
    "|mental models|dental health|chronic outages"
)


@pytest.mark.parametrize("name", listed(ORDINARY))
def test_ordinary_topics_are_not_sensitive(name: str) -> None:
    assert not is_sensitive(name, DEFAULT)


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
