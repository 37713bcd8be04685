"""The mid-term and the closing form: their questions, and what each choice means.

They ask about the meetings and the programme, never about the other person: no appraisal is
made of anybody. Nothing is asked that is not read again by :mod:`rmatch.feedback.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rmatch.roster.vocabulary.form_questions import LEVEL_CHOICES, QUESTIONS, Question

__all__ = [
    "CHOICES",
    "CLOSING",
    "CONFIDENTIAL",
    "FIELDS",
    "FORMS",
    "LEVELS_GRID",
    "MID_TERM",
    "REQUIRED",
]

# How useful: 1 to 5.
USEFUL: Final = ("Not at all", "Slightly", "Moderately", "Very", "Extremely")
AGREED: Final = ("Yes", "In part", "No")
RECOMMEND: Final = ("Yes", "Perhaps", "No")
GO_ON_NOW: Final = (
    "As we are",
    "With help from the programme's contact",
    "With another partner",
    "I would rather stop",
)
GO_ON_LATER: Final = (
    "Meet again with the same partner",
    "Talk to the programme's contact",
    "Take part again with another partner",
    "Leave it at that",
)
GOING_ON: Final = ("go on", "help", "another partner", "stop")

# Field -> choice as the form offers it -> what it is read as.
CHOICES: Final[Mapping[str, Mapping[str, int | str]]] = MappingProxyType(
    {
        "useful_for_me": {choice: number for number, choice in enumerate(USEFUL, start=1)},
        "useful_for_partner": {choice: number for number, choice in enumerate(USEFUL, start=1)},
        "expectations": {choice: choice.lower() for choice in AGREED},
        "recommend": {choice: choice.lower() for choice in RECOMMEND},
        "going_on": dict(zip((*GO_ON_NOW, *GO_ON_LATER), GOING_ON * 2, strict=True)),
    }
)
# For the programme's contact alone: kept apart from all other answers.
CONFIDENTIAL: Final = frozenset({"going_on", "remark"})
REQUIRED: Final = ("answerer", "partner")

_TOPICS_HINT: Final = (
    "One a line, with a level from 1 (beginner) to 5 (expert) as when you signed up, for example "
    "Social media: 3. Leave out what you two would rather keep to yourselves. Leave this question "
    "out if the form has the grid 'Your level now'."
)
_CONTACT_HINT: Final = "Confidential: it goes to the programme's contact alone."

_ANSWERER: Final = Question(
    "answerer",
    "Your employee ID",
    "short",
    hint="As on your pay slip. Leave this question out if the form collects e-mail addresses: "
    "they then say who answers.",
    required=True,
    begins=next(question.begins for question in QUESTIONS if question.column == "id"),
)
_PARTNER: Final = Question(
    "partner",
    "Who is your partner in this pairing?",
    "short",
    hint="Their employee ID, full name or work e-mail address. If you are in two pairings, "
    "please answer once for each.",
    required=True,
    begins=(
        "who is your partner",
        "who was your partner",
        "your partner in this pairing",
        "your partner's",
        "name of your partner",
        "who are you paired with",
        "whom are you paired with",
        "with whom are you paired",
        "who were you paired with",
        "whom were you paired with",
        "with whom were you paired",
        "with whom do you meet",
        "with whom did you meet",
    ),
)
_REMARK_BEGINS: Final = (
    "what should change",
    "what should we change",
    "what would you change",
    "what could be better",
    "what should be different",
)

MID_TERM: Final[tuple[Question, ...]] = (
    _ANSWERER,
    _PARTNER,
    Question(
        "meetings",
        "How many times have you two met so far?",
        "number",
        hint="0 if you have not met yet.",
        required=True,
        begins=(
            "how many times have you",
            "how often have you",
            "how many meetings have you",
            "how many meetings so far",
            "number of meetings so far",
        ),
    ),
    Question(
        "useful_for_me",
        "How useful are the meetings for you so far?",
        "choice",
        choices=USEFUL,
        begins=(
            "how useful are the meetings for you",
            "how useful are the meetings to you",
            "how useful have the meetings been for you",
            "how useful have the meetings been to you",
            "how useful is the pairing for you",
            "how useful is the programme for you",
            "how useful is the program for you",
        ),
    ),
    Question(
        "useful_for_partner",
        "How useful do you think they are for your partner?",
        "choice",
        choices=USEFUL,
        begins=(
            "how useful do you think they are",
            "how useful do you think the meetings are",
            "how useful do you think the meetings have been",
            "how useful are the meetings for your partner",
            "how useful have the meetings been for your partner",
            "how useful is the pairing for your partner",
        ),
    ),
    Question(
        "levels",
        "Which topics have you worked on so far, and what is your level in each now?",
        "paragraph",
        hint=_TOPICS_HINT,
        begins=(
            "which topics have you worked on",
            "what topics have you worked on",
            "on which topics have you worked",
            "which skills have you worked on",
        ),
    ),
    Question(
        "expectations",
        "Have you two agreed what you expect of the meetings?",
        "choice",
        choices=AGREED,
        begins=(
            "have you two agreed",
            "have you agreed",
            "have you two settled",
            "have you settled",
            "did you two agree",
            "did you agree what you expect",
        ),
    ),
    Question(
        "going_on",
        "How would you like to go on?",
        "choice",
        hint=_CONTACT_HINT + " You need give no reason.",
        choices=GO_ON_NOW,
        begins=("how would you like to go on", "how would you like to continue"),
    ),
    Question(
        "remark",
        "What should change about the programme?",
        "paragraph",
        hint="About the programme, please, and not about your partner. " + _CONTACT_HINT,
        begins=_REMARK_BEGINS,
    ),
)

CLOSING: Final[tuple[Question, ...]] = (
    _ANSWERER,
    _PARTNER,
    Question(
        "meetings",
        "How many times did you two meet in all?",
        "number",
        hint="0 if you never met.",
        required=True,
        begins=(
            "how many times did you",
            "how often did you",
            "how many meetings did you",
            "how many meetings in all",
            "number of meetings in all",
        ),
    ),
    Question(
        "useful_for_me",
        "How useful were the meetings for you?",
        "choice",
        choices=USEFUL,
        begins=(
            "how useful were the meetings for you",
            "how useful were the meetings to you",
            "how useful was the pairing for you",
            "how useful was the programme for you",
            "how useful was the program for you",
        ),
    ),
    Question(
        "useful_for_partner",
        "How useful do you think they were for your partner?",
        "choice",
        choices=USEFUL,
        begins=(
            "how useful do you think they were",
            "how useful do you think the meetings were",
            "how useful were the meetings for your partner",
            "how useful was the pairing for your partner",
        ),
    ),
    Question(
        "levels",
        "Which topics did you work on, and what is your level in each now?",
        "paragraph",
        hint=_TOPICS_HINT,
        begins=(
            "which topics did you work on",
            "what topics did you work on",
            "on which topics did you work",
            "which skills did you work on",
        ),
    ),
    Question(
        "recommend",
        "Would you recommend the programme to a colleague?",
        "choice",
        choices=RECOMMEND,
        begins=("would you recommend",),
    ),
    Question(
        "going_on",
        "What would you like to do next?",
        "choice",
        hint=_CONTACT_HINT + " You need give no reason.",
        choices=GO_ON_LATER,
        begins=("what would you like to do next", "what would you like next"),
    ),
    Question(
        "remark",
        "What should change about the programme next time?",
        "paragraph",
        hint="About the programme, please, and not about your partner. " + _CONTACT_HINT,
        begins=(),
    ),
)

# In place of the long answer about topics: the rows are the programme's topics.
LEVELS_GRID: Final = Question(
    "levels",
    "Your level now",
    "grid",
    hint="One row for each topic of the programme; leave a row blank where you two have not worked "
    "on it. In a form tool that exports only the row's own text, write the rows as 'now: Python'.",
    choices=LEVEL_CHOICES,
    begins=(
        "your level now",
        "my level now",
        "what is your level now",
        "your skill level now",
        "rate your level now",
        "now",
    ),
)

FORMS: Final[Mapping[str, tuple[Question, ...]]] = MappingProxyType(
    {"mid-term": MID_TERM, "closing": CLOSING}
)
FIELDS: Final = tuple(
    dict.fromkeys(question.column for form in FORMS.values() for question in form)
)
