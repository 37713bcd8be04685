"""The adapter's models: whole numbers beside 0/1, and how a solve may end."""

import os
import signal
import threading
import time

import numpy as np
import pytest

from rmatch.assign import pulp_highs
from rmatch.assign.pulp_highs import LinearModel, Outcome, solve


def numbers(*values):
    return np.array(values, dtype=np.int64)


def test_whole_numbers_reach_their_limit_and_no_further():
    model = LinearModel(2)
    slack = model.add_whole(5)
    assert (slack, model.variables) == (2, 3)
    model.add(numbers(0, 1, slack), numbers(1, 1, 1), high=6)
    outcome = solve(model, numbers(1, 1, 2))
    assert outcome.values.tolist() in ([1, 0, 5], [0, 1, 5])
    assert outcome.chosen.tolist()[slack]
    assert outcome.status == "Optimal"


def test_a_variable_that_nothing_asks_about_is_whole():
    model = LinearModel(3)
    model.add(numbers(0), numbers(1), low=1)
    assert solve(model, numbers(0, 0, 0)).values[0] == 1


def test_infeasible_is_told_from_cut_off():
    model = LinearModel(2)
    model.add(numbers(0, 1), numbers(1, 1), low=3)
    outcome = solve(model, numbers(1, 1))
    assert outcome.infeasible
    assert (outcome.values, outcome.chosen, outcome.cut_off) == (None, None, False)


def test_no_time_is_cut_off_and_not_infeasible():
    model = LinearModel(9)
    model.add(np.arange(9), numbers(*range(3, 12)), low=20, high=40)
    outcome = solve(model, np.arange(9), deadline=time.monotonic() - 1)
    assert not outcome.infeasible
    assert outcome.cut_off or outcome.status == "Optimal"


@pytest.mark.parametrize("status", ["Unknown", "SolveError", "TimeLimit"])
def test_no_other_status_is_infeasible(status):
    assert not Outcome(None, False, status).infeasible


class Busy:
    """Stands for HiGHS in a programme that takes it long."""

    def __init__(self):
        self.done, self.started = threading.Event(), threading.Event()
        self.cancelled = False

    def run(self):
        self.started.set()
        self.done.wait(60)

    def cancelSolve(self):  # noqa: N802
        self.cancelled = True


def test_ctrl_c_is_heard_while_highs_is_busy():
    highs = Busy()

    def interrupt():
        highs.started.wait(60)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        pulp_highs._run_apart(highs)
    assert highs.cancelled
    assert not highs.done.is_set()  # nobody has waited for it
    highs.done.set()


def test_what_highs_raises_in_its_thread_comes_out():
    class Broken(Busy):
        def run(self):
            raise RuntimeError("no licence")

    with pytest.raises(RuntimeError, match="no licence"):
        pulp_highs._run_apart(Broken())
