"""What people call the parts of a score, the rules and the levels of an objective."""

from __future__ import annotations

from typing import Final

from rmatch.policy import NOT_TO_BE_PAIRED, Policy

__all__ = ["COMPONENT_TITLES", "LEVEL_TITLES", "RULE_TITLES", "meaning"]

COMPONENT_TITLES: Final = {
    "skill_gap": "Learning",
    "reciprocity": "Taught in return",
    "cross_department": "Departments",
    "shared_goals": "Goals",
    "shared_hours": "Hours",
    "preference": "Wishes",
}
MEANING: Final = {
    "skill_gap": "what the senior wants and the junior can teach",
    "reciprocity": "what the junior wants and the senior can teach",
    "cross_department": "how far apart their departments are",
    "shared_goals": "goals that both name",
    "shared_hours": "working hours that overlap",
    "preference": "wishes for each other",
}
RULE_TITLES: Final = {
    "self": "Nobody mentors themselves",
    "no_topic": "Nothing the junior could teach the senior",
    "reporting_line": "One reports to the other, directly or further up",
    "same_manager": "Both report to the same manager",
    "level_gap": "The difference in level does not fit",
    "language": "No language in common",
    "hours": "Too few working hours in common",
    "department": "Both work in the same department",
    "min_score": "The score is too low",
    "cooldown": "They were paired not long ago",
    NOT_TO_BE_PAIRED: "Not to be paired",
}
# What each level of an objective counts, and which way is better.
LEVEL_TITLES: Final = {
    "people": "People with a pairing, as many as possible",
    "pairings": "Pairings needed for that, as few as possible",
    "best_scores": "Each senior's best score, the lowest first, as high as possible",
    "points": "Points of all pairings together, as many as possible",
}
CLOSE_DEPARTMENTS: Final = "how close their departments are"


def meaning(component: str, policy: Policy) -> str:
    """What a component of the score looks at."""
    if component == "cross_department" and policy.cross_department.prefer == "same":
        return CLOSE_DEPARTMENTS
    return MEANING[component]
