import json
from dataclasses import replace

import pytest

from rmatch.brief.markdown import markdown
from rmatch.brief.page import page
from rmatch.brief.record import brief_of, record

from .people import brief

POLICIES = [
    {},
    {"programme": {"start": "2026-01-12", "contact": "Ada, ada@example.com", "meetings": 2}},
]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("zone", ["Europe/Berlin", ""])
def test_what_is_read_back_is_what_was_written(policy, zone):
    one = brief({"timezone": zone}, **policy)
    again = brief_of(record(one))
    assert again == one
    assert record(again) == record(one)
    for draft in (True, False):
        assert markdown(again, draft=draft) == markdown(one, draft=draft)
        assert page(again, draft=draft) == page(one, draft=draft)


def test_names_of_any_script_come_back():
    hostile = 'Ann\u202e "x" \x1b[31m\\ 李'
    one = brief()
    one = replace(one, mentor=replace(one.mentor, name=hostile))
    assert brief_of(record(one)).mentor.name == hostile
    assert b"\x1b" not in record(one)


def test_it_is_json_with_sorted_keys():
    data = record(brief())
    found = json.loads(data)
    assert list(found) == sorted(found)
    assert found["stem"] == "J1-S1"
    assert data.endswith(b"}\n")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"stem": 1}', b"\xff"])
def test_what_is_no_brief_is_refused(data):
    with pytest.raises(ValueError, match=r"Brief|JSON"):
        brief_of(data)
