"""What a roster lacks, and the headings that may well be it: in messages alone."""

import pytest

from rmatch import Policy, read_roster
from rmatch.errors import RosterError
from rmatch.roster.nearest import how_to_map, nearest

GERMAN = (
    "Zeitstempel",
    "Dein Name",
    "Ich mache mit als",
    "In welcher Abteilung arbeitest du?",
    "Was kannst du, und wie gut?",
    "Was m\u00f6chtest du lernen, und wie weit?",
    "Bist du einverstanden?",
)


@pytest.fixture
def codes(tmp_path):
    """Warnings by code of a roster, or of files by role."""

    def reader(text, policy=None, **files):
        paths = {}
        for name, content in {"source": text, **files}.items():
            if content is not None:
                paths[name] = tmp_path / f"{name}.csv"
                paths[name].write_text(content, encoding="utf-8")
        try:
            problems = read_roster(**paths, policy=policy).warnings
        except RosterError as error:
            problems = error.problems
        return {problem.code: problem for problem in problems}

    return reader


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("role", ("Ich mache mit als",)),
        ("skills", ("Was kannst du, und wie gut?",)),
        ("wants", ("Was m\u00f6chtest du lernen, und wie weit?",)),
        ("participate", ("Bist du einverstanden?",)),
    ],
)
def test_of_a_german_form(column, found):
    assert nearest(GERMAN, column, Policy()) == found


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Knows", "skills"),
        ("Skils", "skills"),
        ("What can you help others with", "skills"),
        ("Ce que tu sais faire", "skills"),
        ("Lo que sabes", "skills"),
        ("Hopes to learn", "wants"),
        ("Skills I am curious about", "wants"),
        ("Ce que je voudrais apprendre", "wants"),
        ("Quiero saber de", "wants"),
        ("Are you a mentor", "role"),
        ("I join as", "role"),
        ("Einverst\u00e4ndnis liegt vor", "participate"),
    ],
)
def test_near_in_other_words(heading, column):
    assert nearest(("Site", heading, "Cake"), column, Policy()) == (heading,)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Timestamp", "role"),
        ("Manager name", "role"),  # a column of its own
        ("Job title (as on contract)", "skills"),
        ("Performance rating", "skills"),
        ("What I want to learn", "skills"),
        ("Skills: menopause", "skills"),
    ],
)
def test_not_near(heading, column):
    assert nearest((heading,), column, Policy()) == ()


def test_a_sensitive_topic_of_the_policy_is_never_named():
    policy = Policy(stereotypes={"sensitive": ["Knows grief"]})
    assert nearest(("Knows grief",), "skills", Policy()) == ("Knows grief",)
    assert nearest(("Knows grief",), "skills", policy) == ()


@pytest.mark.parametrize(
    ("heading", "option"),
    [
        ("Knows", '--map "Knows=skills"'),
        ("What do you know, and how well?", '--map "What do you know, and how well?=skills"'),
        ('My "best" skills', '--map "My=skills"'),
        ("Skills\n(one a line)", '--map "Skills=skills"'),
        ("know " * 20, f'--map "{"know " * 11}know=skills"'),
        ('"', '--map "Their heading=skills"'),
    ],
)
def test_an_option_that_a_shell_takes(heading, option):
    assert how_to_map(heading, "skills") == option


def test_the_suggested_maps_read_what_was_missed(tmp_path):
    roster = tmp_path / "form.csv"
    rows = ["a@x.org,Mentee,,Python: 4", "b@x.org,Mentor,Python: 5,"]
    heads = f'E-Mail-Adresse,{GERMAN[2]},"{GERMAN[4]}","{GERMAN[5]}"'
    roster.write_text("\n".join([heads, *rows]), encoding="utf-8")
    told = {
        "role": how_to_map(GERMAN[2], "role"),
        "skills": how_to_map(GERMAN[4], "skills"),
        "wants": how_to_map(GERMAN[5], "wants"),
    }
    with pytest.raises(RosterError) as caught:
        read_roster(roster, maps=["E-Mail-Adresse=id"])
    said = str(caught.value)
    assert all(option in said for option in told.values()), said
    maps = [option.removeprefix('--map "').removesuffix('"') for option in told.values()]
    read = read_roster(roster, maps=["E-Mail-Adresse=id", *maps])
    assert (len(read.juniors), len(read.seniors)) == (1, 1)
    assert "no-skills" not in {w.code for w in read.warnings}


def test_a_roster_without_skills_or_wants_is_warned_about_with_the_cure(codes):
    found = codes("id,role,Knows,Hopes to learn\nJ1,junior,sql:4,\nS1,senior,,sql:4\n")
    assert str(found["no-skills"]).endswith(
        "source.csv: no column is read as 'skills', so no junior has anything to teach and "
        "nobody can be paired. Fix: if 'Knows' is it, say so: --map \"Knows=skills\"; or give a "
        "table of id, skill and level with --skills FILE."
    )
    assert str(found["no-wants"]).endswith(
        "source.csv: no column is read as 'wants', so no senior has anything to learn and nobody "
        "can be paired. Fix: if 'Hopes to learn' is it, say so: --map \"Hopes to learn=wants\"; "
        "or give a table of id, skill and target with --wants FILE."
    )


def test_several_headings_that_may_be_it(codes):
    found = codes("id,role,Can do,Knows,Good at,Knowledge\nJ1,junior,,,,\nS1,senior,,,,\n")
    assert "if one of 'Can do', 'Knows', 'Good at' is it" in found["no-skills"].fix


def test_nothing_is_near(codes):
    found = codes("id,role,Site\nJ1,junior,A\nS1,senior,B\n")
    assert found["no-skills"].fix.startswith(
        'say which heading it is, with --map "Their heading=skills"; or'
    )
    found = codes("id,role\nJ1,junior\nS1,senior\n")
    assert found["no-wants"].fix.startswith("add a column 'wants'; or")


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("id,role,skills,wants\nJ,junior,,\nS,senior,,\n", {}),
        ("id,role,skill:sql,want:sql\nJ,junior,4,\nS,senior,,4\n", {}),
        (
            "id,role\nJ,junior\nS,senior\n",
            {"skills": "id,skill\nJ,sql\n", "wants": "id,skill\nS,sql\n"},
        ),
        (None, {"juniors": "id,skills\nJ,sql:4\n", "seniors": "id,wants\nS,sql:4\n"}),
        # What a broken table would have said is not known.
        ("id,role,wants\nJ,junior,\nS,senior,sql\n", {"skills": ""}),
    ],
)
def test_no_warning_where_something_says_it(codes, text, files):
    assert not {"no-skills", "no-wants"} & codes(text, **files).keys()


def test_of_two_files_the_one_of_the_role_counts(codes):
    found = codes(None, juniors="id,Knows\nJ,sql:4\n", seniors="id,wants\nS,sql:4\n")
    assert found["no-skills"].file.endswith("juniors.csv")
    assert "so no junior has anything to teach" in found["no-skills"].what
    assert "no-wants" not in found
    found = codes(None, juniors="id,Knows\nJ,sql:4\n", seniors="id,skills,wants\nS,x:1,sql:4\n")
    assert "so only those who are in the other file too have" in found["no-skills"].what


def test_it_is_said_beside_errors_too(codes):
    found = codes("id,role,Knows\nJ1,junior,\nJ1,senior,\n")
    assert {"duplicate-id", "no-skills", "no-wants"} <= found.keys()


def test_who_has_no_role_learns_which_heading_may_tell_it(codes):
    found = codes("id,Ich mache mit als\nA,Mentee\n")
    assert found["no-role"].fix.startswith(
        "if 'Ich mache mit als' is it, say so: --map \"Ich mache mit als=role\"; or write junior"
    )
    assert codes("id\nA\n")["no-role"].fix.startswith("write junior, senior or both")
    # The column is known: only this cell is blank.
    found = codes("id,role,Mentor?\nA,,\nB,junior,\n")
    assert found["no-role"].fix.startswith("write junior, senior or both")


def test_consent_under_a_heading_that_nobody_knows(codes):
    found = codes("id,role,Bist du einverstanden?\nJ,junior,nein\nS,senior,ja\n")
    assert found["consent-not-asked"].fix == (
        "if 'Bist du einverstanden?' is it, say so: --map \"Bist du einverstanden?=participate\""
    )
