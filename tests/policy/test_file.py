"""The policy file: what it reads, and every message it can give."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.errors import PolicyError, Problem
from rmatch.policy import Columns, Policy, Rules, Weights, unsupported
from rmatch.policy.file import parse_policy, read_policy
from rmatch.policy.lines import key_lines
from rmatch.policy.text import (
    default_policy_text,
    guess_level_order,
    toml_value,
    write_policy,
)
from rmatch.roster.vocabulary.aliases import ROSTER_COLUMNS


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text, name="policy.toml")
    return caught.value.problems


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


# What it reads


def test_an_empty_file_is_the_default_programme() -> None:
    assert parse_policy("") == Policy()


def test_every_table_is_read() -> None:
    policy = parse_policy(
        """
        objective = "fairest"
        seed = -3
        gap = 0.01
        [weights]
        skill_gap = 62.5
        preference = 0
        [rules]
        same_manager = true
        self = true
        max_level_gap = 4
        min_score = false
        cooldown = 2
        [skills]
        scale = { user = 2, master = 5 }
        aliases.py = "Python"
        known = ["Health, safety"]
        [roles]
        words = { "board member" = "senior" }
        [programme]
        start = 2026-01-05
        weeks = 20
        resources."Generative AI" = ["https://intranet.example/ai"]
        [programme.questions]
        "Generative AI" = ["What for?", "What came out?"]
        SQL = []
        [columns]
        "Personnel no." = "id"
        require = ["manager_id"]
        [audit.bands]
        age = [30, 45.5]
        [[limits]]
        name = "one"
        max = 3
        [[limits]]
        junior = { department = ["Sales", "Finance"] }
        min = 0.25
        share = true
        """
    )
    assert policy.weights.skill_gap == Decimal("62.5")
    assert policy.weights.says("preference")
    assert not policy.weights.says("reciprocity")
    assert (policy.rules.max_level_gap, policy.rules.min_score) == (4, False)
    assert policy.rules.cooldown == 2
    assert policy.skills.scale == {"user": 2, "master": 5}
    assert policy.skills.aliases == {"py": "Python"}
    assert policy.programme.start == date(2026, 1, 5)
    assert policy.programme.weeks == 20
    assert policy.programme.resources == {"Generative AI": ("https://intranet.example/ai",)}
    assert policy.programme.questions == {
        "Generative AI": ("What for?", "What came out?"),
        "SQL": (),
    }
    assert policy.columns.headings == {"Personnel no.": "id"}
    assert policy.columns.require == ("manager_id",)
    assert policy.audit.bands == {"age": (30.0, 45.5)}
    assert [limit.name for limit in policy.limits] == ["one", ""]
    assert policy.limits[1].junior == {"department": ["Sales", "Finance"]}
    assert (policy.seed, policy.gap) == (-3, 0.01)


def test_weights_keep_their_decimals() -> None:
    assert parse_policy("[weights]\nskill_gap = 0.1").weights.skill_gap == Decimal("0.1")
    assert Policy(weights={"skill_gap": 0.1}).weights.skill_gap == Decimal("0.1")


def test_min_score_on_is_its_default() -> None:
    assert parse_policy("[rules]\nmin_score = true").rules.min_score == Decimal("0.01")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-with-mark", "utf-16-be-with-mark"]
)
def test_encodings_and_line_ends(tmp_path: Path, encoding: str) -> None:
    text = '[columns]\r\n"Führungskraft" = "manager_id"\r\n'
    wide = encoding.removesuffix("-with-mark")
    mark = "\ufeff" if wide != encoding else ""
    path = tmp_path / "policy.toml"
    path.write_bytes((mark + text).encode(wide))
    for source in (path, str(path)):
        assert read_policy(source).columns.headings == {"Führungskraft": "manager_id"}


def test_text_with_a_carriage_return_alone() -> None:
    assert parse_policy("seed = 1\rgap = 0.5").seed == 1


def test_a_text_is_told_from_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_policy("seed = 7").seed == 7
    assert read_policy("seed = 7\n").seed == 7
    Path("seed = 7").write_text("seed = 8", encoding="utf-8")
    assert read_policy("seed = 7").seed == 8


def test_a_policy_travels() -> None:
    policy = parse_policy("[weights]\nskill_gap = 3\n[columns]\n'A b' = 'id'")
    copy = pickle.loads(pickle.dumps(policy))
    assert copy == policy
    assert copy.weights.says("skill_gap")
    assert not copy.weights.says("preference")
    assert copy != Policy()


# Files that cannot be read


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="there is no such policy file") as caught:
        read_policy(tmp_path / "none.toml")
    assert caught.value.problems[0].code == "policy-missing"


def test_directory(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="is a folder, not a policy file"):
        read_policy(tmp_path)


def test_unreadable(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="the policy file cannot be read"):
        read_policy(tmp_path / ("x" * 300))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes("seed = 1\n# Führung\n".encode("cp1252"))
    with pytest.raises(PolicyError, match="not UTF-8") as caught:
        read_policy(path)
    assert caught.value.problems[0].line == 2
    path.write_bytes(b"\xff\xfea")
    with pytest.raises(PolicyError, match='save the file with the encoding "UTF-8"'):
        read_policy(path)


# What is no TOML


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("seed = 1\nobjective = fairest", 2, "put text in straight double quotes"),
        ("objective = “fairest”", 1, "typographic quotes"),
        ("[weights]\nskill_gap = 60,5", 2, "decimals with a point"),
        ("objective = 'fairest'; seed = 1", 1, "one key a line"),
        ("Employee ID = 'id'", 1, "a key with spaces needs quotes"),
        ("seed = 1\nweights", 2, "not followed by an equals sign"),
        ("[skills]\nknown = ['a'\n'b']", 3, "a comma is missing"),
        ("[skills]\nknown = ['a',\n", None, "no value"),
        ("[programme]\ncontact = 'Ann\nseed = 1", 2, "a text is not closed"),
        ("[programme]\ncontact = 'Ann\nwords = 'x'", 2, "over the end of its line"),
        ('[programme]\ncontact = "Ann\nwords = 3', 2, "end quote is missing"),
        ('[programme]\ncontact = "\\d"', 2, "backslash"),
        ('[programme]\ncontact = """Ann', 2, "not closed"),
        ('[programme]\ncontact = "C:\\Users"', 2, "backslash"),
        ("[weights\nskill_gap = 1", 1, "square brackets on a line of its own"),
        ("= 3", 1, "does not begin with a key"),
        ("seed = 01", 1, "one key a line"),
        ("seed = {,}", 1, "does not begin with a key"),
        ("programme.start = 2026-02-30", 1, "is not TOML"),
    ],
)
def test_syntax(text: str, line: int | None, words: str) -> None:
    problem = only(text)
    assert problem.code == "policy-syntax"
    assert words in str(problem)
    assert line is None or problem.line == line


def test_brackets_without_end() -> None:
    assert "nested too deeply" in str(only("a = " + "[" * 100_000))


@pytest.mark.parametrize(
    ("text", "key", "line", "first"),
    [
        ("seed = 1\nseed = 2", "seed", 2, 1),
        ("[weights]\nskill_gap = 1\nskill_gap = 2", "weights.skill_gap", 3, 2),
        ("[rules]\n[weights]\n\n[rules]", "rules", 4, 1),
        ("[skills]\nscale = { a = 1, a = 2 }", "skills.scale.a", 2, 2),
    ],
)
def test_duplicate_keys(text: str, key: str, line: int, first: int) -> None:
    problem = only(text)
    assert (problem.code, problem.key, problem.line) == ("duplicate-key", key, line)
    assert f"on line {first}" in str(problem)


def test_all_duplicates_at_once() -> None:
    assert [p.line for p in problems("seed = 1\nseed = 2\ngap = 0\ngap = 0")] == [2, 4]


# Keys and values


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ("objectiv = 'fairest'", "objectiv", "write 'objective'"),
        ("skill_gap = 3", "skill_gap", "move it below [weights]"),
        ("[weights]\nSkill-Gap = 3", "weights.Skill-Gap", "write 'skill_gap'"),
        ("[weights]\nobjective = 'fairest'", "weights.objective", "move it to the top"),
        ("[weights]\nrules = 3", "weights.rules", "write [rules]"),
        ("[rules]\nage = true", "rules.age", "remove it; the keys here are: no_topic"),
        ("[rules]\nself = false", "rules.self", "remove the line"),
        ("[[limits]]\nmax = 3\n[[limits]]\nmaxx = 3\nmin = 1", "limits[2].maxx", "write 'max'"),
        ("[weigths]\nskill_gap = 3", "weigths", "write 'weights'"),
        ("[programme.words]\nmentor = 'coach'", "programme.words.mentor", "write 'junior'"),
        ("[programme.words]\nMentee = 'guest'", "programme.words.Mentee", "write 'senior'"),
        ("[programme.words]\nsenoir = 'guest'", "programme.words.senoir", "write 'senior'"),
        ("[programme.words]\nboth = 'peer'", "programme.words.both", "one of junior, senior"),
    ],
)
def test_unknown_keys(text: str, key: str, fix: str) -> None:
    problem = only(text)
    assert problem.key == key
    assert fix in problem.fix
    assert problem.line == len(text.split("\n")) - (
        1 if "min = 1" in text or key == "weigths" else 0
    )


def test_self_cannot_be_turned_off_in_words() -> None:
    assert "nobody can be paired with themselves" in str(only("[rules]\nself = false"))


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("objective = 'fairst'", 'one of "most-matched"', 'write "fairest"'),
        ("objective = 'zzz'", 'one of "most-matched"', 'write one of "most-matched"'),
        ("objective = 3", 'one of "most-matched"', "write one of"),
        ("mode = 'zzz'", 'one of "reverse"', "write one of"),
        ("seed = 1.5", "a whole number", "write a whole number"),
        ("seed = true", "a whole number", "write a whole number"),
        ("seed = '1'", "a whole number", "write it without quotes: 1"),
        ("gap = 1", "from 0 to below 1", "write"),
        ("gap = nan", "from 0 to below 1", "write"),
        ("weights = 3", "must be a table", "write it as [weights]"),
        ("limits = 3", "must be tables", "write each limit as [[limits]]"),
        ("[limits]\nmax = 3", "must be tables", "write each limit as [[limits]]"),
        ("[weights]\nskill_gap = -1", "from 0 to 1000000", "write"),
        ("[weights]\nskill_gap = inf", "from 0 to 1000000", "write"),
        ("[weights]\nskill_gap = 1e999999999", "from 0 to 1000000", "write"),
        ("[weights]\nskill_gap = 1e-999999999", "at most 20 decimals", "write"),
        ("[weights]\nskill_gap = '60'", "a number", "write it without quotes: 60"),
        ("[weights]\nskill_gap = true", "a number", "write"),
        ("[cross_department]\nprefer = 'differnt'", "one of", 'write "different"'),
        ("[rules]\nhours = 'yes'", "true or false", "write true, without quotes"),
        ("[rules]\nhours = 'no'", "true or false", "write false, without quotes"),
        ("[rules]\nhours = 1", "true or false", "write true or false"),
        ("[rules]\nmax_level_gap = 'x'", "or false for no limit", "write"),
        ("[rules]\nmax_level_gap = true", "or false for no limit", "write"),
        ("[rules]\nmin_shared_minutes = 20000", "minutes from 0 to 10080", "write"),
        ("[rules]\nmin_score = 101", "points from 0 to 100", "write"),
        ("[rules]\ncooldown = 'x'", "a number of cohorts", "write"),
        ("[skills]\nunrated = 6", "from 1 to 5", "write"),
        ("[skills]\nscale = { a = 9 }", "from 0 to 5", "write"),
        ("[skills]\naliases = 'x'", "must be a table", "write it as [skills.aliases]"),
        ("[skills]\naliases = { a = 3 }", "text in quotes", 'put it in quotes: "3"'),
        ("[skills]\nknown = 'a, b'", "a list", 'known = ["a, b"]'),
        ("[skills]\nknown = [3]", "a list", "write"),
        ("[evidence]\naccept = ['slef']", 'one of "self"', 'write "self"'),
        ("[evidence]\nmin_level = 0", "from 1 to 5", "write"),
        ("[levels]\ndirection = 'dwn'", "one of", 'write "down"'),
        ("[roles]\njunior_max = 1.5", "a level", "write a level"),
        ("[roles]\nwords = { boss = 'snr' }", "one of", 'write "senior"'),
        ("[programme]\nstart = 5", "a date", "2026-01-05"),
        ("[programme]\nstart = '5 January'", "a date", "2026-01-05"),
        ("[programme]\nmeetings = 0", "from 1 to 10000", "write"),
        ("[programme]\nweeks = 0", "weeks from 1 to 260", "write"),
        ("[programme]\nweeks = 261", "weeks from 1 to 260", "write"),
        ("[programme]\nquestions = ['x']", "must be a table", "[programme.questions], with"),
        ("[programme.questions]\n'Gen AI' = 'x?'", "a list of texts", '"Gen AI" = ["x?"]'),
        ("[programme.resources]\nAI = [3]", "a list of texts", "write a list"),
        ("[columns]\nrequires = ['id']", "a heading must have one column", "write 'require'"),
        ("[columns]\n'A' = 3", "text in quotes", 'put it in quotes: "3"'),
        ("[audit]\nminimum = 4", "5 or more", "write"),
        ("[audit.bands]\nage = ['x']", "a list of numbers", "write"),
        ("[stereotypes]\nratio = 1.5", "from 0 to 1", "write"),
        ("[stereotypes]\nattribute = 3", "text in quotes", 'put it in quotes: "3"'),
        ("[[limits]]\nmax = '3'", "a number", "write it without quotes: 3"),
    ],
)
def test_wrong_values(text: str, words: str, fix: str) -> None:
    problem = only(text)
    assert problem.code == "policy-value"
    assert words in problem.what
    assert fix in problem.fix
    assert problem.line == (1 if text.startswith("[limits]") else len(text.split("\n")))
    assert problem.value is not None


# What only several keys make wrong

ZERO = "\n".join(f"{name} = 0" for name in Weights.model_fields)


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        (f"[weights]\n{ZERO}", "weights", "all weights are 0"),
        (
            "[cross_department]\nprefer = 'any'\n[weights]\n"
            + ZERO.replace("cross_department = 0", "cross_department = 1"),
            "cross_department.prefer",
            "turns off the only component",
        ),
        ("[rules]\nmin_level_gap = 3\nmax_level_gap = 2", "rules.max_level_gap", "no pair could"),
        ("[evidence]\naccept = []", "evidence.accept", "nobody could teach"),
        ("[skills.aliases]\na = 'b'\nB = 'A'", "skills.aliases.a", "round in a circle"),
        ("[skills.aliases]\na = ' '", "skills.aliases.a", "a blank name"),
        ("[skills.aliases]\npy = 'Python'\n'PY' = 'R'", "skills.aliases.PY", "the same word as"),
        ("[skills]\nscale = { a = 1, A = 2 }", "skills.scale.A", "the same word as 'a'"),
        ("[levels]\norder = ['A', 'b', ' a']", "levels.order", "is there twice"),
        ("[levels]\norder = ['A', '']", "levels.order", "is blank"),
        ("[roles]\njunior_max = 5\nsenior_min = 5", "roles.junior_max", "raise senior_min"),
        (
            "[levels]\ndirection = 'down'\n[roles]\njunior_max = 5\nsenior_min = 6",
            "roles.junior_max",
            "1 is the top",
        ),
        ("[roles]\nsenior_min = 'Director'", "roles.senior_min", "a word without an order"),
        (
            "[levels]\norder = ['A', 'B']\n[roles]\nsenior_min = 'C'",
            "roles.senior_min",
            "no word of [levels] order",
        ),
        ("[roles.words]\nboss = 'senior'\nBoss = 'junior'", "roles.words.Boss", "the same word"),
        ("[programme]\nstart = 2026-02-01\nend = 2026-01-01", "programme.end", "is before start"),
        ("[programme.words]\njunior = ' '", "programme.words.junior", "is blank"),
        ("[programme.questions]\n' ' = ['x']", "programme.questions. ", "can be no topic"),
        ("[programme.questions]\nAI = ['x', ' ']", "programme.questions.AI[2]", "is blank"),
        ("[programme.resources]\nAI = ['']", "programme.resources.AI[1]", "is blank"),
        (
            "[programme.questions]\nAI = ['x']\n' ai' = ['y']",
            "programme.questions. ai",
            "is the same topic as 'AI' above",
        ),
        (
            "[skills]\naliases = { bot = 'AI' }\n[programme.resources]\nAI = ['x']\nbot = ['x']",
            "programme.resources.bot",
            "is the same topic as 'AI' above. Fix: make one line of the two",
        ),
        ("[columns]\nGrade = 'levle'", "columns.Grade", "write 'level'"),
        ("[columns]\nrequire = ['zzz']", "columns.require", "write one of id, name"),
        ("[audit.bands]\nage = [45, 30]", "audit.bands.age", "numbers that grow"),
        ("[audit.bands]\nage = []", "audit.bands.age", "numbers that grow"),
        (
            "[stereotypes]\nsensitive = ['A']\nnot_sensitive = ['a']",
            "stereotypes.not_sensitive",
            "sensitive names too",
        ),
        ("[stereotypes]\nmode='enforce'\ntopics=['a']", "stereotypes.mode", "needs 'attribute'"),
        ("[stereotypes]\nmode='enforce'\nattribute='a'", "stereotypes.mode", "needs 'topics'"),
        ("[[limits]]\nname = 'x'", "limits[1]", "limits nothing"),
        ("[[limits]]\nmin = 3\nmax = 2", "limits[1].min", "is above max (2)"),
        ("[[limits]]\nmax = 30\nshare = true", "limits[1].max", "write 0.3 for 30 %"),
        ("[[limits]]\nmax = 0.5", "limits[1].max", "must be whole"),
        ("[[limits]]\nmax = 1\njunior = { level = [] }", "limits[1].junior.level", "a value or"),
        ("[[limits]]\nmax = 1\nsenior = { level = 1.5 }", "limits[1].senior.level", "a value or"),
        (
            "[[limits]]\nmax = 1\nsame = ['gender']",
            "limits[1].same",
            "[stereotypes] attribute is the only key that may name",
        ),
        (
            "[audit]\nattributes = ['Site']\n[[limits]]\nmax = 1\nsenior = { site = 'B' }",
            "limits[1].senior.site",
            "kept out of everything but the audit",
        ),
        ("[[limits]]\nmax = 1\ndifferent = [' ']", "limits[1].different", "can be no column"),
        ("[[limits]]\nmax = 1\ntopic = ['']", "limits[1].topic", "can be no topic"),
        ("[[limits]]\nmax = 1\njunior = { site = '' }", "limits[1].junior.site", "fits nobody"),
        (
            "[[limits]]\nmax = 1\njunior = { level = 'Boss' }",
            "limits[1].junior.level",
            "list the words in [levels] order",
        ),
        (
            "[levels]\norder = ['A']\n[[limits]]\nmax = 1\nsenior = { level = ['A', 'Boss'] }",
            "limits[1].senior.level",
            "write one of its words",
        ),
        (
            "[[limits]]\nmax = 1\njunior = { department = '/' }",
            "limits[1].junior.department",
            "is no department",
        ),
        (
            "[[limits]]\nmax = 1\njunior = { languages = 'English/German' }",
            "limits[1].junior.languages",
            "more than one language",
        ),
        (
            "[[limits]]\nmax = 1\njunior = { capacity = 'many' }",
            "limits[1].junior.capacity",
            "whole number",
        ),
        (
            "[[limits]]\nname = 'One'\nmax = 1\n[[limits]]\nname = 'one'\nmax = 2",
            "limits[2].name",
            "is the name of limit 1 too",
        ),
        (
            "[[limits]]\nname = 'limit 2'\nmax = 1\n[[limits]]\nmax = 2",
            "limits[2].name",
            "is the name of limit 1 too",
        ),
        ("[[limits]]\nname = 'load'\nmax = 1", "limits[1].name", "rmatch's own requirements"),
        ("[[limits]]\nname = 'Parity: AI'\nmax = 1", "limits[1].name", "a name of its own"),
    ],
)
def test_conflicts(text: str, key: str, words: str) -> None:
    found = problems(text)
    assert key in [problem.key for problem in found]
    problem = next(problem for problem in found if problem.key == key)
    assert problem.code == "policy-conflict"
    assert words in str(problem)
    assert problem.line is not None


def test_a_level_behind_a_prefix_is_a_number() -> None:
    policy = parse_policy("[roles]\njunior_max = 'L4'\nsenior_min = 'L6'")
    assert policy.roles.junior_max == "L4"


def test_an_alias_of_itself_and_a_chain_are_fine() -> None:
    assert parse_policy("[skills.aliases]\npython = 'Python'\npy = 'python'").skills.aliases


def test_all_problems_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        "objectiv = 'x'\n[rules]\nhours = 3\n[weights]\nskill_gap = -1\n"
        "[evidence]\naccept = []\n[levels]\norder = ['a', 'a']"
    )
    assert [problem.line for problem in found] == [1, 3, 5, 7, 9]
    assert all(problem.file == "policy.toml" for problem in found)
    assert str(found[1]) == (
        "policy.toml, line 3, key 'rules.hours': must be true or false (found: '3'). "
        "Fix: write true or false."
    )


def test_a_wrong_key_hides_no_false_conflict() -> None:
    assert len(problems("[rules]\nmin_level_gap = 'x'\nmax_level_gap = 0")) == 1


# In Python


def test_python_raises_the_same_problems() -> None:
    with pytest.raises(PolicyError) as caught:
        Policy(objective="best", weights={"skill_gap": -1}, sead=3)  # type: ignore[call-arg]
    assert {problem.key for problem in caught.value.problems} == {
        "objective",
        "weights.skill_gap",
        "sead",
    }
    with pytest.raises(PolicyError, match="must be a number"):
        Weights(skill_gap=-1)
    with pytest.raises(PolicyError, match="nobody can be paired with themselves"):
        Rules(self=False)
    with pytest.raises(PolicyError, match="all weights are 0"):
        Policy(weights=Weights(**dict.fromkeys(Weights.model_fields, 0)))
    with pytest.raises(PolicyError, match="rmatch has no such column"):
        Policy(columns=Columns(A="idd"))
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_what_this_version_cannot_honour_is_named() -> None:
    text = (
        "objective = 'fairest'\nmode = 'peer'\n[[limits]]\nname = 'one'\nmax = 3\n"
        "[stereotypes]\nmode = 'enforce'\ntopics = ['a']\nattribute = 'b'"
    )
    (found,) = unsupported(parse_policy(text))
    assert str(found) == (
        "key 'mode': this version cannot honour mode 'peer' (found: 'peer'). "
        "Fix: use mode 'reverse'."
    )
    assert unsupported(Policy()) == []


def test_limits_may_name_any_column_but_protected_ones() -> None:
    columns = ", ".join(f"'{column}'" for column in ROSTER_COLUMNS)
    text = f"[[limits]]\nmax = 1\nsame = [{columns}, 'Site', 'shift pattern']"
    assert parse_policy(text).limits[0].same[-2:] == ("Site", "shift pattern")


def test_limits_are_kept_in_a_written_policy() -> None:
    policy = parse_policy(
        "[[limits]]\nname = 'one'\njunior = { 'Cost unit' = ['A', 3] }\nmin = 2\n"
        "[[limits]]\ndifferent = ['site']\nmax = 0.5\nshare = true"
    )
    assert read_policy(write_policy(policy)) == policy


# Lines


def test_lines_of_keys() -> None:
    text = (
        'a = 1 # [x]\n"b c".d = """\n[no]\n"""\n[t]\ne = [\n  { f = "]" }, # ]\n  2,\n]\n'
        "[[u]]\n[[u]]\n  g.h = {i = 1,\n j = '#'}\n[u.k]\nl = 'x'"
    )
    lines = key_lines(text).lines
    assert lines[("a",)] == 1
    assert lines[("b c", "d")] == 2
    assert lines[("t", "e")] == 6
    assert (lines[("t", "e", 0, "f")], lines[("t", "e", 1)]) == (7, 8)
    assert (lines[("u",)], lines[("u", 0)], lines[("u", 1)]) == (10, 10, 11)
    assert (lines[("u", 1, "g", "h", "i")], lines[("u", 1, "g", "h", "j")]) == (12, 13)
    assert lines[("u", 1, "k", "l")] == 15
    assert key_lines(text).twice == ()


@pytest.mark.parametrize("text", ["a = [}", "a = [[}]", "a = {]", "a = [", "a = " + "[" * 9999])
def test_lines_of_broken_text_end(text: str) -> None:
    assert key_lines(text).lines


@given(st.text(alphabet="ab=[]{}\"'#.,\n 1", max_size=40))
def test_any_text_gives_a_policy_or_problems(text: str) -> None:
    key_lines(text)
    with pytest.raises(PolicyError):
        parse_policy(text + "\nobjective = 3")


# Policies as text


def test_the_default_text_reads_back() -> None:
    policy = parse_policy(default_policy_text())
    assert policy == Policy()
    assert not policy.weights.model_fields_set


def test_every_key_of_the_default_text_can_be_set() -> None:
    text = "\n".join(
        line[1:] if line.startswith("#") and not line.startswith(("# ", "#\n")) else line
        for line in default_policy_text().split("\n")
    )
    # Numbers for roles and words for levels are two ways of saying it.
    policy = parse_policy(text.replace('order = ["Analyst", "Manager", "Director"]', ""))
    assert policy.weights == Weights()
    assert policy.rules == Rules()
    assert policy.roles.junior_max == 5
    assert policy.limits[0].max == 10
    sections = {name for name in Policy.model_fields if name != "limits"}
    assert sections <= policy.model_fields_set
    assert policy.weights.model_fields_set == set(Weights.model_fields)


def test_every_key_of_the_default_text_is_explained() -> None:
    lines = default_policy_text().split("\n")
    for before, line in pairwise(lines):
        if line.startswith("#") and not line.startswith("# ") and " = " in line:
            assert " # " in line or before.startswith("#"), line
        assert len(line) <= 100


def test_a_policy_written_from_a_roster_reads_back() -> None:
    given = Policy(
        seed=7,
        weights={"skill_gap": 0.5},
        roles={"words": {"board member": "senior"}},
        skills={"known": ["Health, safety"]},
        columns={"Sterne": "level", "require": ["email"]},
        programme={
            "start": date(2026, 1, 5),
            "questions": {"Gen AI": ["What for?"], "SQL": []},
            "resources": {"SQL": ["https://intranet.example/sql", 'the "blue" book']},
        },
    )
    text = write_policy(
        given,
        headings={"Personal-Nr.": "id", 'The "boss"': "manager_id"},
        unused=["Shoe\nsize"],
        levels=["Director", "Analyst", "Senior Manager", "Manager"],
        near_names=[("Python", "Pyhton")],
    )
    policy = parse_policy(text)
    assert policy.columns.headings == {
        "Sterne": "level",
        "Personal-Nr.": "id",
        'The "boss"': "manager_id",
    }
    assert policy.levels.order == ("Analyst", "Manager", "Senior Manager", "Director")
    assert policy.skills.known == ("Health, safety",)
    assert policy.skills.aliases == {}
    assert '#aliases = { Pyhton = "Python" }' in text
    assert "# not used: Shoe size" in text
    assert policy.columns.require == ("email",)
    assert policy.seed == 7
    assert policy.roles == given.roles
    assert policy.weights == given.weights
    assert policy.programme == given.programme
    assert '\nquestions."Gen AI" = ["What for?"]\nquestions.SQL = []\n' in text
    assert policy.weights.model_fields_set == {"skill_gap"}  # the others stay unsaid


def test_levels_that_cannot_be_placed_are_left_to_the_reader() -> None:
    text = write_policy(Policy(), levels=["Wizard", "Manager"])
    assert parse_policy(text) == Policy()
    assert '#order = ["Manager", "Wizard"]' in text
    assert 'Put in their place: "Wizard"' in text


def test_level_words_in_order() -> None:
    words = ["VP", "Engineer 2", "CEO", "Engineer 1", "Intern", "Senior Engineer", "Head of Sales"]
    assert guess_level_order([*words, "Zauberer", "VP"]) == (
        ["Intern", "Engineer 1", "Engineer 2", "Senior Engineer", "Head of Sales", "VP", "CEO"],
        ["Zauberer"],
    )


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3))
def test_any_text_survives_as_a_value(words: dict[str, str]) -> None:
    import tomllib

    words = {k.replace("\ud800", ""): v for k, v in words.items()}
    assert tomllib.loads(f"x = {toml_value(words)}")["x"] == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (Decimal("0.010"), "0.010"),
        (Decimal("NaN"), "nan"),
        (1.5, "1.5"),
        (date(2026, 1, 5), "2026-01-05"),
        ((1, "a"), '[1, "a"]'),
        ({}, "{}"),
        ("a\tb\x01\\", '"a\\tb\\u0001\\\\"'),
    ],
)
def test_values_as_toml(value: object, text: str) -> None:
    assert toml_value(value) == text
