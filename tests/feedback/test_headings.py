"""Which heading is which question, however a tool or an editor has written it."""

import pytest

from rmatch import Policy
from rmatch.feedback.headings import is_heading_row, plan_feedback, read_maps
from rmatch.feedback.questions import FORMS, LEVELS_GRID

from .exports import GRID_ROWS


def plan(*headings, maps=(), **options):
    read, problems = read_maps(maps)
    assert problems == ()
    return plan_feedback(headings, file="answers.csv", maps=read, policy=Policy(), **options)


def texts(moment):
    return [question.text for question in FORMS[moment]]


@pytest.mark.parametrize("moment", FORMS)
@pytest.mark.parametrize(
    "own",
    [
        ["Timestamp", "Email Address"],
        ["Zeitstempel", "E-Mail-Adresse"],
        ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"],
        ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "IP address"],
        [],
    ],
)
def test_the_forms_are_known_from_any_tool(moment, own):
    made = plan(*own, *texts(moment))
    assert made.problems == ()
    assert made.moment == moment
    assert {field: made.headings[i] for field, i in made.fields.items()} == {
        question.column: question.text for question in FORMS[moment]
    }
    assert made.headings[made.answerers[0]] == "Your employee ID"


@pytest.mark.parametrize("moment", FORMS)
@pytest.mark.parametrize(
    "written",
    [
        lambda number, text: f"{number}. {text}",
        lambda number, text: f"G01Q{number:02}. {text}",
        lambda number, text: f"Q{number}: {text.upper()} *",
        lambda number, text: text.replace(" ", "\u00a0 ") + " (optional)",
        lambda number, text: text[:-8].rstrip() + "..",
    ],
)
def test_numbered_cut_and_dressed_up_questions_are_known(moment, written):
    asked = texts(moment)[1:]  # the shortest is nothing when cut
    made = plan("Timestamp", "Username", *(written(n, text) for n, text in enumerate(asked, 1)))
    assert made.problems == ()
    assert made.moment == moment
    assert list(made.fields) == [question.column for question in FORMS[moment][1:]]


@pytest.mark.parametrize(
    ("moment", "question", "begin"),
    [(m, q, begin) for m, form in FORMS.items() for q in form for begin in q.begins],
)
def test_every_beginning_leads_to_its_question_and_form(moment, question, begin):
    others = [text for text in texts(moment) if text != question.text]
    made = plan(*others, f"{begin} ... in your own words?")
    assert made.problems == ()
    assert made.moment == moment
    assert made.fields[question.column] == len(others)


def test_every_beginning_alone_tells_no_other_form():
    for moment, form in FORMS.items():
        for question in form:
            for begin in question.begins:
                told = plan("answerer", "partner", begin).moment
                assert told in (moment, None)


@pytest.mark.parametrize("row", GRID_ROWS.values(), ids=GRID_ROWS)
def test_rows_of_the_grid(row):
    made = plan("answerer", "partner", row("Social media"), row("R/Shiny"), moment="closing")
    assert [name for _, name in made.topics] == ["Social media", "R/Shiny"]
    assert made.problems == ()


def test_names_of_the_fields_do_as_well():
    made = plan(
        "answerer_id", "Partner ID", "meetings", "useful for me", "REMARK", moment="closing"
    )
    assert list(made.fields) == ["answerer", "partner", "meetings", "useful_for_me", "remark"]
    assert made.problems == ()


def test_who_answers_is_also_told_by_what_tools_and_rosters_write():
    partner, meetings = texts("closing")[1:3]
    made = plan("ID", "Start time", "Email", "Name", partner, meetings)
    assert [made.headings[i] for i in made.answerers] == ["Email", "Name"]
    made = plan("Personalnummer", "E-Mail", partner, meetings)
    assert [made.headings[i] for i in made.answerers] == ["Personalnummer", "E-Mail"]
    made = plan("Your full name", partner, meetings)
    assert [made.headings[i] for i in made.answerers] == ["Your full name"]
    (problem,) = plan("ID", "Timestamp", partner, meetings).problems
    assert problem.code == "no-answerer"
    assert "let the form ask 'Your employee ID' or collect e-mail addresses" in problem.fix


def test_without_the_partner_no_answer_is_of_a_pairing():
    (problem,) = plan("Timestamp", "Email Address", texts("closing")[2]).problems
    assert problem.code == "no-partner"
    assert "let the form ask 'Who is your partner in this pairing?'" in str(problem)


def test_which_form_it_is_must_be_told_once():
    (problem,) = plan("answerer", "partner", "meetings").problems
    assert "no question tells whether these are answers of the mid-term or the closing" in str(
        problem
    )
    assert problem.fix == 'say which it is, with moment="mid-term" or moment="closing"'
    both = [*texts("mid-term"), texts("closing")[2]]
    codes = [problem.code for problem in plan(*both).problems]
    assert codes == ["unknown-moment", "duplicate-question"]
    assert plan("answerer", "partner", "meetings", moment="mid-term").moment == "mid-term"


def test_a_question_that_is_there_twice():
    (problem,) = plan(*texts("closing"), "Would you recommend the programme to friends?").problems
    assert problem.code == "duplicate-question"
    assert "(column 7, G) and 'Would you recommend the programme to friends?'" in problem.what
    assert problem.fix == "delete all but one of these columns"


def test_questions_of_ones_own_are_named_not_read():
    made = plan("Timestamp", *texts("closing"), "Which room was best?", "Your shoe size")
    (problem,) = made.problems
    assert problem.severity == "warning"
    assert problem.what == (
        "'Which room was best?', 'Your shoe size' are not among the questions of the two forms, "
        "and are not read"
    )
    assert '"Their heading=meetings"' in problem.fix
    assert len(made.used) == len(texts("closing"))


def test_maps_name_what_is_edited_beyond_knowing():
    headings = ["Wer bist du?", "Mit wem?", "Wie oft?", "Nützlich?"]
    maps = ["Wer bist du?=answerer", "Mit=partner", "@C=meetings", "Nützlich?=useful_for_me"]
    made = plan(*headings, maps=maps, moment="closing")
    assert made.problems == ()
    assert made.fields == {"answerer": 0, "partner": 1, "meetings": 2, "useful_for_me": 3}
    assert made.maps_used == set(maps)
    made = plan(*headings, maps=["Wie=meetings", "Nützlich?=meetings"], moment="closing")
    assert "duplicate-question" in [problem.code for problem in made.problems]
    made = plan("Wie oft?", "Wie lange?", maps=["Wie=meetings"], moment="closing")
    assert "fits 2 headings" in str(made.problems[0])


def test_a_map_goes_before_what_the_headings_say():
    made = plan(*texts("closing"), "Meetings by the calendar", maps=["Meetings by=meetings"])
    assert made.headings[made.fields["meetings"]] == "Meetings by the calendar"


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Wie oft?=meeting", "did you mean 'meetings'?"),
        ("Wie oft?=zzz", "write one of answerer, partner, meetings"),
        ("Wie oft?", "write one of answerer, partner, meetings"),
        ("=meetings", "did you mean 'meetings'?"),
    ],
)
def test_maps_that_say_no_field(text, fix):
    read, (problem,) = read_maps([text])
    assert read == ()
    assert problem.code == "map-unknown-field"
    assert fix in problem.fix


def test_a_row_of_answers_is_no_row_of_headings():
    assert is_heading_row(["Timestamp", *texts("mid-term")])
    assert is_heading_row(["", LEVELS_GRID.text + " [SQL]", "Who was your partner?"])
    assert not is_heading_row(["2026-04-01", "J01", "S01", "3", "Very", "Python: 4", "Yes"])
    assert not is_heading_row(["Mid-term answers of our programme"])
