"""Words by which a heading that nobody knows may still be about one of our columns.

For messages alone: no column is ever read because of one. Without accents, as
:func:`rmatch.roster.protected.heading_words` gives words; a ``*`` stands for any ending.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["HINTS"]

_ROLE = """
role roles rolle rollen ruolo papel rol mentor mentorin mentoren mentors mentee mentees junior
senior learner learners als as comme como come side seite
"""

_SKILLS = """
skill* can could know knows known knowledge good competen* expert* strength* teach* ability
abilities able share kann kannst konnen koennen gut wissen weisst wisst kenn* kompetenz* fahigkeit*
faehigkeit* fertigkeit* starke* staerke* beherrsch* weitergeb* beibring* vermittel* unterricht*
lehr* peux pouvez sais savez savoir* connais* maitris* enseign* transmett* puede* sabe* habilidad*
conoc* ensen* dominas domina puoi puo sai sapere conosc* abilita insegn* pode podes sei
conhec* habilidade* ensin* kun kunt weet kennis vaardighe* onderwij*
"""

_WANTS = """
want* wish* learn* develop* improve* interest* curious gap gaps pick grow lern* wunsch* wuensch*
interess* entwick* verbesser* neugierig souhait* envie apprend* amelior* quier* dese* aprend*
mejor* vuoi vorre* imparar* migliorar* quer* melhor* leren leer* wil wilt wens* ontwikkel*
"""

_PARTICIPATE = """
agree* consent* accept* particip* join taking einverstanden einverstandnis* zustimm*
stimme einwillig* teilnehm* teilnahme* mitmach* accord acuerdo acept* consiento
consenti* accett* acord* concord* aceit* akkoord toestem* deelnem* deelname*
"""

HINTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "role": tuple(_ROLE.split()),
        "skills": tuple(_SKILLS.split()),
        "wants": tuple(_WANTS.split()),
        "participate": tuple(_PARTICIPATE.split()),
    }
)
