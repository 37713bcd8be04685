"""How far long work is: the library says it while it works, and nobody has to listen."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Progress", "silent", "unfailing"]

READING = "Reading the people"
SCORING = "Scoring all pairs"
SOLVING = "Finding the best pairings"
KEEPING = "Keeping the requirements"
FAIREST = "Finding the fairest pairings"
PROVING = "Proving that nothing is better"
COMPARING = "Comparing with the other objective"
CHANGES = "Finding the smallest changes that help"
PRICES = "Working out what each requirement and rule costs"
DECISIONS = "Working out what decisions cost"
ALTERNATIVES = "Finding the next best partners"
EXPLAINING = "Working out the reasons"
AUDITING = "Comparing groups of people"
WRITING = "Making the files"


class Progress(Protocol):
    """Told of each step of long work, from the thread that does it, several times a second."""

    def __call__(self, step: str, done: int = 0, of: int = 0, /) -> None:
        """Take note.

        Parameters
        ----------
        step
            What is being done, in words for people.
        done, of
            Parts done and parts in all; ``of`` is 0 where nobody knows how many there are,
            and ``done`` then counts rounds.
        """


def silent(_step: str, _done: int = 0, _of: int = 0, /) -> None:
    """Take no note of anything."""


def unfailing(progress: Progress | None) -> Progress:
    """A progress whose failures never stop the work: it is not told again after one.

    Parameters
    ----------
    progress
        What to tell; nobody if ``None``.
    """
    if progress is None or progress is silent:
        return silent
    listening = [progress]

    def told(step: str, done: int = 0, of: int = 0, /) -> None:
        if listening:
            try:
                listening[0](step, done, of)
            except Exception:  # noqa: BLE001 - a result is worth more than news of it
                listening.clear()

    return told
