"""From files to people: roles, references, two files by role, long tables, what is odd."""

import pickle

import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster, read_roster
from rmatch.errors import HeadingsRead, RosterError, UsageError
from rmatch.roster.notices import notices

HEAD = "id,name,role,skills,wants\n"
TWO = HEAD + "J1,Ada,junior,python:4,\nS1,Bob,senior,,python:4\n"


@pytest.fixture
def read(tmp_path):
    """Write files and read the first as the roster; keywords name the files beside it."""

    def reader(text, policy=None, **files):
        options = {}
        for name, content in {"roster": text, **files}.items():
            if name in ("maps", "sheet", "raw"):
                options[name] = content
                continue
            path = tmp_path / f"{name}.csv"
            path.write_text(content, encoding="utf-8")
            options["source" if name == "roster" else name] = path
        return read_roster(**options, policy=policy)

    return reader


def codes(roster):
    return {warning.code for warning in roster.warnings}


def problems_of(call, *args, **kwargs):
    with pytest.raises(RosterError) as caught:
        call(*args, **kwargs)
    return [p for p in caught.value.problems if p.severity == "error"]


def test_a_small_roster(read):
    roster = read(TWO)
    assert [p.id for p in roster.juniors] == ["J1"]
    assert [p.id for p in roster.seniors] == ["S1"]
    assert roster.juniors[0].skills["python"].level == 4
    assert roster.seniors[0].wants["python"].target == 4


def test_everyone_takes_part_where_nobody_was_asked_and_the_run_says_so(read):
    assert "consent-not-asked" in codes(read(TWO))


def test_only_yes_takes_part_where_the_column_exists(read):
    roster = read(
        "id,role,participate\nJ1,junior,yes\nJ2,junior,\nJ3,junior,no\nJ4,junior,perhaps\n"
        "S1,senior,I agree to take part\n"
    )
    assert [p.id for p in roster.juniors] == ["J1"]
    assert [p.id for p in roster.left_out] == ["J2", "J3", "J4"]
    assert "not-understood-consent" in codes(roster)


def test_every_problem_at_once_with_its_place_and_fix(read):
    problems = problems_of(
        read,
        HEAD + "J1,Ada,junior,python:9,\nJ1,Bob,boss,,\n,Cy,senior,,\nS1,Di,senior,,ai:4*0\n",
    )
    found = {(p.code, p.line, p.heading) for p in problems if p.severity == "error"}
    assert ("level-range", 2, "skills") in found
    assert ("duplicate-id", 3, "id") in found
    assert ("no-id", 4, "id") in found
    assert any(line == 5 and heading == "wants" for _, line, heading in found)
    # Also in rows whose id is missing or given twice.
    assert ("role-word", 3, "role") in found
    assert all(p.fix for p in problems)


def test_nobody_on_one_side_is_an_error(read):
    (problem,) = problems_of(read, HEAD + "J1,Ada,junior,python:4,\n")
    assert problem.code == "no-senior"
    assert "nobody on the roster has this role" in problem.what


def test_nobody_who_agreed_on_one_side_is_an_error(read):
    text = "id,role,participate\nJ1,junior,yes\nS1,senior,no\n"
    (problem,) = problems_of(read, text)
    assert "none agreed" in problem.what


def test_roles_from_levels(read):
    text = "id,level\nA,L2\nB,L5\nC,L9\n"
    policy = Policy(roles={"junior_max": 3, "senior_min": 5})
    roster = read(text, policy)
    assert [p.role for p in roster.people] == ["junior", "senior", "senior"]


def test_a_level_between_the_roles_is_an_error_with_both_cures(read):
    problems = problems_of(
        read, "id,level\nA,2\nB,4\nC,9\n", Policy(roles={"junior_max": 3, "senior_min": 5})
    )
    (problem,) = [p for p in problems if p.code == "no-role"]
    assert (problem.line, problem.value) == (3, "4")
    assert "column 'role'" in problem.fix
    assert "[roles]" in problem.fix


def test_a_role_column_of_job_titles_is_none(read):
    text = "id,role,level\nA,Accountant,2\nB,Chief of staff,9\n"
    roster = read(text, Policy(roles={"junior_max": 3, "senior_min": 5}))
    assert [p.role for p in roster.people] == ["junior", "senior"]


def test_two_files_by_role_make_a_person_in_both_one(read, tmp_path):
    juniors, seniors = tmp_path / "j.csv", tmp_path / "s.csv"
    juniors.write_text("id,name,skills\nA,Ada,python:4\nB,Bo,sql:3\n", encoding="utf-8")
    seniors.write_text("id,name,wants\nB,Bo,python:4\nC,Cy,sql:4\n", encoding="utf-8")
    roster = read_roster(juniors=juniors, seniors=seniors)
    assert {p.id: p.role for p in roster.people} == {"A": "junior", "B": "both", "C": "senior"}
    both = roster.people[1]
    assert set(both.skills) == {"sql"}
    assert set(both.wants) == {"python"}


def test_two_files_that_disagree(tmp_path):
    juniors, seniors = tmp_path / "j.csv", tmp_path / "s.csv"
    juniors.write_text("id,department\nB,Sales\n", encoding="utf-8")
    seniors.write_text("id,department\nB,Finance\nC,\n", encoding="utf-8")
    (problem,) = problems_of(read_roster, juniors=juniors, seniors=seniors)
    assert problem.code == "files-disagree"
    assert "line 2 ('Sales')" in problem.what
    assert problem.value == "Finance"


def test_long_tables(read):
    roster = read(
        "id,role\n007,junior\nS1,senior\n",
        skills="id,skill,level,provenance\n7,Python,Advanced,assessed\nX9,SQL,3,\n",
        wants="id,skill,target,weight\nS1,python,5,1.5\n",
    )
    junior, senior = roster.people
    assert (junior.skills["python"].level, junior.skills["python"].provenance) == (4, "assessed")
    assert senior.wants["python"].weight == 1.5
    assert {"found-loosely", "not-on-roster"} <= codes(roster)


def test_a_long_table_without_its_columns(read):
    problems = problems_of(read, TWO, skills="id,level\nJ1,3\n")
    assert any(p.code == "no-column" or "skill" in p.what for p in problems)


def test_a_skill_given_twice_with_different_values(read):
    problems = problems_of(read, TWO, skills="id,skill,level\nJ1,Python,2\n")
    assert any("twice" in p.what for p in problems)


def test_eaten_zeros_are_found_and_reported(read):
    roster = read(
        "id,name,role,manager_id,prefers\n00123,Ada,junior,00456,456\n00456,Bob,senior,,123\n"
    )
    assert roster.people[0].prefers == ("00456",)
    assert roster.people[1].prefers == ("00123",)
    loose = [w for w in roster.warnings if w.code == "found-loosely"]
    assert {(w.line, w.heading, w.value) for w in loose} == {
        (2, "prefers", "456"),
        (3, "prefers", "123"),
    }


def test_references_by_name_and_by_case(read):
    roster = read(
        "id,name,role,prefers,manager_id\n"
        "j1,Ada Lovelace,junior,BOB STONE,B1\nb1,Bob Stone,senior,,\n"
    )
    assert roster.people[0].prefers == ("b1",)
    assert roster.managers == {"j1": "b1"}


def test_an_ambiguous_reference_is_unknown(read):
    roster = read("id,role,prefers\n01,senior,\n001,senior,\nJ,junior,1\n")
    assert roster.people[2].prefers == ("1",)
    assert any("more than one person" in w.what for w in roster.warnings)


def test_managers_off_the_roster_are_no_error_and_org_closes_the_gap(read):
    text = "id,role,manager_id\nJ1,junior,M1\nS1,senior,\n"
    open_end = read(text)
    assert [w.ids for w in open_end.warnings if w.code == "reporting-line-in-part"] == [("J1",)]
    closed = read(text, org="id,manager_id\nM1,S1\nS1,\n")
    assert closed.managers == {"M1": "S1", "J1": "M1"}
    assert "reporting-line-in-part" not in codes(closed)


def test_manager_cycles_are_told_once(read):
    roster = read("id,role,manager_id\nA,junior,B\nB,senior,A\nC,junior,C\n")
    rings = [w.ids for w in roster.warnings if w.code == "manager-cycle"]
    assert rings == [("A", "B"), ("C",)]


def test_confidential_columns_are_told_apart_in_no_notice(read):
    roster = read("id,role,avoids,successor_of\nJ1,junior,nobody1,nobody2\nS1,senior,,\n")
    private = [w for w in roster.warnings if w.confidential]
    assert len(private) == 2
    (notice,) = [n for n in notices(roster.warnings) if n.code == "not-to-be-paired"]
    assert notice.ids == ()
    assert "2 entries about people not to be paired have no effect" in notice.message
    text = " ".join(n.message for n in notices(roster.warnings))
    assert "avoid" not in text
    assert "success" not in text


def test_levels_upside_down(read):
    roster = read("id,role,level\nJ1,junior,9\nJ2,junior,8\nS1,senior,1\n")
    (warning,) = [w for w in roster.warnings if w.code == "levels-upside-down"]
    assert "direction" in warning.fix
    assert "[roles] words" in warning.fix


def test_odd_skills_and_wants(read):
    roster = read(
        'id,role,skills,wants,offers\nJ1,junior,python,,sql\nS1,senior,sql:4,"sql:3; cooking",\n'
    )
    assert {
        "unrated-skill",
        "offer-not-listed",
        "own-level-not-given",
        "want-met",
        "nobody-teaches",
    } <= codes(roster)


def own_level_not_given(roster):
    found = [w for w in roster.warnings if w.code == "own-level-not-given"]
    return found[0].what.partition(" for ")[0] if found else None


def test_a_stated_0_is_an_answer_and_changes_no_score(read):
    head = "id,role,skill:python,skill:sql,wants\nJ1,junior,5,5,\n"
    silent = read(head + 'S1,senior,,,"python:4; sql:4"\nS2,senior,,,python:3\n')
    assert own_level_not_given(silent) == "3 of 3 wants (100 %) are"
    stated = read(head + 'S1,senior,None,0,"python:4; sql:4"\nS2,senior,,,python:3\n')
    assert own_level_not_given(stated) == "1 of 3 wants (33 %) is"
    assert stated.seniors[0].without == {"python", "sql"}
    assert "python" not in stated.seniors[0].skills
    assert rmatch.pair(stated).pairings.equals(rmatch.pair(silent).pairings)
    everyone = read(head + 'S1,senior,None,no,"python:4; sql:4"\nS2,senior,0,,python:3\n')
    assert own_level_not_given(everyone) is None


@pytest.mark.parametrize(
    "rows",
    [
        "id,role,skills,wants\nJ1,junior,py:5,\nS1,senior,Python:0,python:4\n",
        "id,role,Rate your skill [Python],wants\nJ1,junior,Expert,\nS1,senior,None,python:4\n",
    ],
)
def test_a_stated_0_is_known_wherever_it_is_written(read, rows):
    policy = Policy(skills={"aliases": {"py": "python"}})
    assert own_level_not_given(read(rows, policy)) is None


def test_a_stated_0_in_a_long_table(read):
    bare = "id,role,wants\nJ1,junior,\nS1,senior,python:4\n"
    table = "id,skill,level\nJ1,python,5\n"
    assert own_level_not_given(read(bare, skills=table)) == "1 of 1 want (100 %) is"
    assert own_level_not_given(read(bare, skills=table + "S1,python,None\n")) is None


def test_a_roster_on_which_no_senior_says_what_they_want(read):
    roster = read("id,role,skills,wants\nJ1,junior,python:4,sql:3\nS1,senior,sql:4,\n")
    (warning,) = [w for w in roster.warnings if w.code == "nobody-wants"]
    assert "no participating senior says what they want to learn" in warning.what
    assert warning.fix == "ask them, and write it into 'wants', as in python:4"
    assert "nobody-wants" not in codes(read(TWO))
    # Without a column for it, that is what is said.
    bare = codes(read("id,role,skills\nJ1,junior,python:4\nS1,senior,\n"))
    assert "no-wants" in bare
    assert "nobody-wants" not in bare


def test_an_entry_that_was_found_by_name_is_told_as_kept(read):
    head = "id,name,role,avoids,successor_of\nJ1,Ada Berg,junior,"
    (kept,) = [
        n
        for n in notices(read(head + "Bo Lee,\nS1,Bo Lee,senior,,\n").warnings)
        if n.code.startswith("not-to-be-paired")
    ]
    assert kept.message == (
        "1 entry about people not to be paired is written in another way than expected, and kept "
        "all the same; `rmatch check` shows where"
    )
    assert kept.ids == ()
    both = notices(read(head + "Bo Lee; Cy,Zed; bo lee\nS1,Bo Lee,senior,,\n").warnings)
    told = [n.message.partition(";")[0] for n in both if n.code.startswith("not-to-be-paired")]
    assert told == [
        "2 entries about people not to be paired have no effect as written",
        "2 entries about people not to be paired are written in another way than expected, and "
        "kept all the same",
    ]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Nr.,Rolle,Wer,Age\n1,mentor,A,30\n", {}),  # no id
        ("id,Rolle,Wer,Age\n1,mentor,A,30\n2,mentee\n", {}),  # ragged
        ("id,Rolle,Wer,Age\n1,mentor,A,30\n1,mentee,B,60\n", {}),  # an id twice
        ("id,Rolle,Wer,Age\n1,mentor,A,30\n2,mentor,B,60\n", {}),  # nobody to learn
    ],
)
def test_an_error_says_which_headings_were_read_but_no_cell_and_no_trait(read, text, files):
    with pytest.raises(RosterError) as caught:
        read(text, **files)
    headings = pickle.loads(pickle.dumps(caught.value)).headings
    assert ("Rolle", "role") in headings.recognised
    assert [h for h in headings.unused if h != "Nr."] == ["Wer"]
    assert "Age" not in repr(headings)
    assert "mentor" not in repr(headings)


def test_an_error_in_a_file_beside_the_roster_keeps_the_headings_of_both(read):
    with pytest.raises(RosterError) as caught:
        read("id,role,Wer\nJ1,junior,A\nS1,senior,B\n", skills="id,thing,skill\nJ1\n")
    assert caught.value.headings.recognised == (
        ("id", "id"), ("role", "role"), ("id", "id"), ("skill", "skill"),
    )  # fmt: skip
    assert caught.value.headings.unused == ("Wer", "thing")


def test_of_a_heading_that_cannot_be_read_nothing_is_told(read):
    with pytest.raises(RosterError) as caught:
        read('id,"role\nJ1,junior\n')
    assert caught.value.headings == HeadingsRead()


def test_a_job_title_is_not_told_as_a_role(read):
    with pytest.raises(RosterError) as caught:
        read("id,role,skills\n1,Analyst,x:9\n2,Head,\n")
    assert caught.value.headings.recognised == (("id", "id"), ("skills", "skills"))
    assert caught.value.headings.unused == ("role",)


def test_near_names_are_reported_never_merged(read):
    roster = read("id,role,skills,wants\nJ1,junior,pyhton:4,\nS1,senior,,python:4\n")
    assert roster.near_skills == (("pyhton", "python"),)
    assert "pyhton" in roster.juniors[0].skills


def test_sensitive_topics_are_taught_only_where_offered_and_named_in_no_warning(read):
    roster = read(
        "id,role,skills,wants,offers\nJ1,junior,menopause:4,,\nJ2,junior,menopause:4,,Menopause\n"
        "S1,senior,,menopause:4,\nS2,senior,,faith at work:5,\n"
    )
    quiet, open_ = roster.juniors
    assert quiet.offers == frozenset()
    assert open_.offers == {"menopause"}
    told = " ".join(n.message for n in notices(roster.warnings))
    assert "faith" not in told
    assert "a sensitive topic" in told


def test_audit_columns_are_kept_apart_and_not_loaded(read):
    roster = read("id,role,Age,Gender identity\nJ1,junior,23,F\nS1,senior,61,M\n")
    assert roster.audit_headings == ("Age", "Gender identity")
    assert "23" not in repr(roster.people)


def test_default_target_is_unrated_where_no_skill_has_a_level(read):
    roster = read("id,role,skills,wants\nJ1,junior,python,\nS1,senior,,python\n")
    assert roster.seniors[0].wants["python"].target == 3
    rated = read("id,role,skills,wants\nJ1,junior,python:5,\nS1,senior,,python\n")
    assert rated.seniors[0].wants["python"].target == 4


def test_frames_are_read_like_files_and_not_changed():
    frame = pd.DataFrame(
        {"id": ["007", "008"], "role": ["junior", "senior"], "capacity": [2.0, None]}
    )
    before = frame.copy()
    roster = Roster.from_frame(frame)
    assert [(p.id, p.capacity) for p in roster.people] == [("007", 2), ("008", 1)]
    pd.testing.assert_frame_equal(frame, before)


def test_the_same_roster_under_another_policy(read):
    roster = read("id,role,skills,wants\nJ1,junior,py:4,\nS1,senior,,python:4\n")
    again = roster.under(Policy(skills={"aliases": {"py": "python"}}))
    assert set(again.juniors[0].skills) == {"python"}
    assert roster.under(Policy(seed=7)) is roster


def test_a_file_that_changed_since_is_not_read_as_if_it_had_not(read, tmp_path):
    roster = read(TWO)
    (tmp_path / "roster.csv").write_text(TWO + "J2,Eve,junior,,\n", encoding="utf-8")
    (problem,) = problems_of(roster.under, Policy(skills={"unrated": 2}))
    assert problem.code == "file-changed"


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({}, "no roster was given"),
        ({"source": "a", "juniors": "b", "seniors": "c"}, "both given"),
        ({"juniors": "b"}, "go together"),
        ({"juniors": "-", "seniors": "-"}, "read once"),
    ],
)
def test_sources_that_do_not_go_together(options, what):
    with pytest.raises(UsageError, match=what):
        read_roster(**options)


def test_a_form_that_knows_nobody_says_how_to_ask(read):
    problems = problems_of(
        read,
        "Timestamp,Email Address,I would like to,Which skills could you teach?\n"
        "1,anonymous,Mentor,sql\n2,anonymous,Learn,\n",
    )
    (problem,) = [p for p in problems if p.code == "duplicate-id"]
    assert "ask for the employee ID" in problem.fix


def test_job_titles_beside_the_real_role(read):
    roster = read("id,Role,Programme role\nA,Accountant,mentor\nB,Head of Sales,mentee\n")
    assert [p.role for p in roster.people] == ["junior", "senior"]


def test_tick_columns_by_pattern_hold_ticks_or_levels(read):
    ticks = read(
        "id,role,I can teach Python,I can teach SQL\nJ1,junior,1,x\nS1,senior,0,\n",
        maps=("I can teach*=skill:*",),
    )
    assert {k: (s.level, s.rated) for k, s in ticks.juniors[0].skills.items()} == {
        "python": (3, False),
        "sql": (3, False),
    }
    levels = read(
        "id,role,I can teach Python\nJ1,junior,1\nS1,senior,4\n", maps=("I can teach*=skill:*",)
    )
    assert levels.juniors[0].skills["python"].level == 1


def test_a_released_topic_is_not_sensitive_under_its_alias_either(read):
    text = "id,role,skills\nJ1,junior,Menopause at work:4\nS1,senior,\n"
    assert read(text).sensitive
    policy = Policy(
        skills={"aliases": {"menopause at work": "menopause"}},
        stereotypes={"not_sensitive": ["Menopause"]},
    )
    assert not read(text, policy).sensitive


def words_after_colon(read, skills: str, policy: Policy | None = None) -> list[str]:
    roster = read(
        "id,role,skills,wants\n"
        f"J1,junior,{skills},\nJ2,junior,Python:3; C:4,\nS1,senior,,Python:4; C: with sockets\n",
        policy or Policy(),
    )
    found = [w for w in roster.warnings if w.code == "words-after-colon" and w.ids == ("J1",)]
    assert all("write 1 to 5" in w.fix and "[skills] known" in w.fix for w in found)
    return [w.what.split("'")[1] for w in found]


@pytest.mark.parametrize(
    "skill",
    ["Python:sehr gut", "UX:gut", "UX: Très bon", "KI:4 von 5", "KI: 4 out of 5", "Python: pandas"],
)
def test_words_after_a_colon_that_may_be_a_level_are_pointed_out(read, skill):
    assert words_after_colon(read, skill) == [skill]


@pytest.mark.parametrize(
    "skill",
    ["UX:3", "UX: advanced", "R: pandas", "Excel: Pivot", "C#", "menopause: gut", "UX:3@self"],
)
def test_other_words_after_a_colon_are_part_of_a_name(read, skill):
    assert words_after_colon(read, skill) == []


def test_words_after_a_colon_are_known_to_a_policy(read):
    known = Policy(skills={"known": ["Python: pandas"]})
    assert words_after_colon(read, "Python: pandas", known) == []
    scale = Policy(skills={"scale": {"sehr gut": 5, "3": 3, "4": 4}})
    assert words_after_colon(read, "Python:sehr gut", scale) == []


def test_people_whose_level_stands_behind_another_word_are_named_with_counts(read):
    roster = read("id,role,level\nJ1,junior,L1\nJ2,junior,L2\nS1,senior,Level 7\nS2,senior,L6\n")
    (found,) = [w for w in roster.warnings if w.code == "level-prefixes"]
    assert (found.line, found.value, found.ids) == (4, "Level 7", ("S1",))
    assert "3 with 'L', 1 with 'Level'" in found.what
    (notice,) = [n for n in notices(roster.warnings) if n.code == "level-prefixes"]
    assert notice.message.endswith("written otherwise than most: 1 person")
