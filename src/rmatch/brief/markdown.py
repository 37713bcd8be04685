"""A brief as Markdown: reads well as it is, and no markup in it is the roster's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rmatch.brief.local import when
from rmatch.brief.model import Brief, Meeting, Party
from rmatch.brief.view import about, address_in, notes, plan, teacher, title, web_link
from rmatch.brief.words import DRAFT, HEADINGS
from rmatch.printable import printable

__all__ = ["escaped", "markdown"]

# What means something wherever it stands. Addresses in text stay text as well.
_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>&|~$^]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# What means something where a line begins.
_BEGINS: Final = tuple("#+=:-")
_NUMBERED: Final = re.compile(r"(\d+)([.)])")

# What Markdown takes for an address between angles.
_MAIL: Final = re.compile(r"[A-Za-z0-9_.!#$%&'*+/=?^{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def escaped(text: str) -> str:
    r"""Text as Markdown that shows it as it is, on one line.

    Examples
    --------
    >>> escaped("[x](javascript:alert) <b>|`")
    '\\[x\\](javascript:alert) \\<b\\>\\|\\`'
    """
    shown = _MARKS.sub(r"\\\g<0>", " ".join(printable(text).split()))
    if shown.startswith(_BEGINS):
        return f"\\{shown}"
    return _NUMBERED.sub(r"\1\\\2", shown, count=1) if _NUMBERED.match(shown) else shown


def markdown(brief: Brief, *, draft: bool) -> bytes:
    """A brief as UTF-8 Markdown; a draft says so at both ends."""
    lines = [*_heading(brief, draft=draft)]
    lines += [*_listed(HEADINGS["why"], brief.why)]
    for party in (brief.mentor, brief.learner):
        lines += _party(party)
    lines += [f"## {HEADINGS['meetings']}", "", f"{plan(brief)}.", ""]
    lines += [_meeting(brief, meeting) for meeting in brief.meetings]
    lines += ["", f"## {HEADINGS['topics']}", "", *_notes(brief)]
    lines += _listed(HEADINGS["expectations"], brief.expectations, numbered=True)
    lines += _listed(HEADINGS["open"], brief.open)
    lines += _listed(HEADINGS["rules"], brief.rules)
    if brief.contact:
        lines += [f"Questions: {_contact(brief.contact)}", ""]
    if draft:
        lines += ["---", "", "**DRAFT**", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _heading(brief: Brief, *, draft: bool) -> Iterator[str]:
    yield f"# {'DRAFT: pairing' if draft else 'Pairing'} brief of {escaped(title(brief))}"
    yield ""
    if draft:
        yield f"> **DRAFT.** {DRAFT}"
        yield ""


def _listed(heading: str, items: Iterable[str], *, numbered: bool = False) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    for number, item in enumerate(items, start=1):
        yield f"{f'{number}.' if numbered else '-'} {escaped(item)}"
    yield ""


def _party(party: Party) -> Iterator[str]:
    yield f"## {escaped(party.name)}, {escaped(party.called)}"
    yield ""
    known = [escaped(text) for text in about(party)]
    if party.email:
        known.append(_contact(party.email))
    if known:
        yield " · ".join(known)
        yield ""
    if party.brings:
        yield f"- Brings: {escaped('; '.join(party.brings))}"
    if party.wants:
        yield f"- Wants to learn: {escaped('; '.join(party.wants))}"
    yield f"- Gains: {escaped(' '.join(party.gains))}"
    yield ""


def _meeting(brief: Brief, meeting: Meeting) -> str:
    found = when(brief, meeting)
    text = f"{meeting.number}. {', '.join(filter(None, (str(found), found.note)))}: "
    if meeting.topic:
        text += f"{escaped(meeting.topic)}, taught by {escaped(teacher(brief, meeting).name)}."
    else:
        text += "a topic of your choice."
    return " ".join(filter(None, (text, escaped(meeting.purpose))))


def _notes(brief: Brief) -> Iterator[str]:
    for one in notes(brief):
        inner = "  " if one.topics else ""
        if one.topics:
            yield f"- {escaped(one.topics)}"
        yield from (f"{inner}- {escaped(question)}" for question in one.questions)
        for resource in one.resources:
            link = web_link(resource)
            yield f"{inner}- {f'<{link}>' if link else escaped(resource)}"
    yield ""


def _contact(text: str) -> str:
    """Text with the address in it as one to write to, where it is plain enough for that."""
    address = address_in(text)
    if address is None or not _MAIL.fullmatch(address):
        return escaped(text)
    before, _, after = text.partition(address)
    return f"{_beside(before)}<{address}>{_beside(after)}"


def _beside(text: str) -> str:
    """Text next to something else, its spaces kept."""
    if not text.strip():
        return ""
    return f"{' ' * text[0].isspace()}{escaped(text)}{' ' * text[-1].isspace()}"
