"""Departments by departments: every pairing once, and no more rows than can be read."""

from rmatch.report.heat import MOST_DEPARTMENTS, heat_map
from tests.pages.reading import Page

from .people import junior, matching_of, page_of, programme, senior


def matching_of_pairs(departments):
    """One pairing for each (junior's, senior's) department."""
    rows = []
    for k, (ours, theirs) in enumerate(departments):
        rows.append(junior(f"J{k:03}", f"topic {k}:4", department=ours))
        rows.append(senior(f"S{k:03}", f"topic {k}:4", department=theirs))
    return matching_of(rows)


def pairs_of(departments):
    return matching_of_pairs(departments).solved


def table(heat):
    return {label: [cell.pairings for cell in cells] for label, cells, _ in heat.lines}


def test_pairings_by_whole_department():
    heat = heat_map(matching_of(programme()).solved)
    assert heat.columns == ("Finance", "Legal", "Sales / Asia", "Sales / EMEA")
    assert table(heat) == {
        "Engineering": [1, 2, 0, 1],
        "Legal": [1, 0, 0, 0],
        "Sales / EMEA": [0, 0, 1, 0],
    }
    assert heat.sums == (2, 2, 1, 1)
    assert [total for *_, total in heat.lines] == [4, 1, 1]
    assert (heat.crossing, heat.known, heat.note) == (6, 6, "")


def test_shades_grow_with_pairings_and_one_is_never_none():
    departments = [("A", "B")] * 20 + [("A", "C")] * 9 + [("B", "B")]
    heat = heat_map(pairs_of(departments))
    assert [[cell.shade for cell in cells] for _, cells, _ in heat.lines] == [[5, 3], [1, 0]]
    assert (heat.crossing, heat.known) == (29, 30)


def test_many_departments_are_put_together_by_the_top_of_their_path():
    departments = [(f"Sales/{k}", f"Legal/{k}") for k in range(MOST_DEPARTMENTS)]
    heat = heat_map(pairs_of(departments))
    assert heat.note == "The table puts them together by that part."
    assert table(heat) == {"Sales": [MOST_DEPARTMENTS]}
    assert heat.columns == ("Legal",)
    assert heat.crossing == MOST_DEPARTMENTS
    assert heat.by_first_part


def test_the_sentence_counts_what_stands_off_the_diagonal():
    departments = [(f"Sales/{k}", f"Sales/{k + 1}") for k in range(MOST_DEPARTMENTS)]
    matching = matching_of_pairs([*departments, ("Sales", "Legal/a")])
    heat = heat_map(matching.solved)
    assert (heat.crossing, heat.known) == (1, MOST_DEPARTMENTS + 1)
    assert table(heat) == {"Sales": [1, MOST_DEPARTMENTS]}
    assert (
        "1 of 13 pairings are between departments that differ in the first part of their path. "
        "The table puts them together by that part." in Page(page_of(matching)).text
    )


def test_whole_paths_are_told_apart_where_the_table_does():
    matching = matching_of_pairs([("Sales/a", "Sales/b"), ("Sales/a", "Sales/a")])
    assert "1 of 2 pairings are between different departments." in Page(page_of(matching)).text


def test_of_too_many_the_largest_are_shown_and_the_rest_together():
    departments = [("Big", f"D{k:02}") for k in range(20)] + [("D03", "D03")]
    heat = heat_map(pairs_of(departments))
    assert len(heat.columns) == MOST_DEPARTMENTS - 1
    assert heat.columns[-1] == "Others"
    assert "D03" in heat.columns
    assert sum(heat.sums) == 21
    assert heat.note == (
        "In the table they are shown for the 11 with the most people in pairings; "
        "the other 10 stand together as others, where two may still differ."
    )


def test_unknown_departments_come_last():
    heat = heat_map(pairs_of([("", "Z"), ("A", "")]))
    assert heat.columns == ("Z", "Not known")
    assert table(heat) == {"A": [0, 1], "Not known": [1, 0]}
    assert heat.known == 0


def test_without_departments_there_is_no_table():
    assert heat_map(pairs_of([("", "")])) is None
    assert heat_map(matching_of([junior("J", "sql:4"), senior("S", "chess:3")]).solved) is None


def test_spellings_of_one_department_are_one():
    heat = heat_map(pairs_of([("legal", "Sales"), ("Legal", "SALES")]))
    assert table(heat) == {"Legal": [2]}
