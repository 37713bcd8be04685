"""Figures arranged for reading: tables and charts."""

from rmatch.audit import AuditReport
from rmatch.audit.charts import charts
from rmatch.audit.layout import sections

from .reports import BELOW, FEW, figure, report


def parts(*figures, section=0):
    return sections(AuditReport(figures, (), ("gender",), 5, 0))[section].parts


def of(group, measure, value, people=9, **more):
    about = {"attribute": "gender", "side": "junior", "group": group, **more}
    return figure("pairings", measure, value, people, **about)


def texts(sheet):
    return [(row.label, [cell and cell.value for cell in row.cells]) for row in sheet.rows]


def test_sections_and_parts_in_the_order_of_the_report():
    found = sections(report())
    assert [s.name for s in found] == [
        "groups",
        "qualified",
        "pairings",
        "age",
        "association",
        "evidence",
    ]
    assert [p.heading for p in found[0].parts] == [
        "Age band: juniors",
        "Age band: seniors",
        "gender: juniors",
        "gender: seniors",
    ]
    assert found[-1].parts[0].heading == "Everybody"
    assert all(part.small for part in found[0].parts)
    assert not any(part.small for part in found[2].parts)


def test_nothing_is_lost():
    whole = report()
    shown = [
        cell
        for section in sections(whole)
        for part in section.parts
        for sheet in part.sheets
        for row in sheet.rows
        for cell in row.cells
        if cell
    ]
    assert sorted(map(str, shown)) == sorted(map(str, whole.figures))


def test_groups_down_measures_across():
    (part,) = parts(of("man", "rate", 0.5, 8), of("man", "load", 1.5, 10), of("woman", "rate", 0.7))
    (sheet,) = part.sheets
    assert (sheet.title, sheet.stub, sheet.columns) == ("", "Group", ("Rate", "Load"))
    assert texts(sheet) == [("man", [0.5, 1.5]), ("woman", [0.7, None])]
    assert [row.people for row in sheet.rows] == ["8 to 10", "9"]
    assert sheet.width == 4


def test_topics_down_groups_across():
    (part,) = parts(
        of("man", "rate", 0.5),
        of("man", "rate", 0.4, subject="SQL"),
        of("woman", "rate", 0.3, subject="SQL"),
        of("man", "rate", None, None, subject="Python", hidden=FEW),
        of("woman", "rate", 0.2, subject="Python"),
    )
    overall, by_topic = part.sheets
    assert texts(overall) == [("man", [0.5])]
    assert by_topic.is_matrix
    assert (by_topic.title, by_topic.stub) == ("Rate", "Topic")
    assert by_topic.columns == ("man", "woman")
    assert texts(by_topic) == [("SQL", [0.4, 0.3]), ("Python", [None, 0.2])]
    assert by_topic.marks == {FEW: ""}


def test_measures_down_where_there_is_nothing_else():
    whole = sections(report())
    (age,) = whole[3].parts
    (sheet,) = age.sheets
    assert (sheet.stub, sheet.columns) == ("Measure", ("Figure",))
    assert texts(sheet)[2] == ("Share in random legal matchings", [0.802])


def test_numbers_of_people_are_not_said_twice():
    whole = sections(report())
    assert not whole[0].parts[0].sheets[0].counts_people
    assert whole[3].parts[0].sheets[0].counts_people


def test_reasons_are_marked_where_there_are_several():
    (part,) = parts(
        of("man", "rate", None, None, hidden="few"),
        of("man", "load", None, None, hidden="no data"),
        of("woman", "rate", None, None, hidden="few"),
        of("woman", "load", None, None, hidden="few"),
    )
    (sheet,) = part.sheets
    # The second row says its one reason in full, so it needs no mark.
    assert sheet.marks == {"few": "(a)", "no data": "(b)"}
    assert [row.hidden for row in sheet.rows] == ["", "not shown: few"]
    assert [row.people for row in sheet.rows] == ["not shown", "not shown"]


def test_association_has_a_column_a_place():
    about = {"attribute": "gender", "side": "junior"}
    rows = [
        ("skill_gap", "correlation ratio of ranks, in the pairings", 0.2),
        ("skill_gap", "permutation p, in the pairings", 0.5),
        ("cross_department", "Cramér's V, in the pairings", 0.4),
        ("cross_department", "permutation p, in the pairings", 0.01),
    ]
    (part,) = parts(*(figure("association", m, v, 9, subject=s, **about) for s, m, v in rows))
    (sheet,) = part.sheets
    assert sheet.columns == (
        "Correlation ratio of ranks or Cramér's V, in the pairings",
        "Permutation p, in the pairings",
    )
    assert texts(sheet) == [("skill_gap", [0.2, 0.5]), ("cross_department", [0.4, 0.01])]
    (drawn,) = part.charts
    assert [bar.width for bar in drawn.bars] == [20.0, 40.0]
    assert drawn.line == 30.0


def test_the_line_is_four_fifths_of_the_highest_rate_compared():
    ratio = "ratio to the highest rate"
    (drawn,) = charts(
        [
            of("man", "rate", 0.4),
            of("woman", "rate", 0.2),
            of("not stated", "rate", 0.5),
            of("other", "rate", None, None, hidden=FEW),
            of("man", ratio, 1.0),
            of("woman", ratio, 0.5, flag=BELOW),
            of("other", ratio, None, None, hidden=FEW),
        ]
    )
    assert drawn.title == "Rate: over all topics"
    assert [(bar.label, bar.width, bar.past) for bar in drawn.bars] == [
        ("man", 80.0, False),
        ("woman", 40.0, True),
        ("not stated", 100.0, False),
        ("other", None, False),
    ]
    assert drawn.line == 100 * 0.8 * 0.4 / 0.5
    assert drawn.described == (
        "Rate: over all topics. man: 40.0 %; woman: 20.0 %, past the line; not stated: 50.0 %; "
        "other: not shown. Dashed line: four fifths of the highest rate."
    )


def test_what_cannot_be_compared_has_no_line_and_a_lone_bar_no_chart():
    (drawn,) = charts([of("man", "rate", 0.4), of("not stated", "rate", 0.5)])
    assert drawn.line is None
    assert "Dashed" not in drawn.described
    assert charts([of("man", "rate", 0.4), of("woman", "rate", None, None, hidden=FEW)]) == ()
    assert charts([of("man", "rate", 0.0), of("woman", "rate", 0.0)]) == ()


def test_associations_are_drawn_without_their_sign():
    (drawn,) = sections(report())[4].parts[0].charts
    assert drawn.title == (
        "Rank correlation or correlation ratio of ranks, in the pairings, without its sign"
    )
    assert [(bar.label, bar.text, bar.width, bar.past) for bar in drawn.bars] == [
        ("shared_hours", "0.460", 46.0, True),
        ("skill_gap", "-0.120", 12.0, False),
        ("preference", "not shown", None, False),
    ]
    same = {"hidden": "the same for everybody", "subject": "preference"}
    assert charts([figure("association", "rank correlation, in the pairings", None, **same)]) == ()
