"""The score: whole hundredths of a point for any block of pairs (SPEC 2)."""

from rmatch.score.primary import PrimaryTopics
from rmatch.score.scorer import Scorer, Topic

__all__ = ["PrimaryTopics", "Scorer", "Topic"]
