"""Small rosters, and the briefs of their pairings."""

import pandas as pd

import rmatch
from rmatch.brief.content import briefs_of

ANN = {
    "id": "J1",
    "name": "Ann Bell",
    "role": "junior",
    "level": "2",
    "department": "Agency/Digital",
    "skills": "Python:4; SQL:4; drawing:3",
    "wants": "budgeting:3",
    "languages": "English; German",
    "email": "ann@example.com",
    "timezone": "Europe/Berlin",
    "goals": "new contacts",
}
BO = {
    "id": "S1",
    "name": "Bo Ek",
    "role": "senior",
    "level": "8",
    "department": "Finance",
    "skills": "budgeting:5; treasury:4; Python:1",
    "wants": "Python:4; SQL:3; juggling:2",
    "languages": "English; German",
    "email": "bo@example.com",
    "timezone": "America/New_York",
    "goals": "New contacts",
}
COLUMNS = tuple(dict.fromkeys([*ANN, *BO, "offers", "prefers", "avoids", "capacity"]))


def briefs(*people, **tables):
    """Briefs of the pairings of these people; tables of the policy as keywords."""
    frame = pd.DataFrame(
        [{column: person.get(column, "") for column in COLUMNS} for person in people]
    )
    policy = rmatch.Policy(**tables)
    roster = rmatch.Roster.from_frame(frame, policy=policy)
    return briefs_of(rmatch.pair(roster, policy=policy).solved)


def brief(mentor=None, learner=None, **tables):
    """The brief of one pairing; what is given of a person replaces what Ann and Bo have."""
    (one,) = briefs({**ANN, **(mentor or {})}, {**BO, **(learner or {})}, **tables)
    return one
