"""Every error carries its data, also through pickling, and knows its exit code."""

import pickle
from fractions import Fraction

import pytest

from rmatch import errors
from rmatch.assign.errors import CapacityError, RowsInfeasible, ScoreError

PROBLEM = errors.Problem("code", "what is wrong", "the cure", file="roster.csv", line=7)
WAY = errors.Way((errors.Change("limits[1].min", "lower it", Fraction(5), Fraction(3)),), False)
EXAMPLES = [
    (errors.RmatchError("what happened"), 1),
    (errors.UsageError("two options"), 2),
    (errors.SolverRefusedError("hungarian", "the requirement 'load'", "use solver 'ilp'"), 2),
    (ScoreError("no whole numbers"), 2),
    (CapacityError("below 0"), 2),
    (errors.InputError([PROBLEM]), 3),
    (errors.RosterError([PROBLEM]), 3),
    (errors.RosterError([PROBLEM], errors.HeadingsRead((("Nr", "id"),), ("Wer",))), 3),
    (errors.PolicyError([PROBLEM]), 3),
    (errors.DecisionsError([PROBLEM]), 3),
    (errors.FeedbackError([PROBLEM]), 3),
    (errors.InfeasibleError(["one thing"], [WAY], proven=False), 4),
    (errors.ResultChangedError([PROBLEM]), 3),
    (errors.TimeLimitError(2.5), 5),
    (errors.TimeLimitError(2.5, "use --solver auto"), 5),
    (errors.MissingPartError("pulp", "the integer programme", "pip install pulp"), 6),
    (errors.SolverError("no answer"), 1),
]


@pytest.mark.parametrize(("error", "code"), EXAMPLES)
def test_an_error_survives_pickling_with_its_data(error, code):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == str(error)
    assert again.exit_code == code


def test_every_class_has_an_example():
    public = {getattr(errors, name) for name in errors.__all__}
    classes = {one for one in public if issubclass(one, Exception)}
    assert classes <= {type(error) for error, _ in EXAMPLES}


@pytest.mark.parametrize("proven", [True, False])
def test_the_answer_that_rows_cannot_be_kept_survives_pickling(proven):
    assert pickle.loads(pickle.dumps(RowsInfeasible(proven=proven))).proven is proven
