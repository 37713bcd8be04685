"""What participants say halfway through and at the end: the two forms, and their answers read."""

from rmatch.feedback.reading import read_feedback
from rmatch.feedback.records import MOMENTS, Answer, Confided, Feedback, TopicLevel

__all__ = ["MOMENTS", "Answer", "Confided", "Feedback", "TopicLevel", "read_feedback"]
