"""What a rerun changed."""

from rmatch.changes import Move, compared
from rmatch.earlier import earlier_pairs
from rmatch.output.encode import csv_bytes


def test_every_senior_is_kept_changed_new_or_gone():
    before = [("J1", "S1"), ("J2", "S2"), ("J3", "S3"), ("J4", "S4"), ("J5", "S4")]
    now = [("J1", "S1"), ("J3", "S2"), ("J6", "S5"), ("J5", "S4"), ("J7", "S4")]
    changes = compared(before, now)
    assert changes.kept == (("J1", "S1"), ("J5", "S4"))
    assert changes.moves == (
        Move("S2", ("J2",), ("J3",)),
        Move("S3", ("J3",), ()),
        Move("S4", ("J4", "J5"), ("J5", "J7")),
        Move("S5", (), ("J6",)),
    )
    assert [move.senior_id for move in changes.of("changed")] == ["S2", "S4"]
    assert [move.senior_id for move in changes.of("gone")] == ["S3"]
    assert [move.senior_id for move in changes.of("new")] == ["S5"]


def test_nothing_changed():
    assert compared([("a", "b")], [("a", "b")]).moves == ()


def test_an_earlier_file_is_read_back_as_it_was_written(tmp_path):
    path = tmp_path / "pairings.csv"
    rows = [["=J1", "'t", "x"], ["00123", 'a "b", c', "y\r\nz"]]
    path.write_bytes(csv_bytes(("junior_id", "senior_id", "reason"), rows))
    assert earlier_pairs(path) == {("=J1", "'t"), ("00123", 'a "b", c')}


def test_what_is_no_earlier_result_is_none(tmp_path):
    path = tmp_path / "pairings.csv"
    assert earlier_pairs(path) is None
    for data in (b"", b"a,b\n1,2\n", b"junior_id,senior_id\nJ1\n", b"\xff\xfe\x00", b"\x00" * 9):
        path.write_bytes(data)
        found = earlier_pairs(path)
        assert not found, data
