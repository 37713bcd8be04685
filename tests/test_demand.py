"""Demand against supply: figures, order, and nothing that tells of a sensitive topic."""

from pathlib import Path

import pytest

import rmatch
from rmatch.cli.main import main
from rmatch.demand import TopicDemand, demand
from rmatch.explain.wording import hidden_last
from rmatch.score import Topic

HEAD = "id,role,level,skills,wants,offers,capacity\n"
ROSTER = f"""\
{HEAD}J1,junior,1,ai:4;menopause:4;sql:3,,ai;menopause;sql,2
J2,junior,1,ai:4;racism:4,,ai;racism,1
S1,senior,5,,ai:3;menopause:4;zen:2,,
S2,senior,5,,racism:3;menopause:4,,
S3,senior,5,,menopause:4;sql:4,,
"""


def of(text: str, tmp_path: Path, **options) -> tuple[TopicDemand, ...]:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    roster = rmatch.read_roster(tmp_path / "r.csv")
    return demand(roster, roster.policy, **options)


def test_the_shortest_supply_first_and_sensitive_topics_as_one_last(tmp_path):
    shown = [(t.name, t.teachers, t.places, t.wanted, t.short_by) for t in of(ROSTER, tmp_path)]
    assert shown == [
        ("zen", 0, 0, 1, 1),
        ("ai", 2, 3, 1, 0),
        ("sql", 1, 2, 1, 0),
        # Two juniors teach one each: 3 wants for 2 places, and 1 for 1.
        ("2 sensitive topics", 2, 3, 4, 1),
    ]


def test_one_alone_is_a_sensitive_topic(tmp_path):
    last = of(ROSTER.replace("racism", "go"), tmp_path)[-1]
    assert (last.name, last.wanted, last.short_by) == ("a sensitive topic", 3, 1)


def test_shown_they_are_topics_like_all(tmp_path):
    names = [t.name for t in of(ROSTER, tmp_path, show_sensitive=True)]
    assert names == ["menopause", "zen", "ai", "racism", "sql"]


@pytest.mark.parametrize("other", ["autism", "working parents", "zzz trans"])
def test_neither_place_nor_figures_tell_which_topic_is_hidden(other, tmp_path, monkeypatch, capsys):
    """Exchanging one sensitive topic for another changes no character."""
    monkeypatch.chdir(tmp_path)
    told = []
    for name in ("menopause", other.replace("zzz ", "")):
        Path("r.csv").write_text(ROSTER.replace("menopause", name), encoding="utf-8")
        assert main(["check", "r.csv"]) == 0
        assert main(["check", "r.csv", "--json"]) == 0
        shown = capsys.readouterr()
        told.append((shown.out, shown.err))
    assert told[0] == told[1]


def test_headings_of_hidden_columns_come_last(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(
        "id,role,skill:ai,skill:racism,skill:sql,wants,offers\n"
        "J1,junior,4,4,3,,ai;racism;sql\nS1,senior,,,,ai;racism,\n",
        encoding="utf-8",
    )
    assert main(["check", "r.csv"]) == 0
    rows = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    headings = [row[1] for row in rows if len(row) > 2]
    assert headings.index("a sensitive topic") > headings.index("skill:sql")


def test_hidden_topics_go_last_and_the_others_keep_their_order():
    topics = [Topic(key, key, 10, 4, 1, 3) for key in ("b", "x", "a")]
    assert [topic.key for topic in hidden_last(topics, {"x"})] == ["b", "a", "x"]
