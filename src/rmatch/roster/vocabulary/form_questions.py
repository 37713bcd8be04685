"""The sign-up form: its questions, and the beginnings by which an edited one is still known.

``rmatch init --form`` prints them; the export of the form tool is read by them. Choices are
words that the roster's cells understand, so an answer needs no translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["GRIDS", "LEVEL_CHOICES", "QUESTIONS", "TEACHING_BEGINS", "Question"]

LEVEL_CHOICES = ("None", "Basic", "Intermediate", "Advanced", "Expert")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form.

    Parameters
    ----------
    column
        The roster's column, or the field, that the answer fills; for a grid ``"skill"`` or
        ``"want"``, one column a row of the grid.
    text
        The question as pasted into the form tool: the heading of its export.
    kind
        ``short`` (one line), ``paragraph`` (several lines), ``choice`` (one of
        ``choices``), ``grid`` (rows are skills, ``choices`` are the grid's columns),
        ``number`` (a whole number).
    hint
        Help text for below the question; form tools leave it out of the export.
    choices
        The answers to offer, as cells understand them.
    required
        Whether the form tool should insist on an answer.
    begins
        Beginnings, in lower case, by which an edited question is still recognised.
    """

    column: str
    text: str
    kind: Literal["short", "paragraph", "choice", "grid", "number"]
    hint: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    begins: tuple[str, ...] = ()


QUESTIONS: tuple[Question, ...] = (
    Question(
        "id",
        "Your employee ID",
        "short",
        hint="As on your pay slip. Leave this question out if the form collects e-mail "
        "addresses: they then serve as ids.",
        required=True,
        begins=(
            "your employee id",
            "your employee number",
            "your personnel number",
            "your staff number",
            "your staff id",
            "what is your employee id",
            "what is your employee number",
            "what is your staff number",
        ),
    ),
    Question(
        "name",
        "Your full name",
        "short",
        required=True,
        begins=("your full name", "what is your name", "what is your full name"),
    ),
    Question(
        "email",
        "Your work e-mail address",
        "short",
        required=True,
        begins=(
            "your work e-mail",
            "your work email",
            "your e-mail",
            "your email",
            "what is your e-mail",
            "what is your email",
            "what is your work e-mail",
            "what is your work email",
        ),
    ),
    Question(
        "role",
        "I would like to take part as",
        "choice",
        hint="A mentor teaches a more senior colleague; a learner is taught by a more "
        "junior one; both is possible.",
        choices=("Mentor", "Learner", "Both"),
        required=True,
        begins=(
            "i would like to take part as",
            "i would like to be a",
            "would you like to take part as",
            "as what would you like to take part",
            "i would like to mentor, learn",
            "i would like to mentor or learn",
            "i would like to (mentor",
            "would you like to mentor",
            "would you like to be a mentor",
            "how would you like to take part",
            "in this programme i would like to",
        ),
    ),
    Question(
        "department",
        "Which department do you work in?",
        "short",
        hint="A slash makes a path, for example Sales/EMEA.",
        begins=(
            "which department",
            "what department",
            "what is your department",
            "your department",
        ),
    ),
    Question(
        "manager_id",
        "Who is your line manager?",
        "short",
        hint="Their employee ID, or their full name. You are never paired with anyone in "
        "your own reporting line.",
        begins=(
            "who is your line manager",
            "who is your manager",
            "your line manager",
            "your manager",
            "who do you report to",
        ),
    ),
    Question(
        "level",
        "What is your job level or grade?",
        "short",
        hint="A number such as 5, L5 or Grade 5. It only makes sure that the mentor is the "
        "junior of the two.",
        begins=(
            "what is your job level",
            "what is your level",
            "what is your grade",
            "what is your job grade",
            "your job level",
            "your grade",
        ),
    ),
    Question(
        "skills",
        "Which skills do you have, and at what level?",
        "paragraph",
        hint="One a line, with a level from 1 (beginner) to 5 (expert), for example "
        "Python: 4. Leave it out if the form has the grid 'Rate your skill'.",
        begins=(
            "which skills do you have",
            "what skills do you have",
            "which are your skills",
            "what are your skills",
        ),
    ),
    Question(
        "offers",
        "Which of your skills would you be willing to teach?",
        "paragraph",
        hint="One a line. If you leave it blank, all of them.",
        begins=(
            "which of your skills would you",
            "which of your skills could you",
            "which of these skills would you be willing to teach",
            "which skills would you be willing to teach",
            "which skills are you willing to teach",
        ),
    ),
    Question(
        "wants",
        "Which skills would you like to learn, and to what level?",
        "paragraph",
        hint="One a line, with the level from 1 to 5 that you aim at, for example "
        "Social media: 4. What matters twice as much may say so: Social media: 4*2.",
        begins=(
            "which skills would you like to learn",
            "which skills would you like to develop",
            "which skills do you want to learn",
            "what skills would you like to learn",
            "what would you like to learn",
            "what do you want to learn",
        ),
    ),
    Question(
        "goals",
        "What do you hope to get from it?",
        "paragraph",
        hint="A few tags, one a line, for example: networking; new ways of working.",
        begins=(
            "what do you hope to get",
            "what do you hope to gain",
            "what would you like to get out of",
            "what are your goals",
            "which goals do you have",
            "your goals",
        ),
    ),
    Question(
        "languages",
        "In which languages could you hold the meetings?",
        "short",
        hint="For example: English; Deutsch.",
        begins=(
            "in which languages could you",
            "in which languages can you",
            "in which language",
            "which languages do you speak",
            "what languages do you speak",
        ),
    ),
    Question(
        "timezone",
        "Which time zone do you work in?",
        "short",
        hint="For example Europe/London, or UTC+05:30.",
        begins=(
            "which time zone",
            "which timezone",
            "what is your time zone",
            "what is your timezone",
            "what time zone",
            "your time zone",
            "in which time zone",
        ),
    ),
    Question(
        "available",
        "When in the week could you meet?",
        "paragraph",
        hint="In your own local time, for example: Mon 09:00-12:00; Wed afternoon. If you "
        "leave it blank: Monday to Friday, 09:00 to 17:00.",
        begins=(
            "when in the week could you",
            "when in the week can you",
            "when could you usually meet",
            "when can you usually meet",
            "when are you usually available",
            "when would you be available",
            "when could you meet",
            "when can you meet",
            "when are you available",
            "your availability",
            "what is your availability",
        ),
    ),
    Question(
        "capacity",
        "With how many people at a time could you be paired?",
        "short",
        hint="A whole number; 1 if you leave it blank.",
        begins=(
            "with how many people",
            "how many people could you",
            "how many people can you",
            "how many pairings",
            "how many partners",
            "how many mentees",
            "how many mentors",
            "how many colleagues",
        ),
    ),
    Question(
        "prefers",
        "Whom would you like to be paired with?",
        "paragraph",
        hint="Employee IDs or full names, best first; usually left blank.",
        begins=(
            "whom would you like to be paired with",
            "who would you like to be paired with",
            "is there anyone you would like to be paired with",
            "is there anybody you would like to be paired with",
            "with whom would you like to be paired",
            "who would you prefer to be paired with",
            "whom would you prefer to be paired with",
            "who do you want to be paired with",
            "whom do you want to be paired with",
            "mit wem möchtest du gern",
            "mit wem möchten sie gern",
            "mit wem würdest du gern",
            "mit wem würden sie gern",
            "avec qui souhaitez-vous",
            "avec qui aimeriez-vous",
            "avec qui souhaites-tu",
            "avec qui aimerais-tu",
            "¿con quién te gustaría",
            "¿con quién le gustaría",
            "con chi vorresti",
            "con chi vorrebbe",
            "com quem gostaria",
            "com quem gostarias",
            "met wie zou je graag",
            "met wie zou u graag",
            "met wie wil je graag",
            "met wie wilt u graag",
        ),
    ),
    Question(
        "avoids",
        "Whom should you not be paired with?",
        "paragraph",
        hint="Employee IDs or full names; usually left blank. It stays confidential and "
        "needs no reason.",
        begins=(
            "whom should you not be paired with",
            "who should you not be paired with",
            "whom would you not like to be paired with",
            "who would you not like to be paired with",
            "whom would you rather not be paired with",
            "who would you rather not be paired with",
            "is there anyone you would not like to be paired with",
            "is there anyone you should not be paired with",
            "is there anyone you would rather not be paired with",
            "is there anyone you would prefer not to be paired with",
            "with whom should you not be paired",
            "with whom would you not like to be paired",
            "with whom do you not want to be paired",
            "who would you prefer not to be paired with",
            "whom would you prefer not to be paired with",
            "who do you not want to be paired with",
            "whom do you not want to be paired with",
            "who should we not pair you with",
            "whom should we not pair you with",
            "is there anyone you do not want to be paired with",
            "is there anyone you don't want to be paired with",
            "is there anyone we should not pair you with",
            "is there anybody you would rather not be paired with",
            "is there anybody you should not be paired with",
            "is there anybody you would prefer not to be paired with",
            "is there anyone with whom you have a conflict",
            "mit wem möchtest du nicht",
            "mit wem möchtest du lieber nicht",
            "mit wem möchten sie nicht",
            "mit wem möchten sie lieber nicht",
            "mit wem willst du nicht",
            "mit wem wollen sie nicht",
            "mit wem solltest du nicht",
            "mit wem sollten sie nicht",
            "gibt es jemanden, mit dem du nicht",
            "gibt es jemanden, mit dem du lieber nicht",
            "gibt es jemanden, mit dem sie nicht",
            "gibt es jemanden, mit dem sie lieber nicht",
            "avec qui ne souhaitez-vous pas",
            "avec qui ne souhaites-tu pas",
            "avec qui ne voulez-vous pas",
            "avec qui ne veux-tu pas",
            "avec qui préférez-vous ne pas",
            "avec qui préférez-vous ne pas être",
            "avec qui préférerais-tu ne pas",
            "avec qui préféreriez-vous ne pas",
            "¿con quién no",
            "¿con quién prefieres no",
            "¿con quién prefiere no",
            "¿con quién preferirías no",
            "con chi non",
            "con chi preferisci non",
            "con chi preferiresti non",
            "con chi preferirebbe non",
            "com quem não",
            "com quem prefere não",
            "com quem preferes não",
            "met wie wil je niet",
            "met wie wil je liever niet",
            "met wie wilt u niet",
            "met wie wilt u liever niet",
            "met wie zou je liever niet",
            "met wie zou u liever niet",
        ),
    ),
    Question(
        "participate",
        "I agree to take part, and that my answers are used to find me a partner",
        "choice",
        hint="Whoever does not agree is left out.",
        choices=("Yes", "No"),
        required=True,
        begins=(
            "i agree to take part",
            "i agree to participate",
            "i consent to take part",
            "i consent to participate",
            "do you agree to take part",
            "do you agree to participate",
            "would you like to take part",
            "would you like to participate",
            "do you want to take part",
            "do you want to participate",
        ),
    ),
)

# What a person can teach: their skills where nothing else asks for them, else what they offer.
TEACHING_BEGINS = (
    "which skills could you teach",
    "which skills can you teach",
    "which skills would you teach",
    "which skills would you like to teach",
    "what skills could you teach",
    "what skills can you teach",
    "what could you teach",
    "what can you teach",
    "what would you like to teach",
    "what could you share",
)

# Optional, in place of the free text of `skills` and `wants`: the rows are the skills. One form
# tool exports `Rate your skill [Python]`; another only the row's own text, so there each row is
# best written `skill: Python` or `want: Python`, which is read as it is.
GRIDS: tuple[Question, ...] = (
    Question(
        "skill",
        "Rate your skill",
        "grid",
        hint="One row a skill. In a form tool that exports only the row's own text, write "
        "the rows as 'skill: Python'.",
        choices=LEVEL_CHOICES,
        begins=(
            "rate your skill",
            "rate your skills",
            "rate your level",
            "rate your proficiency",
            "rate your own skill",
            "please rate your skill",
            "please rate your skills",
            "how would you rate your skill",
            "how would you rate your skills",
            "how good are you",
            "what is your skill level",
            "your skill level",
            "my skill level",
            "skill",
            "skills",
        ),
    ),
    Question(
        "want",
        "Which level would you like to reach",
        "grid",
        hint="One row a skill; leave a row blank, or choose None, where you do not want to "
        "learn. In a form tool that exports only the row's own text, write the rows as "
        "'want: Python'.",
        choices=LEVEL_CHOICES,
        begins=(
            "which level would you like to reach",
            "what level would you like to reach",
            "rate what you would like to learn",
            "rate what you want to learn",
            "how much would you like to learn",
            "i would like to learn",
            "i want to learn",
            "which skills would you like to learn",
            "which skills do you want to learn",
            "what would you like to learn",
            "target level",
            "want",
            "wants",
        ),
    ),
)
