from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.brief.markdown import escaped, markdown

from .people import brief

GOLDEN = Path(__file__).parent / "brief.md"
POLICY = {
    "programme": {
        "start": "2026-03-02",
        "contact": "Ada Example, ada@example.com",
        "questions": {"Python": ["What would you automate first?"]},
        "resources": {"Python": ["https://intranet.example.com/python", "The handbook | part 2"]},
    }
}
HOSTILE = [
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<script>alert(1)</script>",
    "a | b | c",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "= = =",
    "---",
    "> quoted",
    "`code` and ```",
    "~~~",
    "**bold** _and_ __more__",
    "https://evil.example",
    "www.evil.example",
    "<https://evil.example>",
    "&lt;b&gt; &amp;",
    "one\n\n# two\r\nthree\u2028four",
    "turned \u202e round \u2066",
    "back\\slash \\[x\\](y)",
    "[ref]: https://evil.example",
    "$x$ ^1 {: .class}",
    "<!-- hidden",
]


def text(**policy):
    return markdown(brief(**(policy or POLICY)), draft=False).decode("utf-8")


def test_the_whole_brief():
    """Read it before you accept it: write brief.md.new over brief.md."""
    found = text()
    new = GOLDEN.with_suffix(".md.new")
    if not GOLDEN.exists() or found != GOLDEN.read_text(encoding="utf-8"):
        new.write_text(found, encoding="utf-8")
        pytest.fail(f"the brief reads differently: compare {new.name} with {GOLDEN.name}")
    new.unlink(missing_ok=True)


def test_a_draft_says_so_at_both_ends_and_differs_in_nothing_else():
    one = brief(**POLICY)
    draft, final = (markdown(one, draft=draft).decode() for draft in (True, False))
    assert draft.startswith("# DRAFT: pairing brief of Ann Bell and Bo Ek\n\n> **DRAFT.** ")
    assert draft.endswith("\n**DRAFT**\n")
    assert "DRAFT" not in final
    assert set(final.splitlines()) - set(draft.splitlines()) == {
        "# Pairing brief of Ann Bell and Bo Ek"
    }


def filled(hostile):
    """A brief with such a text in each place that comes from a roster or a policy."""
    one = brief(**POLICY)
    party = {"name": hostile, "department": hostile, "called": hostile}
    lists = {"brings": (hostile,), "wants": (hostile,), "gains": (hostile,)}
    meeting = replace(one.meetings[0], topic=hostile)
    notes = replace(one.topics[0], topic=hostile, questions=(hostile,), resources=(hostile,))
    return replace(
        one,
        mentor=replace(one.mentor, **party, **lists),
        learner=replace(one.learner, **party, **lists, email=hostile),
        why=(hostile,),
        meetings=(meeting, *one.meetings[1:]),
        topics=(notes, *one.topics[1:]),
        open=(hostile,),
        rules=(hostile,),
        contact=hostile,
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_line_is_the_rosters(hostile):
    plain = markdown(filled("x"), draft=True).decode().splitlines()
    found = markdown(filled(hostile), draft=True).decode().splitlines()
    assert len(found) == len(plain)
    assert not any(mark in "".join(found) for mark in "\u202e\u2066\u2028\r\x1b")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_reader_of_markdown_finds_only_text(hostile):
    markdown_it = pytest.importorskip("markdown_it", reason="a part of the docs' tools")
    reader = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shapes = []
    for fill in ("x", hostile):
        tokens = reader.parse(markdown(filled(fill), draft=True).decode())
        inner = [part for token in tokens for part in token.children or ()]
        links = [part.attrs["href"] for part in inner if part.type == "link_open"]
        web = fill == "https://evil.example"
        assert [link for link in links if "evil" in link] == [fill] * web
        assert {part.type for part in inner} <= {
            *("text", "strong_open", "strong_close"),
            *("text_special", "link_open", "link_close"),
        }
        shapes.append([token.type for token in tokens])
        shown = "".join(part.content for part in inner)
        assert " ".join(fill.replace("\u202e", " ").replace("\u2066", " ").split()) in shown
    assert shapes[0] == shapes[1]


@given(st.text())
def test_escaped_text_is_one_line_without_bare_marks(text):
    found = escaped(text)
    assert len(found.splitlines()) <= 1
    bare = found.replace("\\\\", "")
    for mark in "`*_[]<>|~&":
        assert bare.count(mark) == bare.count(f"\\{mark}")


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ann@example.com", "<ann@example.com>"),
        ("Ann Bell <ann@example.com>", "Ann Bell \\<<ann@example.com>\\>"),
        ("o'hara@example.com", "<o'hara@example.com>"),
        ("'ann@example.com'", "'<ann@example.com>'"),
        ("ann@exämple.com", "ann@exämple.com"),
        ("no address", "no address"),
    ],
)
def test_an_address_is_one_to_write_to(email, expected):
    one = brief()
    one = replace(one, mentor=replace(one.mentor, email=email))
    assert f" · {expected}\n" in markdown(one, draft=False).decode()


def test_only_whole_web_addresses_are_links():
    assert "<https://intranet.example.com/python>" in text()
    assert "  - The handbook \\| part 2\n" in text()
    one = text(programme={"resources": {"Python": ["see https://a.example", "ftp://a.example"]}})
    assert "  - see https\\://a.example\n  - ftp\\://a.example\n" in one
