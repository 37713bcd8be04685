"""Parquet files and pandas frames: typed cells as text."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rmatch.errors import RosterError
from rmatch.roster.files import Table, table_from_frame
from rmatch.roster.files.values import cell_text

from .reading import known, problem, problems, read


def parquet(columns: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def frame_problem(df: pd.DataFrame) -> Any:
    with pytest.raises(RosterError) as caught:
        table_from_frame(df, known)
    (only,) = caught.value.problems
    return only


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" NA ", "NA"),
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.NA, ""),
        (Decimal("NaN"), ""),
        (7, "7"),
        (7.0, "7"),
        (-0.0, "0"),
        (4.5, "4.5"),
        (0.1 + 0.2, "0.3"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (Decimal("4.00"), "4"),
        (Decimal("0.50"), "0.5"),
        (True, "TRUE"),
        (np.False_, "FALSE"),
        (np.int64(5), "5"),
        (np.float32(2.0), "2"),
        (np.array(["a", "b"]), "a; b"),
        (["python:4", None, "sql"], "python:4; sql"),
        (("a", "b"), "a; b"),
        ({"b", "a"}, "a; b"),
        ({"python": 4, "sql": None}, "python:4; sql"),
        ([("python", 4), ("sql", 3)], "python:4; sql:3"),
        (b" abc ", "abc"),
        (dt.date(2025, 3, 31), "2025-03-31"),
        (pd.Timestamp("2025-03-31"), "2025-03-31"),
        (dt.datetime(2025, 3, 31, 9, 5), "2025-03-31T09:05:00"),
        (dt.datetime(2025, 3, 31, tzinfo=dt.UTC), "2025-03-31T00:00:00+00:00"),
        (dt.time(9, 5), "09:05:00"),
        (dt.timedelta(hours=25, minutes=1), "25:01:00"),
        (dt.timedelta(hours=-1), "-01:00:00"),
        (Path("a"), "a"),
    ],
)
def test_cell_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_parquet(tmp_path: Path) -> None:
    data = parquet(
        {
            "id ": ["00123", "J2", None],
            "level": pa.array([5, None, None], pa.int64()),
            "xage": [50, 51, 52],
            "skills": pa.array([["python:4", "sql"], [], None]),
            "since": pa.array([dt.datetime(2025, 3, 31, 9, 30), None, None], pa.timestamp("ns")),
            "rated": pa.array([[("ai", 3)], None, None], pa.map_(pa.string(), pa.int8())),
            "unit": pa.array(["NA", "NA", None]).dictionary_encode(),
        }
    )
    table = read(tmp_path, data, "people.parquet")
    assert table.headings == ("id", "level", "xage", "skills", "since", "rated", "unit")
    assert table.columns == {
        0: ["00123", "J2"],
        1: ["5", ""],
        3: ["python:4; sql", ""],
        4: ["2025-03-31T09:30:00", ""],
        5: ["ai:3", ""],
        6: ["NA", "NA"],
    }
    assert table.lines == [1, 2]
    facts = table.facts
    assert (facts.format, facts.encoding, facts.rows) == ("parquet", None, 2)


def test_parquet_with_one_name_twice(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    two = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["id", "id"])
    pq.write_table(two, buffer)
    table = read(tmp_path, buffer.getvalue(), "people.parquet")
    assert table.columns == {0: ["a"], 1: ["b"]}


def test_parquet_without_rows_or_columns(tmp_path: Path) -> None:
    none = parquet({"id": pa.array([], pa.string())})
    assert problem(tmp_path, none, "people.parquet").code == "no-rows"
    assert problem(tmp_path, parquet({}), "people.parquet").code == "empty-file"
    assert problem(tmp_path, none, choose=lambda headings: []).code == "no-rows"


def test_parquet_cells_that_are_no_text(tmp_path: Path) -> None:
    data = parquet({"id": ["a", "b\0c"], "name": [b"ok", b"\xff"], "xage": ["\0", "\0"]})
    found = problems(tmp_path, data, "people.parquet")
    assert [(p.code, p.line, p.heading, p.value) for p in found] == [
        ("nul", 2, "id", "b\0c"),
        ("undecodable", 2, "name", r"\udcff"),
    ]


def test_damaged_parquet(tmp_path: Path) -> None:
    data = parquet({"id": ["a", "b"]})
    for broken in (data[:-9], b"PAR1", data[:20] + b"\xff" * 20 + data[40:]):
        found = problem(tmp_path, broken, "people.parquet")
        assert found.code == "damaged-file"
        assert "get it again" in found.fix


def test_frame() -> None:
    df = pd.DataFrame(
        {
            " id": ["00123", "J2", None],
            "level": [5, None, None],
            "unit": pd.Categorical(["NA", None, None]),
            "xage": [50, 51, 52],
            "skills": [["python:4", "sql"], {"ai": 3}, None],
            7: pd.array([True, None, None], dtype="boolean"),
        },
        index=[10, 20, 30],
    )
    before = df.copy(deep=True)
    table = table_from_frame(df, known)
    assert table.headings == ("id", "level", "unit", "xage", "skills", "7")
    assert table.columns == {
        0: ["00123", "J2"],
        1: ["5", ""],
        2: ["NA", ""],
        4: ["python:4; sql", "ai:3"],
        5: ["TRUE", ""],
    }
    assert table.lines == [1, 2]
    assert (table.facts.name, table.facts.format) == ("data frame", "frame")
    pd.testing.assert_frame_equal(df, before)


def test_a_named_index_is_a_column() -> None:
    df = pd.DataFrame({"id": ["a", "b"], "name": ["A", "B"]}).set_index("id")
    assert table_from_frame(df, known).columns == {0: ["a", "b"], 1: ["A", "B"]}


def test_headings_of_more_than_one_level() -> None:
    df = pd.DataFrame([["a", 4]], columns=pd.MultiIndex.from_tuples([("id", ""), ("skill", "ai")]))
    assert table_from_frame(df, known).headings == ("id", "skill ai")


def test_the_hash_of_a_frame_is_of_the_chosen_columns() -> None:
    def table(**columns: list[object]) -> Table:
        return table_from_frame(pd.DataFrame(columns), known)

    base = table(id=["a"], xage=[50]).facts.sha256
    assert table(id=["a"], xage=[60]).facts.sha256 == base
    assert table(id=["b"], xage=[50]).facts.sha256 != base


def test_frames_that_hold_nothing() -> None:
    assert frame_problem(pd.DataFrame()).code == "empty-file"
    assert frame_problem(pd.DataFrame({"id": []})).code == "no-rows"
    assert frame_problem(pd.DataFrame({"id": [None, " "]})).code == "no-rows"


def test_frame_cells_that_are_no_text() -> None:
    found = frame_problem(pd.DataFrame({"id": ["a", "\ud800"]}, dtype=object))
    assert (found.code, found.file, found.line) == ("undecodable", "data frame", 2)
    assert "half a character" in found.what


def test_no_frame_at_all() -> None:
    with pytest.raises(TypeError, match="DataFrame is needed, not list"):
        table_from_frame([1, 2], known)  # type: ignore[arg-type]
