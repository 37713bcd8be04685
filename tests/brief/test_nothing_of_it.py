"""What no brief says, over the 500 + 500 example with all its own words made dull."""

import re
from pathlib import Path

import pandas as pd
import pytest

import rmatch
from rmatch.brief.content import briefs_of
from rmatch.brief.markdown import markdown
from rmatch.brief.page import page
from rmatch.brief.record import record
from rmatch.roster.vocabulary.traits import TRAITS

ROOT = Path(__file__).parents[2]
NEVER = "score|rank|level|alternative|wish|preference|junior|senior|young|old"
LISTS = ("skills", "wants", "offers", "goals")


class Dull:
    """Every word of a roster as a number, so that what is left is rmatch's own."""

    def __init__(self):
        self.words = {}

    def word(self, text):
        return f"Q{self.words.setdefault(text.strip().casefold(), len(self.words))}"

    def item(self, text):
        name, rest = re.fullmatch(r"([^:*@]*)(.*)", text.strip()).groups()
        return self.word(name) + rest if name else ""

    def cell(self, column, text):
        if not text:
            return ""
        if column in LISTS:
            return "; ".join(map(self.item, text.split(";")))
        if column == "department":
            return "/".join(map(self.word, text.split("/")))
        return self.word(text) if column == "name" else text


def dull_roster():
    frame = pd.read_csv(ROOT / "examples/ge-1999/roster.csv", dtype=str, keep_default_na=False)
    dull = Dull()
    for column in frame.columns:
        frame[column] = [dull.cell(column, text) for text in frame[column]]
    return frame


@pytest.fixture(scope="module", params=["ge-1999/policy.toml", "policy.toml"])
def solved(request):
    policy = rmatch.read_policy(ROOT / "examples" / request.param)
    roster = rmatch.Roster.from_frame(dull_roster(), policy=policy)
    return rmatch.pair(roster, policy=policy).solved


@pytest.fixture(scope="module")
def lines(files):
    """Every line of all files once, numbers aside."""
    numberless = (re.sub(r"\d+", "0", text) for _, text in files)
    return sorted({line for text in numberless for line in text.splitlines()})


@pytest.fixture(scope="module")
def files(solved):
    """Each pairing's files, joined, and the two people's ids."""
    found = []
    for one in briefs_of(solved):
        data = [record(one), markdown(one, draft=True), page(one, draft=True)]
        text = b"\n".join([*data, markdown(one, draft=False), page(one, draft=False)]).decode()
        found.append(((one.mentor.id, one.learner.id), text))
    return found


def traits():
    """Words of headings about protected traits, as whole words; ``*`` is any ending."""
    words = {word for listed in TRAITS.values() for word in listed}
    parts = (re.escape(word.removesuffix("*")) + r"\w*" * word.endswith("*") for word in words)
    return re.compile(rf"\b(?:{'|'.join(sorted(parts))})\b", re.IGNORECASE)


def test_it_is_about_everybody(files, solved):
    assert len(files) == len(solved.pairs) > 480


def test_no_such_word_not_even_within_another(lines):
    never = re.compile(NEVER, re.IGNORECASE)
    assert {found[0] for line in lines for found in never.finditer(line)} == set()


def test_no_protected_trait(lines):
    trait = traits()
    assert trait.search("how old are you")
    assert trait.search("Gender:")
    assert {found[0] for line in lines for found in trait.finditer(line)} == set()


def test_no_points(files, solved):
    """No number with two decimals but those of the page's style."""
    shown = {int(solved.cohort.score[pair]) for pair in solved.pairs}
    assert max(shown) > 1000
    for _, text in files:
        told = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        assert re.search(r"\b\d+\.\d\d\b", told) is None


def test_nobody_else(files, solved):
    ids = {person.id for person in solved.cohort.roster.people}
    for two, text in files:
        assert set(re.findall(r"\b[JS]\d{5}\b", text)) & ids == set(two)
