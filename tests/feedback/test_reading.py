"""What comes back from the forms: exports in, frozen answers out, every mistake told at once."""

import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rmatch
from rmatch import Policy, read_feedback, read_roster
from rmatch.errors import FeedbackError, UsageError
from rmatch.feedback import Answer, Confided, TopicLevel
from rmatch.feedback.questions import CHOICES, FORMS, LEVELS_GRID

from .exports import GRID_ROWS, as_csv, as_workbook, beside, rows_of

FULL = {
    "mid-term": {
        "answerer": "S01",
        "partner": "J01",
        "meetings": "3",
        "useful_for_me": "Very",
        "useful_for_partner": "Slightly",
        "levels": "Social media: 3\nBudgeting: 4",
        "expectations": "In part",
        "going_on": "With help from the programme's contact",
        "remark": "Fewer forms, please",
    },
    "closing": {
        "answerer": "J01",
        "partner": "S01",
        "meetings": "6",
        "useful_for_me": "Extremely",
        "useful_for_partner": "Very",
        "levels": "Budgeting: 3",
        "recommend": "Yes",
        "going_on": "Take part again with another partner",
    },
}
BRIEF = {"answerer": "J01", "partner": "S01", "meetings": "1"}


def wrong(reading, *files, **options):
    """The problems of files that cannot be read, each with its cure."""
    with pytest.raises(FeedbackError) as caught:
        reading(*files, **options)
    assert all(problem.fix for problem in caught.value.problems)
    return list(caught.value.problems)


def only(reading, *files, **options):
    (problem,) = wrong(reading, *files, **options)
    return problem


# Round trips


def test_every_answer_is_read_as_it_was_meant(answered):
    feedback = answered(rows_of("mid-term", FULL["mid-term"]), rows_of("closing", FULL["closing"]))
    assert feedback.warnings == ()
    closing, mid_term = feedback.answers
    assert mid_term == Answer(
        "S01",
        "J01",
        "mid-term",
        meetings=3,
        useful_for_me=4,
        useful_for_partner=2,
        levels=(
            TopicLevel("budgeting", "Budgeting", 4),
            TopicLevel("social media", "Social media", 3),
        ),
        expectations="in part",
        file=mid_term.file,
        line=2,
    )
    assert mid_term.file.endswith("answers1.csv")
    assert (closing.moment, closing.meetings, closing.recommend) == ("closing", 6, "yes")
    assert closing.levels == (TopicLevel("budgeting", "Budgeting", 3),)
    assert [(c.answerer_id, c.going_on, c.remark) for c in feedback.confided] == [
        ("J01", "another partner", ""),
        ("S01", "help", "Fewer forms, please"),
    ]
    assert feedback.asked >= {("mid-term", "expectations"), ("closing", "recommend")}
    assert ("mid-term", "recommend") not in feedback.asked
    assert [facts.rows for facts in feedback.facts] == [1, 1]


TOOLS = {
    "Google Forms": [("Timestamp", "2026/04/01 10:00:00 AM GMT+2"), ("Email Address", "x@y.z")],
    "Microsoft Forms": [
        ("ID", "1"),
        ("Start time", "4/1/26 10:00:00"),
        ("Completion time", "4/1/26 10:05:00"),
        ("Email", "anonymous"),
        ("Name", ""),
    ],
    "LimeSurvey": [
        ("Response ID", "7"),
        ("Date submitted", "2026-04-01 10:05:00"),
        ("Last page", "1"),
        ("Start language", "en"),
        ("Seed", "1234567"),
    ],
}


@pytest.mark.parametrize("moment", FORMS)
@pytest.mark.parametrize("own", TOOLS.values(), ids=TOOLS)
def test_every_choice_comes_back_from_every_tool(answered, moment, own):
    for question in FORMS[moment]:
        for choice in question.choices:
            rows = rows_of(moment, BRIEF | {question.column: choice})
            (feedback,) = [answered(beside(rows, *own))]
            said = {**_values(feedback.answers), **_values(feedback.confided)}
            assert said[question.column] == CHOICES[question.column][choice]
            assert feedback.warnings == ()


def _values(records):
    return {f: getattr(one, f) for one in records for f in type(one).__dataclass_fields__}


@pytest.mark.parametrize("row", GRID_ROWS.values(), ids=GRID_ROWS)
def test_every_level_of_the_grid_comes_back(answered, row):
    for choice, level in zip(LEVELS_GRID.choices, (0, 2, 3, 4, 5), strict=True):
        rows = beside(
            rows_of("closing", BRIEF), (row("Social media"), choice), (row("SQL"), ""), before=False
        )
        (answer,) = answered(rows).answers
        assert answer.levels == (TopicLevel("social media", "Social media", level),)


def test_codes_of_questions_before_their_texts(answered):
    rows = rows_of("closing", FULL["closing"])
    rows[0] = [f"G01Q{number:02}. {text}" for number, text in enumerate(rows[0], start=1)]
    plain = answered(rows_of("closing", FULL["closing"])).answers
    assert answered(rows).answers == plain


def test_a_spreadsheet_program_of_german_settings(tmp_path, staff):
    path = tmp_path / "Antworten.csv"
    said = FULL["mid-term"] | {"remark": "Mehr Übung; größere Räume"}
    path.write_bytes(as_csv(rows_of("mid-term", said), delimiter=";").encode("cp1252"))
    feedback = read_feedback(path, staff)
    assert feedback.confided[0].remark == "Mehr Übung; größere Räume"
    assert feedback.answers[0].levels[0].level == 4
    (facts,) = feedback.facts
    assert (facts.encoding, facts.delimiter) == ("windows-1252", ";")


def test_a_workbook_with_a_title_and_ids_as_numbers(tmp_path, staff):
    path = tmp_path / "answers.xlsx"
    rows = rows_of("closing", FULL["closing"] | {"partner": "S02", "answerer": "7"})
    as_workbook(path, beside(rows, ("Timestamp", "46113.5")), title="Closing form (answers)")
    feedback = read_feedback(path, staff)
    (answer,) = feedback.answers
    assert (answer.answerer_id, answer.partner_id, answer.line) == ("0007", "S02", 4)
    (warning,) = feedback.warnings
    assert "'7' is taken for '0007', found without its leading zeros" in str(warning)


def test_an_id_like_a_formula_in_csv_and_in_a_workbook(answered, tmp_path, staff):
    rows = rows_of("closing", BRIEF | {"answerer": "S01", "partner": "'=X1"})
    assert answered(rows).answers[0].partner_id == "=X1"
    as_workbook(tmp_path / "answers.xlsx", rows)
    assert read_feedback(tmp_path / "answers.xlsx", staff).answers[0].partner_id == "=X1"
    assert only(answered, rows, raw=True).code == "unknown-person"


def test_titles_above_the_questions(answered):
    text = "Closing form\n\n" + as_csv(rows_of("closing", FULL["closing"]), delimiter=";")
    (answer,) = answered(text).answers
    assert (answer.meetings, answer.line) == (6, 4)


def test_one_form_that_collects_e_mail_addresses(answered):
    rows = rows_of("closing", FULL["closing"] | {"partner": "Henrik Sørensen"})
    rows = [row[1:] for row in rows]
    feedback = answered(beside(rows, ("Timestamp", "1"), ("Email Address", "A.Rahman@example.com")))
    (answer,) = feedback.answers
    assert (answer.answerer_id, answer.partner_id) == ("J01", "S01")
    assert feedback.warnings == ()  # names and addresses are what the form asks for


def test_the_account_stands_in_where_the_id_was_left_blank(answered):
    rows = rows_of("closing", BRIEF | {"answerer": ""}, BRIEF | {"answerer": "B01"})
    account = ("Email", "a.rahman@example.com", "h.sorensen@example.com")
    found = answered(beside(rows, ("ID", "1", "2"), ("Start time", "x", "y"), account)).answers
    assert [answer.answerer_id for answer in found] == ["B01", "J01"]


def test_without_a_roster_people_stay_as_written(answered):
    rows = rows_of("closing", BRIEF | {"answerer": "somebody", "partner": "Somebody Else"})
    (answer,) = answered(rows, roster=None).answers
    assert (answer.answerer_id, answer.partner_id) == ("somebody", "Somebody Else")


def test_the_policy_says_what_topics_and_level_words_mean(answered, tmp_path, staff):
    rows = rows_of("closing", BRIEF | {"levels": "py: master"})
    policy = Policy(skills={"aliases": {"py": "Python"}, "scale": {"user": 2, "master": 5}})
    (answer,) = answered(rows, policy=policy).answers
    assert answer.levels == (TopicLevel("python", "py", 5),)
    roster = read_roster(tmp_path / "roster.csv", policy=policy)
    assert answered(rows, roster=roster).answers == (answer,)


def test_one_moment_for_headings_that_do_not_tell(answered):
    rows = [["answerer", "partner", "meetings"], ["J01", "S01", "4"]]
    assert answered(rows, moment="mid-term").answers[0].moment == "mid-term"
    assert only(answered, rows).code == "unknown-moment"
    with pytest.raises(UsageError, match=r"no moment 'middle'\. Fix: write mid-term or closing"):
        answered(rows, moment="middle")


def test_maps_for_a_form_in_another_language(answered):
    rows = [["Wer?", "Mit wem?", "Wie oft?"], ["J01", "S01", "4"]]
    maps = ["Wer?=answerer", "Mit wem?=partner", "Wie oft?=meetings"]
    assert answered(rows, maps=maps, moment="closing").answers[0].meetings == 4
    problem = only(answered, rows, maps=[*maps, "Wo?=remark"], moment="closing")
    assert "the map 'Wo?=remark': there is no such heading" in str(problem)
    problem = only(answered, rows, maps=[*maps, "Wo?=where"], moment="closing")
    assert problem.code == "map-unknown-field"


def test_standard_input(staff):
    text = as_csv(rows_of("closing", BRIEF)).encode()
    feedback = read_feedback("-", staff, stdin=text)
    assert (feedback.answers[0].file, feedback.answers[0].meetings) == ("standard input", 1)


def test_the_order_of_files_and_rows_makes_no_difference(tmp_path, staff):
    paths = []
    for moment in FORMS:
        others = BRIEF | {"answerer": "B01"}
        paths.append(tmp_path / f"{moment}.csv")
        paths[-1].write_text(as_csv(rows_of(moment, others, FULL[moment])), encoding="utf-8")
    forth, back = read_feedback(paths, staff), read_feedback(paths[::-1], staff)
    assert forth == back
    assert [(a.answerer_id, a.moment) for a in forth.answers] == [
        ("B01", "mid-term"),
        ("B01", "closing"),
        ("J01", "closing"),
        ("S01", "mid-term"),
    ]
    assert (
        read_feedback([paths[0], paths[0]], staff).answers == read_feedback(paths[0], staff).answers
    )


# What is kept apart


def test_what_was_confided_is_in_no_answer(answered):
    feedback = answered(rows_of("mid-term", FULL["mid-term"]))
    for shown in (repr(feedback), repr(feedback.answers), repr(feedback.confided)):
        assert "help" not in shown
        assert "Fewer forms" not in shown
    assert not {"going_on", "remark"} & set(Answer.__dataclass_fields__)
    (confided,) = feedback.confided
    assert isinstance(confided, Confided)
    assert answered(rows_of("mid-term", BRIEF)).confided == ()


def test_answers_are_frozen_and_travel(answered):
    feedback = answered(rows_of("mid-term", FULL["mid-term"]))
    assert pickle.loads(pickle.dumps(feedback)) == feedback
    assert hash(feedback.answers[0])
    with pytest.raises(AttributeError):
        feedback.answers[0].meetings = 4
    assert feedback
    assert not rmatch.Feedback()


# What is wrong


def test_all_that_is_wrong_is_told_at_once_with_its_place(answered):
    rows = rows_of(
        "mid-term",
        BRIEF | {"useful_for_me": "Quite", "meetings": "often"},
        BRIEF | {"answerer": "J99", "going_on": "away from him!"},
        BRIEF | {"answerer": "B01", "partner": "", "levels": "SQL: 9; AI: 4@boss"},
        BRIEF | {"answerer": "S02", "partner": "J01", "expectations": "ja"},
    )
    found = wrong(answered, rows)
    assert [(p.line, p.code) for p in found] == [
        (2, "meetings"),
        (2, "unknown-choice"),
        (3, "unknown-person"),
        (3, "unknown-choice"),
        (4, "no-partner"),
        (4, "level-range"),
        (4, "provenance"),
        (5, "unknown-choice"),
    ]
    first = str(found[1])
    assert first.endswith(
        "answers1.csv, line 2, column 'How useful are the meetings for you so far?': this is none "
        "of the choices (found: 'Quite'). Fix: write one of 'Not at all', 'Slightly', "
        "'Moderately', 'Very', 'Extremely', or the number from 1 to 5, or leave the cell blank."
    )
    assert "'J99' is not on the roster" in str(found[2])
    assert "away from him" not in "".join(map(str, found))
    assert found[3].confidential
    assert "does not say of which pairing it is" in str(found[4])
    assert found[5].value == "SQL: 9"


def test_a_row_that_does_not_say_who_answers(answered):
    rows = rows_of("closing", BRIEF, BRIEF | {"answerer": ""})
    problem = only(answered, beside(rows, ("Timestamp", "1", "2"), ("Email", "x", "anonymous")))
    assert (problem.code, problem.line) == ("no-answerer", 3)
    assert "write the id, full name or e-mail address in the cell" in problem.fix


def test_a_row_without_any_answer_is_told_and_left_aside(answered):
    blank = {"answerer": "S01", "partner": "J01"}
    feedback = answered(rows_of("closing", BRIEF, blank))
    (warning,) = feedback.warnings
    assert (warning.code, warning.line, warning.severity) == ("no-answer", 3, "warning")
    assert len(feedback.answers) == 1


def test_the_same_answer_twice(answered):
    again = rows_of("closing", FULL["closing"], FULL["closing"])
    feedback = answered(again)
    assert len(feedback.answers) == len(feedback.confided) == 1
    (warning,) = feedback.warnings
    assert "'J01' has answered twice about 'S01', and alike" in str(warning)
    assert (warning.line, warning.fix) == (3, "delete one of the two; the other is in line 2")
    problem = only(answered, rows_of("closing", FULL["closing"], BRIEF))
    assert (problem.code, problem.line) == ("answered-twice", 3)
    assert "and not alike (first in line 2)" in problem.what
    problem = only(answered, rows_of("closing", FULL["closing"]), rows_of("closing", BRIEF))
    assert "answers1.csv, line 2)" in problem.what
    other = FULL["closing"] | {"going_on": "Leave it at that"}
    assert only(answered, rows_of("closing", FULL["closing"], other)).code == "answered-twice"


@pytest.mark.parametrize(
    ("answerer", "partner", "code", "words"),
    [
        ("J01", "J01", "same-person", "'J01' answers about a pairing with themselves"),
        ("J01", "0007", "no-pairing", "'J01' and '0007' are both juniors on this roster"),
        ("S02", "S01", "no-pairing", "'S02' and 'S01' are both seniors on this roster"),
        ("J01", "Henrik", "unknown-person", "(perhaps 'S01', Henrik Sørensen)"),
        ("J01", "x'", "unknown-person", "'x'' is not on the roster"),
    ],
)
def test_two_who_are_no_pairing(answered, answerer, partner, code, words):
    problem = only(answered, rows_of("closing", BRIEF | {"answerer": answerer, "partner": partner}))
    assert problem.code == code
    assert words in str(problem)
    assert problem.heading == "Who is your partner in this pairing?"


def test_people_in_both_roles_are_a_pairing_with_anybody(answered):
    pairs = [("B01", "J01"), ("B01", "S01"), ("J01", "B01"), ("S01", "B01")]
    rows = [BRIEF | {"answerer": one, "partner": other} for one, other in pairs]
    assert len(answered(rows_of("closing", *rows)).answers) == 4


def test_a_name_that_two_people_share(answered, tmp_path):
    path = tmp_path / "twins.csv"
    path.write_text("id,name,role\nA,Ann Ash,junior\nB,Ann Ash,junior\nC,Cy Coe,senior\n")
    rows = rows_of("closing", BRIEF | {"answerer": "C", "partner": "Ann Ash"})
    problem = only(answered, rows, roster=read_roster(path))
    assert problem.code == "ambiguous-person"
    assert "'Ann Ash' fits more than one person" in str(problem)


def test_answers_about_another_roster_are_told_once(answered):
    rows = rows_of("closing", *(BRIEF | {"answerer": f"X{number}"} for number in range(5)))
    problem = only(answered, rows)
    assert problem.code == "another-roster"
    assert "nobody who answers in this file is on the roster" in str(problem)


def test_files_that_are_no_exports(tmp_path, staff):
    empty, missing, other = (tmp_path / name for name in ("empty.csv", "none.csv", "other.csv"))
    empty.write_text("", encoding="utf-8")
    other.write_text("Colour,Size\nred,3\n", encoding="utf-8")
    found = wrong(read_feedback, [empty, missing, other], roster=staff)
    assert [problem.code for problem in found] == ["empty-file", "missing-file", "no-question"]
    assert "no heading is a question of the mid-term or the closing form" in str(found[2])
    assert "with the whole questions as headings, not with their codes" in found[2].fix


def test_a_workbook_without_questions(tmp_path, staff):
    path = tmp_path / "codes.xlsx"
    as_workbook(path, [["G01Q01", "G01Q02"], ["J01", "S01"]])
    problem = only(read_feedback, path, roster=staff)
    assert "no sheet has a heading row with the questions of the mid-term or the closing" in str(
        problem
    )
    assert "with the whole questions as headings, not with their codes" in problem.fix


def test_a_form_that_nobody_has_answered(answered):
    feedback = answered(rows_of("closing"))
    assert not feedback
    (warning,) = feedback.warnings
    assert "nobody has answered" in str(warning)
    assert warning.fix == "leave the file out, if that is meant"


CELL = st.text(alphabet="0149aAeE :;,@*-'\"()[]\n.\u00a0é", max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(*[CELL] * len(FORMS["mid-term"])), min_size=1, max_size=3))
def test_any_cells_are_answers_or_problems_with_a_cure(cells):
    feedback = _read_or_told(as_csv([rows_of("mid-term")[0], *cells]).encode())
    if feedback is not None:
        aside = [w for w in feedback.warnings if w.code in ("no-answer", "repeated-answer")]
        blank = sum(not any(map(str.strip, row)) for row in cells)
        assert len(feedback.answers) + len(aside) == len(cells) - blank


def _read_or_told(text):
    try:
        return read_feedback("-", stdin=text)
    except FeedbackError as caught:
        problems = caught.problems
    assert problems
    assert all(problem.fix for problem in problems)
    return None


def test_reading_loads_no_pandas(tmp_path):
    (tmp_path / "a.csv").write_text(as_csv(rows_of("closing", BRIEF)), encoding="utf-8")
    code = (
        f"import sys, rmatch\nassert rmatch.read_feedback({str(tmp_path / 'a.csv')!r})\n"
        "assert not {'pandas', 'scipy', 'numpy', 'rapidfuzz'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
