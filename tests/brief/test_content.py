import pytest

from .people import ANN, BO, brief, briefs

FIRST = "2026-01-12"


def test_it_says_why_these_two():
    assert brief().why == (
        "Bo Ek wants to learn Python and SQL, which Ann Bell can teach.",
        "Ann Bell wants to learn budgeting, which Bo Ek can teach in return.",
        "You see the company from different places: Agency/Digital and Finance.",
        "Both of you hope for New contacts.",
        "Both of you speak English and German.",
    )


@pytest.mark.parametrize(
    ("mentor", "learner", "sentence"),
    [
        ({"department": "finance"}, {}, "Both of you work in Finance."),
        ({"department": ""}, {}, None),
        ({"languages": ""}, {}, None),
        ({"languages": "de"}, {}, "Both of you speak German."),
        ({"goals": "", "languages": "Klingonish"}, {"languages": "Klingonish"}, "klingonish"),
    ],
)
def test_only_what_is_known_is_said(mentor, learner, sentence):
    told = brief(mentor, learner).why
    if sentence is None:
        assert len(told) == 4
    else:
        assert sum(sentence in one for one in told) == 1


def test_each_brings_what_the_other_wants_first():
    one = brief()
    assert one.mentor.brings == ("Python", "SQL", "drawing")
    assert one.learner.wants == ("Python", "SQL", "juggling")
    assert one.learner.brings == ("budgeting", "treasury")
    assert one.mentor.wants == ("budgeting",)


def test_further_offers_are_few_and_of_use():
    many = "; ".join(f"skill {k}:4" for k in range(9))
    mentor = {"skills": f"Python:4; rowing:3; {many}", "wants": "budgeting:3; rowing:5"}
    one = brief(mentor, {"skills": "budgeting:5; Python:1; skill 0:4; skill 1:5"})
    assert one.mentor.brings == ("Python", "skill 2", "skill 3", "skill 4", "skill 5")


def test_what_comes_back_is_told_whatever_it_counts():
    one = brief(weights={"reciprocity": 0})
    assert one.learner.brings[0] == "budgeting"
    assert one.mentor.gains[0] == "Learns budgeting in return."


def test_gains_say_what_each_learns():
    one = brief()
    assert one.learner.gains == (
        "Learns Python and SQL from a colleague who can teach them.",
        "Sees the company through other eyes.",
        "Has somebody to ask in Agency/Digital.",
    )
    assert one.mentor.gains[0] == "Learns budgeting in return."
    assert one.mentor.gains[-1] == "Has somebody to ask in Finance."


@pytest.mark.parametrize("wants", ["", "sailing:4"])
def test_where_nothing_comes_back_it_is_said(wants):
    one = brief({"wants": wants})
    assert "May name a topic to learn in return" in one.mentor.gains[0]
    assert "What Bo Ek could teach Ann Bell in return." in one.open
    assert not any("in return" in sentence for sentence in one.why)
    assert all(meeting.taught_by == "mentor" for meeting in one.meetings)


def test_what_is_beyond_the_pairing_is_not_agreed():
    one = brief({"wants": "budgeting:3; sailing:4"})
    assert "What else Ann Bell wants to learn: sailing." in one.open
    assert "What else Bo Ek wants to learn: juggling." in one.open


def test_topics_without_a_meeting_are_not_agreed():
    one = brief(programme={"meetings": 2})
    assert [meeting.topic for meeting in one.meetings] == ["Python", "budgeting"]
    assert "When to take up SQL, which got no meeting." in one.open
    assert [notes.topic for notes in one.topics] == ["Python", "budgeting"]


def test_what_else_is_not_agreed_comes_from_the_data():
    one = brief({"email": "", "languages": ""})
    assert "The language you speak." in one.open
    assert "How to reach Ann Bell: no e-mail address is known." in one.open
    assert "Whom to write to: the programme has named no contact." in one.open
    assert "Days and times: the weeks are suggestions." in one.open
    one = brief(programme={"contact": "Ada"})
    assert "The language: English and German, or another." in one.open
    assert not any("reach" in sentence or "Whom" in sentence for sentence in one.open)
    assert not any("language" in sentence for sentence in brief({"languages": "de"}).open)


def test_times_are_suggestions_and_what_lacks_one_is_named():
    one = brief(programme={"start": FIRST})
    assert all(meeting.start for meeting in one.meetings)
    assert one.open[0].startswith("Days and times: these are suggestions")
    one = brief({"timezone": ""}, programme={"start": FIRST})
    assert not any(meeting.start for meeting in one.meetings)
    assert one.open[0].startswith("All meetings: the time zone of one of you")
    week = {"start": FIRST, "end": "2026-01-16", "meetings": 5, "holidays": [FIRST]}
    one = brief(programme=week)
    assert [meeting.number for meeting in one.meetings if not meeting.start] == [1]
    assert one.open[0].startswith("Days and times")
    assert one.open[1].startswith("Meeting 1: ")


def test_six_meetings_of_fifty_minutes_in_twenty_six_weeks():
    one = brief()
    assert (len(one.meetings), one.minutes, one.weeks, one.start) == (6, 50, 26, None)
    topics = [meeting.topic for meeting in one.meetings]
    assert topics == ["Python", "budgeting", "SQL", "Python", "budgeting", "SQL"]


def test_questions_and_resources_of_the_policy_find_their_topic():
    one = brief(
        skills={"aliases": {"snakes": "Python"}},
        programme={
            "questions": {"SNAKES": ["What bites?"], "unheard of": ["?"]},
            "resources": {" sql ": ["https://example.com/sql", "Shelf 3"]},
        },
    )
    notes = {one.topic: one for one in one.topics}
    assert list(notes) == ["Python", "budgeting", "SQL"]
    assert notes["Python"].questions == ("What bites?",)
    assert notes["Python"].resources == ()
    assert notes["SQL"].resources == ("https://example.com/sql", "Shelf 3")
    assert 2 <= len(notes["SQL"].questions) <= 3
    assert notes["SQL"].questions == notes["budgeting"].questions


def test_the_ground_rules_and_three_expectations():
    one = brief(programme={"contact": "Ada, ada@example.com"})
    assert len(one.expectations) == 3
    assert one.rules == (
        "What you say to each other is confidential.",
        "There is no appraisal, and no report to either's manager.",
        "The learner asks for criticism and welcomes it.",
        "No question is foolish.",
        "Neither job is at stake.",
        "Either of you may stop at any time, without a reason, by writing to Ada, ada@example.com.",
    )
    assert brief().rules[-1].endswith("by writing to the people who run the programme.")


def test_the_programme_may_call_the_two_otherwise():
    one = brief(programme={"words": {"junior": "guide", "senior": "explorer"}})
    assert (one.mentor.called, one.learner.called) == ("guide", "explorer")
    assert "The explorer asks for criticism and welcomes it." in one.rules
    assert "explorer" in one.expectations[0]
    assert "guide" in one.expectations[0]
    one = brief()
    assert (one.mentor.called, one.learner.called) == ("mentor", "learner")


def test_a_sensitive_topic_of_the_two_is_named_and_kept_out_of_calendars():
    one = brief(
        {"skills": "Python:4; menopause at work:4", "offers": "Python; menopause at work"},
        {"wants": "Python:2; menopause at work:4"},
    )
    assert set(one.mentor.brings) == {"Python", "menopause at work"}
    # Nor are its other topics in a calendar: a single event without one would tell.
    assert {(m.topic, m.discreet) for m in one.meetings} == {
        ("Python", True),
        ("menopause at work", True),
        ("budgeting", True),
    }
    assert not any(meeting.discreet for meeting in brief().meetings)


def test_the_order_of_offers_tells_no_level():
    mentor = "Python:4; aa:2; bb:5; cc:3"
    other = mentor.replace("aa:2; bb:5", "aa:5; bb:2")
    brings = [brief({"skills": skills, "offers": ""}).mentor.brings for skills in (mentor, other)]
    assert brings[0] == brings[1]
    assert brings[0][-3:] == ("aa", "bb", "cc")


def test_of_long_lists_some_are_named_and_the_rest_is_counted():
    one = brief({}, {"wants": "Python:4; " + "; ".join(f"want {k}:4" for k in range(9))})
    assert one.learner.wants == ("Python", "want 0", "want 1", "want 2", "want 3")
    assert any("want 2, want 3 and 5 more." in sentence for sentence in one.open)


def test_other_sensitive_topics_and_goals_are_left_out():
    secret = "menopause at work"
    one = brief(
        {
            "skills": f"Python:4; {secret}:4",
            "offers": f"Python; {secret}",
            "wants": "budgeting:3; faith at work:3",
            "goals": secret,
        },
        {"wants": "Python:4; lgbt:3", "goals": secret},
    )
    shown = repr(one).casefold()
    assert not any(word in shown for word in ("menopause", "faith", "lgbt"))
    assert "Both of you hope" not in shown


def test_nobody_hears_of_what_was_asked_for_in_confidence():
    people = [
        ANN,
        BO,
        {**ANN, "id": "J2", "name": "Cy Dunn"},
        {**BO, "id": "S2", "name": "Di Fox"},
    ]
    plain = briefs(*people, programme={"start": FIRST})
    pairs = [(one.mentor.id, one.learner.id) for one in plain]
    asked = []
    for person in people:
        partner = dict(pairs).get(person["id"]) or {b: a for a, b in pairs}[person["id"]]
        other = next(p["id"] for p in people if p["role"] != person["role"] and p["id"] != partner)
        asked.append({**person, "prefers": partner, "avoids": other})
    assert briefs(*asked, programme={"start": FIRST}) == plain


def test_the_order_of_rows_changes_nothing():
    people = [ANN, BO, {**ANN, "id": "J2", "wants": ""}, {**BO, "id": "S2", "wants": "drawing:3"}]
    assert briefs(*people) == briefs(*reversed(people))


def test_a_pairing_by_decision_without_a_topic_has_a_brief(tmp_path):
    import pandas as pd

    import rmatch
    from rmatch.brief.content import briefs_of
    from rmatch.brief.markdown import markdown
    from rmatch.brief.page import page

    from .people import COLUMNS

    people = [ANN, {**BO, "wants": "juggling:2"}]
    frame = pd.DataFrame([{c: person.get(c, "") for c in COLUMNS} for person in people])
    roster = rmatch.Roster.from_frame(frame)
    file = tmp_path / "decisions.csv"
    file.write_text("junior_id,senior_id,decision,override\nJ1,S1,lock,yes\n", encoding="utf-8")
    decisions = rmatch.read_decisions(file, roster)
    (one,) = briefs_of(rmatch.pair(roster, decisions=decisions).solved)
    assert [meeting.topic for meeting in one.meetings] == ["budgeting"] * 6
    assert all(meeting.taught_by == "learner" for meeting in one.meetings)
    frame.loc[0, "wants"] = ""
    roster = rmatch.Roster.from_frame(frame)
    (one,) = briefs_of(rmatch.pair(roster, decisions=decisions).solved)
    assert one.why[0] == (
        "The people who run the programme chose this pairing; the topic is yours."
    )
    assert {meeting.topic for meeting in one.meetings} == {""}
    assert one.topics == ()
    assert b"a topic of your choice" in markdown(one, draft=False)
    assert b"A topic of your choice" in page(one, draft=False)
