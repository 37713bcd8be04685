"""Which skills name lived experience of a protected trait: the sensitive topics.

Whole expressions only. Some name nothing else wherever they stand (``menopause``); others
are also ordinary words and count only alone or in an expression about people (``race``,
``race at work``, but not ``race conditions``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from rmatch.policy import Stereotypes
from rmatch.roster.names import fold, strip_accents

__all__ = ["SENSITIVE_TOPIC", "Sensitive", "is_sensitive"]

# Stands for the name of such a topic wherever it is not to be written out.
SENSITIVE_TOPIC: Final = "a sensitive topic"

# English, German, French, Spanish, Italian, Portuguese, Dutch; compared without accents.
_ALWAYS: Final = (
    # sex, menopause, pregnancy
    "menopause|menopausal|perimenopause|menopausia|menopausa|wechseljahre|andropause"
    "|endometriosis|endometriose|infertility|fertility treatment|ivf|miscarriage|baby loss"
    "|woman in leadership|woman in tech|woman in technology|women in leadership|women in tech"
    "|women in technology|women in stem|women in business|women at work|women in the workplace"
    "|female leadership|frauen in führung|frauen in führungspositionen|femmes dirigeantes"
    "|femmes et leadership|mujeres líderes|mujeres en liderazgo"
    "|donne in posizioni di leadership|mulheres na liderança|vrouwen in leiderschap|sexism"
    "|everyday sexism|sexismus|sexisme|sexismo|sessismo|misogyny|pregnant|pregnancy"
    "|pregnancy at work|schwangerschaft|grossesse|embarazo|gravidanza|gravidez|zwangerschap"
    "|menstruation|menstrual health"
    # parents and carers
    "|parental leave|maternity leave|paternity leave|maternity|paternity|parenthood|parenting"
    "|working parents|working parent|working mothers|working mother|working fathers|motherhood"
    "|fatherhood|single parents|single parent|returning parents|breastfeeding|elternzeit"
    "|elternschaft|mutterschaft|vaterschaft|congé parental|congé maternité|parentalité"
    "|maternité|paternité|permiso parental|maternidad|paternidad|parentalidad"
    "|congedo parentale|maternità|paternità|genitorialità|licença parental|maternidade"
    "|paternidade|parentalidade|ouderschap|ouderschapsverlof|moederschap|vaderschap"
    "|working carers|working carer"
    # orientation and gender identity
    "|queer|homosexuality|homophobia|biphobia|transphobia|bisexuality|bisexual|asexuality"
    "|sexual orientation|gender identity|gender identities|gender expression|gender transition"
    "|transgender|transsexual|genderqueer|intersex|gay and lesbian"
    "|homosexualität|homosexualité|homosexualidad|omosessualità|homossexualidade"
    "|homoseksualiteit|homophobie|homofobia|omofobia|homofobie|sexuelle orientierung"
    "|orientation sexuelle|orientación sexual|orientamento sessuale|orientação sexual"
    "|seksuele geaardheid|geschlechtsidentität|geschlechtliche identität|identité de genre"
    "|identidad de género|identità di genere|identidade de gênero|identidade de género"
    "|genderidentiteit|transgeschlechtlich|transgenre|transgénero|transgênero"
    # faith
    "|faith at work|religion at work|faith in the workplace|religion in the workplace"
    "|faith and belief|religion and belief|religion or belief|multi faith|interfaith"
    "|islamophobia|antisemitism|anti semitism|prayer at work|ramadan at work|muslims at work"
    "|christians at work|jewish at work|religion am arbeitsplatz|glaube am arbeitsplatz"
    "|foi au travail|religion au travail|fe en el trabajo|religión en el trabajo"
    "|fede al lavoro|religione al lavoro|fé no trabalho|religião no trabalho"
    "|geloof op het werk|religie op het werk|islamophobie|islamofobia|antisemitismus"
    "|antisémitisme|antisemitismo|antisemitisme"
    # race, ethnicity, origin
    "|race at work|race in the workplace|race and ethnicity|racism|anti racism|antiracism"
    "|racial justice|racial identity|racial equity|racial equality|people of colour"
    "|people of color|bipoc|bame|black lives matter|being black|black experience|black at work"
    "|black history|black in tech|ethnic minority|ethnic minorities|microaggressions"
    "|xenophobia|refugee experience|immigrant experience|migrant experience|rassismus"
    "|antirassismus|racisme|antiracisme|racismo|antirracismo|antirracista|razzismo"
    "|antirazzismo|ethnische herkunft|origine ethnique|origen étnico|origine etnica"
    "|origem étnica|etnische afkomst|migrationshintergrund"
    # disability and neurodiversity
    "|disabled|disabilities|ableism|neurodiversity|neurodiverse|neurodivergent|neurodivergence"
    "|autism|autistic|asperger|aspergers|adhd|dyslexia|dyslexic|dyspraxia|dyscalculia|tourette"
    "|wheelchair users|deaf awareness|deaf culture|hearing loss|sight loss"
    "|invisible disability|hidden disabilities|neurodiversität|neurodivergenz|autismus"
    "|legasthenie|neurodiversité|autisme|dyslexie|neurodiversidad|autismo|dislexia"
    "|neurodiversità|dislessia|neurodiversidade|neurodiversiteit|schwerbehinderung|behinderung"
    "|situation de handicap|discapacidad|disabilità|deficiência|arbeidsbeperking|tdah|adhs"
    # health
    "|mental health|mental illness|mental ill health|chronic illness|chronic illnesses"
    "|chronic pain|chronic disease|long term illness|invisible illness|long covid"
    "|living with hiv|hiv positive|eating disorder|eating disorders|addiction recovery"
    "|cancer survivor|cancer survivors|cancer survivorship|psychische gesundheit"
    "|mentale gesundheit|psychische erkrankung|chronische krankheit|santé mentale"
    "|maladie chronique|salud mental|enfermedad crónica|salute mentale|malattia cronica"
    "|saúde mental|doença crónica|doença crônica|mentale gezondheid|geestelijke gezondheid"
    "|chronische ziekte"
    # age, service, record
    "|ageism|age discrimination|altersdiskriminierung|âgisme|edadismo|etarismo|ageismo"
    "|ex military|ex forces|armed forces veterans|military veterans|criminal record"
    "|prison leavers|ex offenders|lived experience"
)
# Alone, or with nothing but words of the frame beside them.
_ALONE: Final = (
    "overgang|coming out|non binary|nonbinary|race|ethnicity|ethnic background|religion|faith"
    "|belief|beliefs|age|ageing|gender|sex|pride|trans|gay|lesbian|lesbians|disability|handicap|deaf|deafness"
    "|blind|blindness|veteran|veterans|nationality|national origin|parents|parent|mothers"
    "|fathers|carers|carer|asian|latino|latina|latinx|hispanic|muslim|muslims|islam|jewish"
    "|christian|hindu|sikh|a woman|woman|women|fertility|cancer|diabetes|epilepsy|depression"
    "|anxiety|burnout|bipolar|ptsd|addiction|hiv|grief|divorce|marital status|immigrant"
    "|immigrants|refugee|refugees|migration background|ethnizität|religiosität|glaube"
    "|geschlecht|alter|frauen|eltern|ethnicité|foi|âge|femmes|vétérans|etnia|etnicidad|edad"
    "|género|mujeres|padres|madres|veteranos|etnicità|fede|età|genere|donne|genitori|veterani"
    "|etnicidade|idade|gênero|mulheres|pais|etniciteit|geloof|leeftijd|vrouwen|ouders"
    "|veteranen|beperking|razza|raza|raça|religione|religión|religião|religie"
)
_FRAME: Final = re.compile(
    r"\b(?:my|our|the|lived|personal|own|experiences?|of|as|being|with|living|working|at work"
    r"|in the workplace|in workplaces|at the workplace|workplace|awareness|inclusion|inclusive"
    r"|inclusiveness|perspectives?|allyship|ally|allies|identity|identities|journey|story|stories"
    r"|network|issues|matters|von|de|des|du|di|da|van|am arbeitsplatz|im beruf|bei der arbeit"
    r"|inklusion|erfahrung|erfahrungen|au travail|en el trabajo|al lavoro|sul lavoro|inclusione"
    r"|no trabalho|inclusao|op het werk|inclusie)\b"
)
_SPACING: Final = re.compile(r"[\s\-–—_/&+.,:;'’()\[\]]+")
_LGBT: Final = re.compile(r"\b(?:2s)?(?:lgbt|glbt)(?:[a-z]|2s)*\b|\blgbq?\b")


def _plain(name: str) -> str:
    return _SPACING.sub(" ", strip_accents(fold(name))).strip()


# Built when first asked for, and the same ever after.
@cache
def _always() -> frozenset[str]:
    return frozenset(_plain(part) for part in _ALWAYS.split("|"))


@cache
def _alone() -> frozenset[str]:
    return frozenset(_plain(part) for part in _ALONE.split("|"))


def _expressions(plain: str) -> Iterator[str]:
    """Every run of at most five whole words."""
    words = plain.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + 5, len(words)) + 1):
            yield " ".join(words[start:end])


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Tells sensitive topics under one policy's ``[stereotypes]``.

    ``added`` and ``released`` are the policy's ``sensitive`` and ``not_sensitive`` in
    compared form; both mean whole names, and a name in both stays sensitive.
    """

    added: frozenset[str] = field(default_factory=frozenset)
    released: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, stereotypes: Stereotypes) -> Sensitive:
        """From the policy's ``[stereotypes]``."""
        return cls(
            frozenset(map(fold, stereotypes.sensitive)),
            frozenset(map(fold, stereotypes.not_sensitive)),
        )

    def __call__(self, name: str) -> bool:
        """Whether a skill's name, as written or in compared form, is a sensitive topic."""
        key = fold(name)
        if key in self.added:
            return True
        return key not in self.released and _names_experience(key)


def is_sensitive(name: str, stereotypes: Stereotypes) -> bool:
    """Whether a skill's name is a sensitive topic under the policy's ``[stereotypes]``."""
    return Sensitive.of(stereotypes)(name)


@cache
def _names_experience(key: str) -> bool:
    plain = _plain(key)
    if _LGBT.search(plain) or not _always().isdisjoint(_expressions(plain)):
        return True
    bare = " ".join(_FRAME.sub(" ", plain).split())
    return bare in _alone() or plain in _alone()
