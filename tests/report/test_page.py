"""report.html as it is without its script: what it says, what it hides, what it may load."""

import base64
import hashlib
import json
import re
from itertools import pairwise

import pytest

import rmatch
from rmatch.cli.main import main
from tests.pages.reading import Page

from .people import HOSTILE, junior, matching_of, page_of, programme, senior


@pytest.fixture(scope="module")
def data() -> bytes:
    return page_of(matching_of(programme()))


@pytest.fixture(scope="module")
def page(data) -> Page:
    return Page(data)


def details(data: bytes) -> dict:
    (found,) = re.findall(r'id="details">(.*?)</script>', data.decode("utf-8"), re.DOTALL)
    return json.loads(found)


def test_equal_results_are_equal_bytes():
    rows = programme()
    assert page_of(matching_of(rows)) == page_of(matching_of(rows[::-1]))


def test_the_policy_lets_in_the_pages_own_style_and_script_alone(data):
    text = data.decode("utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)

    def digest(tag: str) -> str:
        (content,) = re.findall(f'<{tag}(?: type="module")?>(.*?)</{tag}>', text, re.DOTALL)
        return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest('style')}'",
        f"script-src 'sha256-{digest('script')}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_nothing_in_the_page_asks_or_acts_by_itself(page):
    for tag, attrs in page.tags:
        assert tag not in ("img", "iframe", "object", "embed", "base")
        for name, value in attrs.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "style", "action", "xlink:href")
            if name == "href":
                assert value.startswith("#") or value == "data:,", (tag, value)


def test_the_list_can_be_read_without_the_script(page):
    assert page.text.count("% of best") == 6
    assert "Kit Ives can teach python (level 4; Ada Berg is at 1, aims at 4)" in page.text
    assert "6 pairings: each brings a senior together with a junior" in page.text
    assert "6 of 7" in page.text


def test_weak_pairings_are_marked_with_the_reason(page):
    assert "Weak: it covers under a quarter of the senior's gap and does not cover" in page.text
    assert [text for _, text in page.texts].count("weak") == 1


def test_who_is_left_over_and_why(page):
    assert "2 people on the roster:" in page.text
    assert "No possible partner: no topic that fits (7)" in page.text
    assert (
        "Kit Ives J1 · Engineering 16.66 points, but for one rule: no topic that fits" in page.text
    )
    assert "legal partner" not in page.text


def test_the_proof_is_told_in_words(page):
    assert "Proven best" in page.text
    assert "People with a pairing, as many as possible 12 12" in page.text
    assert "Found by the method “hungarian”." in page.text


def test_everything_is_reached_by_keyboard_and_screen_reader(page):
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [a["href"][1:] for a in page.named("a")]
    assert targets[0] == "content"
    assert set(targets) <= set(ids)
    labelled = [a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a]
    assert set(labelled) <= set(ids)
    assert all(attrs["scope"] in ("row", "col") for attrs in page.named("th"))
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    # The list is drawn as a grid, so its elements say what they are.
    (table,) = [attrs for attrs in page.named("table") if attrs.get("class") == "list"]
    assert table["role"] == "table"
    assert len([a for a in page.named("tr") if a.get("class") == "pair"]) == 6
    assert all(a["role"] == "row" for a in page.named("tr") if a.get("class") in ("pair", "why"))


def test_names_are_shown_as_text():
    plain = [f"Name {k}" for k in range(len(HOSTILE))]

    def named(names):
        rows = []
        for k, name in enumerate(names):
            where = {"department": name if name in HOSTILE else "Sales"}
            skill = f"skill {k}"
            rows.append(junior(f"J{k}", f"{skill}:4", name=name, **where))
            rows.append(senior(f"S{k}", f"{skill}:4", name=f"to {name}", **where))
        return page_of(matching_of(rows))

    shown, harmless = Page(named(HOSTILE)), Page(named(plain))
    kinds = {tag for tag, _ in harmless.tags}
    assert {tag for tag, _ in shown.tags} == kinds
    assert len(shown.named("script")) == len(harmless.named("script")) == 2
    for name in HOSTILE[:4]:
        assert name in shown.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", named(HOSTILE).decode("utf-8"))


SECRETS = ("@example", "menopause", "zorbian", "quuxish", "1961", "told in confidence")


def discreet_rows():
    mail = {"email": "someone@example.com", "gender": "zorbian", "religion": "quuxish"}
    mail |= {"year of birth": "1961"}
    return [
        junior("J1", "python:4; menopause:5", offers="python; menopause", **mail, avoids="S2"),
        junior("J2", "sql:4; menopause:5", offers="sql", successor_of="S1", prefers="S2", **mail),
        junior("J3", "sql:3; python:3", wants="menopause:4", goals="menopause; growth", **mail),
        senior("S1", "python:5; menopause:4", skills="menopause:2", **mail),
        senior("S2", "sql:5; menopause:3", goals="menopause; growth", **mail),
        senior("S3", "sql:5; menopause:3", **mail),
    ]


def test_what_is_confidential_is_in_none_of_its_bytes():
    matching = matching_of(discreet_rows())
    text = page_of(matching).decode("utf-8").casefold()
    assert [secret for secret in SECRETS if secret.casefold() in text] == []
    assert "a sensitive topic" in text
    assert "not to be paired" in text
    for wish in ("avoids", "successor", "year of birth"):
        assert wish not in text


def test_a_sensitive_topic_has_no_levels():
    topics = details(page_of(matching_of(discreet_rows())))
    place = topics["topics"].index("a sensitive topic")
    entries = [topic for pair in topics["pairs"] for part in pair[5:10] for topic in part]
    assert [entry for entry in entries if entry[0] == place] == [[place]]


def test_show_sensitive_names_it():
    matching = matching_of(discreet_rows())
    assert b"menopause" in page_of(matching, show_sensitive=True)


def test_whose_wish_it_was_changes_no_byte():
    def rows(whose: str, column: str):
        people = {"J1": junior("J1"), "J2": junior("J2"), "S1": senior("S1"), "S2": senior("S2")}
        other = {"J1": "S1", "S1": "J1"}[whose]
        for person in people.values():
            person |= {"avoids": "", "successor_of": ""}
        people[whose][column] = other
        return list(people.values())

    ways = [(who, how) for who in ("J1", "S1") for how in ("avoids", "successor_of")]
    assert len({page_of(matching_of(rows(*way))) for way in ways}) == 1


def test_reasons_of_decisions_and_who_decided_are_not_in_it(tmp_path):
    rows = programme()
    roster = matching_of(rows).roster
    path = tmp_path / "decisions.csv"
    path.write_text(
        "junior_id,senior_id,decision,override,reason,by\n"
        "J1,S1,lock,,told in confidence,Vera Decider\n"
        "J2,S2,veto,,told in confidence,Vera Decider\n"
        "J3,S3,accept,,told in confidence,Vera Decider\n",
        encoding="utf-8",
    )
    matching = rmatch.pair(roster, decisions=rmatch.read_decisions(path, roster))
    data = page_of(matching)
    assert b"told in confidence" not in data
    assert b"Vera" not in data
    starts = {pair[1]: pair[11] for pair in details(data)["pairs"]}
    people = [person[0] for person in details(data)["people"]]
    assert starts[people.index("S1")] == "lock"
    assert starts[people.index("S3")] == "accept"
    assert "What accepted and locked pairings cost" in Page(data).text
    assert "Not worked out" not in Page(data).text
    # The vetoed pair is not told: not even as one that could be asked for.
    vetoed = {people.index("J2"), people.index("S2")}
    found = [
        {pair[side], other[0]}
        for pair in details(data)["pairs"]
        for side, others in ((0, 13), (1, 14))
        for other in pair[others]
    ]
    assert found
    assert vetoed not in found


def test_why_a_cost_of_a_decision_is_not_known_is_said_where_one_is_not(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("junior_id,senior_id,decision\nJ1,S1,lock\n", encoding="utf-8")
    roster = matching_of(programme()).roster
    matching = rmatch.pair(roster, decisions=rmatch.read_decisions(path, roster))
    assert "Not worked out" not in Page(page_of(matching)).text
    (held,) = matching.summary["decisions"]["held"]
    held["cost"] = None
    assert "“Not worked out”: it would take too long" in Page(page_of(matching)).text


def test_an_override_comes_back(tmp_path):
    rows = [*programme(), junior("J8", "python:4", manager_id="S1"), senior("S8", "python:4")]
    roster = matching_of([{"manager_id": "", **row} for row in rows]).roster
    path = tmp_path / "decisions.csv"
    path.write_text("junior_id,senior_id,decision,override\nJ8,S1,lock,yes\n", encoding="utf-8")
    matching = rmatch.pair(roster, decisions=rmatch.read_decisions(path, roster))
    data = page_of(matching)
    assert [tuple(pair[11:13]) for pair in details(data)["pairs"] if pair[11]] == [("lock", "yes")]
    assert "against: reporting line" in Page(data).text


def test_a_pairing_without_a_topic_is_not_said_to_teach_one(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("junior_id,senior_id,decision,override\nJ7,S7,lock,yes\n", encoding="utf-8")

    def shown(rows):
        roster = matching_of(rows).roster
        matching = rmatch.pair(roster, decisions=rmatch.read_decisions(path, roster))
        return Page(page_of(matching)).text

    assert (
        "7 pairings: 6 of them bring a senior together with a junior who can teach what the "
        "senior wants to learn; 1 was made without that. Nothing is final" in shown(programme())
    )
    alone = [row for row in programme() if row["id"] in ("J7", "S7")]
    assert "1 pairing, made without a topic that is wanted." in shown(alone)


def test_what_the_page_does_not_hold_is_said(page):
    assert (
        "It does not hold e-mail addresses, who does not want to be paired with whom, or reasons "
        "that anybody wrote." in page.text
    )


def test_who_has_not_answered_is_not_said_to_have_refused():
    rows = [{"consent": "yes", **row} for row in programme()] + [junior("J9", consent="")]
    text = Page(page_of(matching_of(rows))).text
    assert "left out Has not agreed to take part" in text
    assert "did not agree" not in text


def test_notes_on_the_roster_are_for_who_has_no_policy():
    rows = [{"manager_id": "", **row} for row in programme()]
    rows[0] |= {"manager_id": "elsewhere"}
    text = Page(page_of(matching_of(rows))).text
    assert "Who they report to is known in part only" in text
    assert "--org" not in text


def test_requirements_and_their_price():
    limits = [
        {"name": "from <Engineering>", "junior": {"department": "Engineering"}, "max": 3},
    ]
    matching = matching_of(programme(), limits=limits)
    text = Page(page_of(matching)).text
    assert "from <Engineering> yes, just not worked out" in text
    assert "Without all of them: 2 more people with a pairing" in text
    priced = rmatch.pair(matching.roster, policy=matching.policy, prices=True)
    assert "from <Engineering> yes, just 2 more people with a pairing" in Page(page_of(priced)).text


def test_a_result_that_is_not_proven_says_so():
    matching = matching_of(programme())
    summary = {**matching.summary, "status": "feasible"}
    matching.__dict__["summary"] = summary
    text = Page(page_of(matching)).text
    assert "Not proven best" in text
    assert "Whether a better result exists is not proven" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "a second calculation, which shares nothing with the one that found the pairings"),
        ({"name": "fairest"}, "That is proven level by level, in the order below."),
        ({"price_bound": 500.0}, "no result can have more than 500.00 points, and an integer"),
    ],
)
def test_what_the_proof_rests_on(change, said):
    matching = matching_of(programme())
    objective = {**matching.summary["objective"], **change}
    matching.__dict__["summary"] = {**matching.summary, "objective": objective}
    assert said in Page(page_of(matching)).text


@pytest.mark.parametrize(
    ("pairs", "status", "said"),
    [
        (0, "optimal", "No two people who are not paired with each other would both have a higher"),
        (1, "optimal", "In 1 other pair that could be made, both people have a free place or a"),
        (7, "optimal", "and taken as a whole, no plan with such a pair in it is better."),
        (7, "feasible", "pairing two people differently also changes what is left for the others."),
    ],
)
def test_why_two_stay_apart_who_would_score_higher_together(pairs, status, said):
    matching = matching_of(programme())
    summary = {**matching.summary, "blocking_pairs": pairs, "status": status}
    matching.__dict__["summary"] = summary
    assert said in Page(page_of(matching)).text


def test_rules_that_forbid_nobody_are_named_apart(page):
    assert "no topic 36" in page.text
    assert "Rules that rule out no pair here: hours, language, level gap," in page.text


def test_requirements_of_rmatch_itself_have_titles():
    matching = matching_of([{"min_load": "", **row} for row in programme()])
    rows = [{"min_load": "1" if row["id"] == "S1" else "", **row} for row in programme()]
    text = Page(page_of(matching_of(rows))).text
    assert "Everybody's fewest pairings yes" in text
    assert "Everybody's fewest pairings" not in Page(page_of(matching)).text


def test_no_pairing_at_all():
    text = Page(page_of(matching_of([junior("J", "sql:4"), senior("S", "chess:2")]))).text
    assert "There is no pairing." in text
    assert "0 pairings." in text
    assert "Nothing is final" in text


def test_the_command_writes_it_and_it_names_no_hash_time_or_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my roster.csv").write_text(
        "id,role,skills,wants\nJ,junior,sql:4,\nS,senior,,sql:4\n", encoding="utf-8"
    )
    assert main(["pair", "my roster.csv", "-q"]) == 0
    text = (tmp_path / "pairings" / "report.html").read_text(encoding="utf-8")
    record = json.loads((tmp_path / "pairings" / "run.json").read_text(encoding="utf-8"))
    assert "my roster" not in text
    assert record["inputs"][0]["sha256"] not in text
    assert rmatch.__version__ not in Page(text.encode()).text
