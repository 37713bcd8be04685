"""The rows of a file of decisions: what each says about whom, and why it cannot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rmatch.errors import Problem
from rmatch.roster.cells import CellError
from rmatch.roster.decision_words import HOLDING, parse_decision, parse_override
from rmatch.roster.names import fold, spaced
from rmatch.roster.pair_people import PairPeople, PairRow, one_person
from rmatch.roster.pair_rows import OF_REVIEW, SIDES, PairRows
from rmatch.roster.records import Cell

__all__ = ["Decision", "DecisionReader", "Said"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one pairing.

    Attributes
    ----------
    junior_id, senior_id
        The two people, as on the roster.
    decision
        One of :data:`rmatch.roster.decisions.DECISIONS`.
    override
        Whether the pairing is to be made even where a rule or a capacity forbids it.
    by
        Who decided, as the file says it; may be empty.
    file, line
        Where the decision stands: the file as messages name it, and the line or sheet row.
    """

    junior_id: str
    senior_id: str
    decision: str
    override: bool = False
    by: str = ""
    file: str = ""
    line: int | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Junior id and senior id."""
        return self.junior_id, self.senior_id

    @property
    def holds(self) -> bool:
        """Whether the pairing is to be made; else it is forbidden."""
        return self.decision in HOLDING


@dataclass(frozen=True, slots=True)
class Said:
    """What one row decides, where it says so, and whether its people take part."""

    decision: Decision
    cell: Cell
    effective: bool

    @property
    def place(self) -> tuple[str, int]:
        return self.cell.file, self.cell.line


class DecisionReader:
    """Reads the rows of one file; collects problems and the pairs that are listed.

    ``whole``: the file lists a whole result, decided on or not.
    """

    def __init__(self, file: PairRows, people: PairPeople) -> None:
        self.file, self.people = file, people
        self.problems: list[Problem] = []
        self.listed: set[tuple[str, str]] = set()
        undecided = any(_is_blank(cells["decision"]) for cells in file.rows)
        self.whole = undecided or set(file.plan.headings) >= OF_REVIEW

    def said(self) -> list[Said]:
        """What every row says, of those that say something that can be understood."""
        decided = not all(_is_blank(cells["decision"]) for cells in self.file.rows)
        if self.file.rows and not decided:
            self._nothing_decided(self.file.rows[0]["decision"])
        rows = [self.people.find(cells) for cells in self.file.rows]
        # One row alone may just be about people who have left.
        whole = self.people.of_whole_file(rows) if decided and len(rows) > 1 else None
        if whole is not None:
            self.problems.append(whole)
            return []
        return [said for row in rows if (said := self._row(row)) is not None]

    def _nothing_decided(self, cell: Cell) -> None:
        self.problems.append(
            Problem(
                "no-decision",
                "no decision is filled in, so this file of decisions changes nothing",
                f"fill in the column '{cell.heading}' and save the file, or leave it out",
                file=cell.file,
                severity="warning",
            )
        )

    def _row(self, row: PairRow) -> Said | None:
        misfits = [p for side in SIDES if (p := self.people.misfit(row, side)) is not None]
        if not misfits and (same := one_person(row)) is not None:
            misfits = [same]
        sound = row.pair is not None and not misfits
        if row.pair is not None and sound:
            self.listed.add(row.pair)
        word, override = self._word(row), self._override(row, sound)
        if word == "":
            return None
        # A decision that cannot be told may be a no: nothing about it is written to a file.
        private = word not in HOLDING
        self.problems += (replace(p, confidential=private) for p in row.problems)
        self.problems += misfits
        if word is None or row.pair is None or not sound:
            return None
        if override and private:
            self._idle_override(row, word)
        absent = self._absent(row, word)
        self.problems += absent
        by = row.cells["by"].text if "by" in row.cells else ""
        cell = row.cells["decision"]
        held = override and not private
        decision = Decision(*row.pair, word, held, spaced(by), cell.file, cell.line)
        return Said(decision, cell, not absent)

    def _word(self, row: PairRow) -> str | None:
        """The decision, ``""`` where there is none, ``None`` where it cannot be told."""
        try:
            return parse_decision(row.cells["decision"].text)
        except CellError as error:
            self._note(row, "decision", error)
            return None

    def _override(self, row: PairRow, sound: bool) -> bool:
        """Whether the row says override; of rows that decide nothing only where it may matter."""
        cell = row.cells.get("override")
        undecided = _is_blank(row.cells["decision"])
        if cell is None or (undecided and not sound):
            return False
        try:
            override = parse_override(cell.text)
        except CellError as error:
            self._note(row, "override", error)
            return False
        if override and undecided:
            self.problems.append(
                cell.problem(
                    "override-undecided",
                    "override is said where nothing is decided, so it has no effect",
                    "write lock as its decision, if the pairing is to be made",
                    ids=row.pair or (),
                    severity="warning",
                )
            )
        return override

    def _idle_override(self, row: PairRow, word: str) -> None:
        self.problems.append(
            row.cells["override"].problem(
                "override-forbidding",
                f"override means nothing beside '{word}': the two are not paired",
                "clear it, or write lock if the pairing is to be made",
                ids=row.pair or (),
                severity="warning",
                confidential=True,
            )
        )

    def _absent(self, row: PairRow, word: str) -> list[Problem]:
        """People of the row who do not take part: nobody can be locked, nobody need be kept."""
        found = []
        for side, person_id in row.ids.items():
            if person_id is None or self.people.takes_part(person_id):
                continue
            code, what = "no-effect", "so this decision has no effect"
            fix, severity = "take the row out", "warning"
            if word == "lock":
                code, what, severity = "not-taking-part", "which no decision overrides", "error"
                fix += ", or write on the roster that this person takes part"
            found.append(
                row.cell(side).problem(
                    code,
                    f"'{person_id}' did not agree to take part, {what}",
                    fix,
                    ids=(person_id,),
                    severity=severity,
                    confidential=word not in HOLDING,
                )
            )
        return found

    def _note(self, row: PairRow, column: str, error: CellError) -> None:
        self.problems.append(
            row.cells[column].problem(
                error.code, error.what, error.fix, value=error.value, ids=row.pair or ()
            )
        )


def _is_blank(cell: Cell) -> bool:
    """Whether the cell shows nothing; a pasted mark without width may stand in it."""
    return not fold(cell.text)
