import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.spreadsheet_safe import guard, unguard


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_dangerous_starts_get_an_apostrophe(start: str) -> None:
    assert guard(start + "1+1") == "'" + start + "1+1"
    assert guard(start) == "'" + start


@pytest.mark.parametrize("text", ["", "Mina", "1", " =1", "a=b", "«x»", "\n=1", '"'])
def test_other_text_stays(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize("text", ["'", "'t Hooft", "' =1", "Mina", "", "=1", "'1"])
def test_what_guard_never_writes_stays(text: str) -> None:
    assert unguard(text) == text


@given(st.text(alphabet="=+-@\t\r'ab 1"))
def test_unguard_is_the_inverse(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))
