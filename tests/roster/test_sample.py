"""Sample rosters: the same everywhere, believable, and blind."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter

import pytest

from rmatch.errors import UsageError
from rmatch.roster.sample import SAMPLE_HEADINGS, sample_roster, write_sample


def as_text(juniors: int, seniors: int, seed: int) -> str:
    out = io.StringIO()
    write_sample(sample_roster(juniors, seniors, seed), out)
    return out.getvalue()


def test_the_same_seed_gives_the_same_bytes_on_every_machine() -> None:
    digest = hashlib.sha256(as_text(30, 20, 7).encode()).hexdigest()
    assert digest == "bc7dccd9b983186f9a8a5a17c3fe6735b114ff4ef4d0c8b4e84925b287d7d4c5"


def test_seeds_differ() -> None:
    assert as_text(30, 20, 7) != as_text(30, 20, 8)


def test_counts_ids_and_headings() -> None:
    rows = list(csv.DictReader(io.StringIO(as_text(12, 8, 1))))
    assert tuple(rows[0]) == SAMPLE_HEADINGS
    assert Counter(row["role"] for row in rows) == {"junior": 12, "senior": 8}
    assert len({row["id"] for row in rows}) == 20
    assert rows[0]["id"] == "S00001"


@pytest.mark.parametrize(("juniors", "seniors"), [(0, 3), (3, 0), (1, 1)])
def test_small_samples(juniors: int, seniors: int) -> None:
    assert len(sample_roster(juniors, seniors)) == juniors + seniors


@pytest.mark.parametrize(("juniors", "seniors"), [(-1, 3), (3, -1), (0, 0)])
def test_impossible_samples(juniors: int, seniors: int) -> None:
    with pytest.raises(UsageError, match="cannot be made"):
        sample_roster(juniors, seniors)


def test_managers_are_in_the_roster_above_and_without_circles() -> None:
    rows = sample_roster(300, 300, 3)
    by_id = {row["id"]: row for row in rows}
    assert [row["id"] for row in rows if not row["manager_id"]] == ["S00001"]
    for row in rows[1:]:
        manager = by_id[row["manager_id"]]
        assert int(manager["level"]) >= int(row["level"])
        assert manager["role"] == "senior"
        steps = 0
        while row["manager_id"]:
            row, steps = by_id[row["manager_id"]], steps + 1
            assert steps < 10


def test_roles_and_levels_do_not_overlap_and_only_juniors_take_two() -> None:
    rows = sample_roster(300, 300, 3)
    levels = {
        role: [int(row["level"]) for row in rows if row["role"] == role]
        for role in ("junior", "senior")
    }
    assert max(levels["junior"]) < min(levels["senior"])
    assert {row["capacity"] for row in rows if row["role"] == "senior"} == {"1"}
    assert Counter(row["capacity"] for row in rows)["2"] in range(15, 50)


def test_audit_columns_have_nothing_to_do_with_skill() -> None:
    rows = [row for row in sample_roster(6000, 0, 5) if row["skills"]]
    means = {}
    for column in ("age_band", "gender"):
        for group in {row[column] for row in rows}:
            members = [row for row in rows if row[column] == group]
            if len(members) > 200:
                count = sum(row["skills"].count(";") + 1 for row in members)
                means[column, group] = count / len(members)
    assert max(means.values()) - min(means.values()) < 0.3


def test_names_of_every_script_and_no_cell_that_a_spreadsheet_would_run() -> None:
    rows = sample_roster(2000, 0, 1)
    letters = set("".join(row["name"] for row in rows))
    for sample in "éßłşГαאع秋한अ":
        assert any(ord(letter) & ~0x7F == ord(sample) & ~0x7F for letter in letters), sample
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@\t\r'" and cell]
