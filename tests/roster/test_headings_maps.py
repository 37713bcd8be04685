"""The grammar of --map and [columns], and everything that can be wrong with a map."""

from __future__ import annotations

import pytest

from rmatch.errors import Problem
from rmatch.policy import Columns, Policy
from rmatch.roster.column_letters import column_index, column_letter
from rmatch.roster.column_plan import ColumnPlan, SkillColumn, joint_problems
from rmatch.roster.headings import plan_columns
from rmatch.roster.mapping import bare_name, listed
from rmatch.roster.protected import is_unscored


def plan(headings: str | list[str], *maps: str, policy: Policy | None = None) -> ColumnPlan:
    row = headings.split(",") if isinstance(headings, str) else headings
    return plan_columns(row, file="staff.csv", maps=maps, policy=policy)


def columns(**headings: str) -> Policy:
    return Policy(columns=Columns.model_validate(headings))


def only(made: ColumnPlan) -> Problem:
    assert len(made.problems) == 1, made.problems
    return made.problems[0]


@pytest.mark.parametrize(
    "text",
    ["Crew=department", "crew = Department", "Cr=department", "@C=department", "@c=department"],
)
def test_a_heading_its_beginning_or_its_letter(text: str) -> None:
    made = plan("id,name,Crew", text)
    assert made.sources["department"] == "Crew"
    assert made.problems == ()
    assert made.maps_used == (text,)


def test_long_questions_by_their_beginning_and_signs_in_a_heading() -> None:
    headings = ["id", "What is your crew? (= team)", "What is your site?", "Staff ref *"]
    assert plan(headings, "What is your crew=department").sources["department"] == headings[1]
    assert plan(headings, "What is your crew? (= team)=department").fields["department"] == 1
    assert plan(headings, "Staff ref *=email").sources["email"] == "Staff ref *"


def test_a_whole_heading_is_no_beginning_of_another() -> None:
    assert plan("id,Crew name,Crew", "Crew=department").sources["department"] == "Crew"


def test_a_letter_that_is_also_a_heading_is_the_heading() -> None:
    assert plan("id,x,@B2,@A", "@A=department").sources["department"] == "@A"


def test_letters_go_on_after_z() -> None:
    assert [column_letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [column_index(column_letter(i)) for i in range(800)] == list(range(800))
    assert column_index("XFD") == 16383
    wide = ["id", *(f"c{i}" for i in range(1, 30))]
    assert plan(wide, "@AB=department").fields["department"] == 27


def test_the_policy_maps_too_and_the_command_line_goes_first() -> None:
    policy = columns(Crew="department")
    assert plan("id,Crew,Squad,Dept", policy=policy).sources["department"] == "Crew"
    made = plan("id,Crew,Squad", "Squad=department", policy=policy)
    assert made.sources["department"] == "Squad"
    assert made.problems == ()


def test_an_email_or_a_name_may_be_the_id_as_well() -> None:
    made = plan("Email,Name,skills", "Email=id")
    assert made.fields == {"id": 0, "name": 1, "email": 0, "skills": 2}
    assert plan("Name,skills", "Name=id").fields == {"id": 0, "name": 0, "skills": 1}


def test_a_map_takes_a_heading_away_from_its_own_name() -> None:
    made = plan("id,level,Grade", "level=min_load")
    assert made.sources == {"id": "id", "level": "Grade", "min_load": "level"}


def test_tick_columns_by_pattern() -> None:
    made = plan(
        ["id", "I can teach [Python]", "I can teach: C++", "I can teach .NET", "I can teachers"],
        "I can teach *=skill:*",
    )
    assert made.skill_columns[:3] == (
        SkillColumn(1, "Python", "skill", tick=True),
        SkillColumn(2, "C++", "skill", tick=True),
        SkillColumn(3, ".NET", "skill", tick=True),
    )
    made = plan("id,Learn SQL,Learn AI", "Learn*=want:*")
    assert [(c.name, c.kind) for c in made.skill_columns] == [("SQL", "want"), ("AI", "want")]


def test_patterns_in_the_middle_and_with_words_of_their_own() -> None:
    made = plan(["id", "Can you teach Python?", "Can you teach R?"], "Can you teach*?=skill:*")
    assert [c.name for c in made.skill_columns] == ["Python", "R"]
    assert plan("id,x Python y", "x*y=skill:basic *").skill_columns[0].name == "basic Python"
    assert plan("id,My crew today", "*crew*=department").sources["department"] == "My crew today"


def test_one_column_one_skill_by_map() -> None:
    made = plan("id,Knows Py", "Knows Py=skill:Python")
    assert made.skill_columns == (SkillColumn(1, "Python", "skill"),)


def test_a_pattern_leaves_what_is_known_by_name() -> None:
    made = plan("id,Full name,Team,skills,skill:R,SQL,Python,Gender,Salary", "*=skill:*")
    assert [c.name for c in made.skill_columns] == ["R", "SQL", "Python"]
    assert set(made.fields) == {"id", "name", "department", "skills"}
    assert set(made.audit) == {7}
    assert made.problems == ()


def test_a_pattern_about_skills_may_hold_a_word_of_a_trait() -> None:
    headings = ["id", "I can teach race conditions", "I can teach [Health]", "Gender"]
    made = plan(headings, "I can teach*=skill:*")
    assert [c.name for c in made.skill_columns] == ["race conditions", "Health"]
    assert set(made.audit) == {3}


@pytest.mark.parametrize("text", ["Gen*=skill:*", "Employee *=skill:*", "Learning*=skill:*"])
def test_any_other_pattern_may_not(text: str) -> None:
    headings = ["id", "Gender", "Employee Age", "Learning disability"]
    made = plan(headings, text)
    assert made.skill_columns == ()
    assert only(made).code == "map-protected"


@pytest.mark.parametrize(
    ("text", "said", "fix"),
    [
        ("Crew", "does not say which heading is which column", "Crew=department"),
        ("=department", "does not say which heading is which column", "Their heading=column"),
        ("Crew=", "does not say which heading is which column", "Their heading=column"),
        ("Crew=skill:", "no skill is named", "skill:python"),
        ("Crew=skill:*", "has no * in the heading to stand for", "I can teach*=skill:*"),
        ("C*w=skill:*and*", "has no * in the heading to stand for", "one * on the right"),
    ],
)
def test_a_map_that_is_none(text: str, said: str, fix: str) -> None:
    problem = only(plan("id,Crew", text))
    assert problem.code == "map-grammar"
    assert said in str(problem)
    assert fix in problem.fix


def test_a_policy_map_that_is_none() -> None:
    problem = only(plan("id,Crew", policy=columns(**{" ": "level"})))
    assert "[columns] ' ' does not say which heading is which column" in str(problem)


def test_an_unknown_column_with_the_nearest() -> None:
    problem = only(plan("id,Crew", "Crew=departmnt"))
    assert problem.code == "map-unknown-column"
    assert "there is no column 'departmnt'" in str(problem)
    assert "did you mean 'department'?" in problem.fix
    assert "use one of id, name" in only(plan("id,Crew", "Crew=zzz")).fix


def test_a_heading_that_is_not_there_with_the_nearest() -> None:
    problem = only(plan("id,Squad", "Sqadron=department"))
    assert problem.code == "map-no-heading"
    assert "there is no heading 'Sqadron', nor one that begins so" in str(problem)
    assert "did you mean 'Squad'?" in problem.fix
    assert "spreadsheet letter" in only(plan("id,Squad", "zzz=department")).fix
    problem = only(plan("id,Squad", "Crew*=skill:*"))
    assert "no heading fits the pattern 'Crew*'" in str(problem)
    assert "no heading is left that fits the pattern" in str(only(plan("id,name", "na*=skill:*")))
    assert only(plan("id,Squad", "_=department")).code == "map-no-heading"


def test_a_suggestion_never_names_a_quarantined_heading() -> None:
    assert "Gender" not in str(only(plan("id,Gender", "Gendre=department")))


def test_a_letter_beyond_the_last() -> None:
    problem = only(plan("id,Crew", "@F=department"))
    assert "the file has no column F; its last is B" in str(problem)


def test_an_ambiguous_beginning_names_the_headings_and_a_cure() -> None:
    problem = only(plan("id,Crew,Crowd", "Cr=department"))
    assert problem.code == "map-ambiguous"
    assert "'Cr' fits 2 headings: 'Crew' (column 2, B) and 'Crowd' (column 3, C)" in str(problem)
    assert '--map "@B=department"' in problem.fix
    assert only(plan("id,Crew,crew", "CREW=department")).code == "map-ambiguous"
    assert plan("id,Crew,crew", "crew=department").fields["department"] == 2
    assert "[columns]" in str(only(plan("id,Crew,Crowd", policy=columns(Cr="department"))))


def test_two_maps_to_one_column() -> None:
    problem = only(plan("id,Crew,Squad", "Crew=department", "Squad=department"))
    assert problem.code == "map-column-twice"
    assert "'Crew' (column 2, B) and 'Squad' (column 3, C)" in str(problem)
    assert problem.fix == "keep one of the two maps"
    assert plan("id,Crew", "Crew=department", "@B=department").problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Gender=department",
        "Gender=level",
        "gen=goals",
        "@B=skills",
        "Gender=skill:tact",
        "Gend*=goals",
        "Gender=id",
    ],
)
def test_a_protected_heading_is_mapped_to_nothing(text: str) -> None:
    made = plan("id,Gender,skills", text)
    problem = only(made)
    assert problem.code == "map-protected"
    assert "a heading about a protected trait cannot be mapped to a column" in str(problem)
    assert made.audit == {1: "Gender"}
    assert joint_problems([made]) == (problem,)  # and not that no file has the heading


UNSCORED = """
Tenure; Years of service; Hire Date; HIREDATE; Start date; Job Title; Business Title; Title;
Position;
Work Email; E-mail; Email Address; Salary; Annual Salary; Base pay; Pay; Bonus; Performance;
Performance Rating 2024; Last performance score; Photo; Photo URL; Profile picture; Gehalt;
Betriebszugehörigkeit; Eintrittsdatum; Stellenbezeichnung; Leistungsbeurteilung; Ancienneté;
Salaire; Intitulé du poste; Antigüedad; Puesto; Fecha de ingreso; Anzianità; Stipendio;
Tempo de casa; Cargo; Salaris; Functietitel; Foto
"""


@pytest.mark.parametrize("heading", [" ".join(h.split()) for h in UNSCORED.split(";")])
@pytest.mark.parametrize("column", ["skills", "department", "prefers", "want:x"])
def test_what_stands_in_for_merit_cannot_feed_the_score(heading: str, column: str) -> None:
    made = plan(["id", heading], f"{heading}={column}")
    problem = only(made)
    assert problem.code == "map-unscored"
    assert "cannot be mapped to a column that the score reads" in str(problem)
    assert joint_problems([made]) == (problem,)


def test_it_may_fill_what_the_score_does_not_read() -> None:
    assert plan("id,Job Title", "Job Title=role").sources["role"] == "Job Title"
    assert plan("Work Email,skills", "Work Email=id").sources["id"] == "Work Email"


@pytest.mark.parametrize(
    "heading",
    ["Email marketing", "Performance tuning", "Department title", "Pay equity", "Photography"],
)
def test_subjects_of_their_own_may_feed_it(heading: str) -> None:
    assert not is_unscored(heading)


def test_lists_are_cut_and_names_bared() -> None:
    assert listed(list("abcdef"), range(6)).endswith("'d' (column 4, D) and 2 more")
    assert bare_name(" [Python] ") == "Python"
    assert bare_name(": R (Shiny)") == "R (Shiny)"
    assert bare_name("– Data?") == "Data"
    assert bare_name("[A] or [B]") == "[A] or [B]"


def test_a_long_table_takes_a_rating_but_none_of_performance() -> None:
    headings = ["id", "skill", "How well", "Performance rating"]
    made = plan_columns(headings, file="skills.csv", maps=["How=level"], kind="skills")
    assert made.sources["level"] == "How well"
    made = plan_columns(headings, file="skills.csv", maps=["@D=level"], kind="skills")
    assert only(made).code == "map-unscored"
