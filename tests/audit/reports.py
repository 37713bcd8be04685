"""Small invented reports, for what writes and shows them."""

from typing import Any

from rmatch.audit.figures import POOLED, AuditReport, Figure

FEW = "fewer than 5 people, or hidden so that no such number can be worked out"
LONG = "People and culture, learning and development, shared services, liaison"
BELOW = "below four fifths of the highest rate"
NAMES = ("below 30", "30 to 44", "45 and over")
RATE = "rate"
RATIO = "ratio to the highest rate"


def figure(section: str, measure: str, value: float | None, people: int | None = None, **more: Any):
    about = {"attribute": "", "side": "", "group": "", "subject": "", **more}
    return Figure(section=section, measure=measure, value=value, people=people, **about)


def report(*, attributes: tuple[str, ...] = ("Age band", "gender"), names=NAMES) -> AuditReport:
    """A report with every kind of figure for each attribute."""
    figures = [f for attribute in attributes for f in _of_groups(attribute, names)]
    for attribute in attributes[:1]:
        figures += _of_ages(attribute)
    for attribute in attributes:
        figures += _associations(attribute)
    rests = "share of the points that rests on self-ratings"
    figures.append(figure("evidence", rests, 0.734, 26))
    return AuditReport(
        figures=tuple(figures),
        notes=tuple(f"2 juniors say nothing in '{heading}'." for heading in attributes[1:]),
        attributes=attributes,
        minimum=5,
        seed=0,
        sections={
            "groups": "How many people each group has, on each side.",
            "pairings": "How often the people of a group are paired, and how well.",
        },
    )


def _of_groups(attribute: str, names: tuple[str, ...]) -> list[Figure]:
    found = []
    for k, name in enumerate(names):
        about = {"attribute": attribute, "side": "junior", "group": name}
        people, rate = 12 + 3 * k, 0.9 - 0.22 * k
        flag = BELOW if rate / 0.9 < 0.8 else ""
        found.append(figure("groups", "people", people, people, **about))
        found.append(figure("groups", "people", people, people, **{**about, "side": "senior"}))
        found += [
            figure("qualified", "qualified people", 7 + k, 7 + k, subject=topic, **about)
            for topic in ("Python", LONG)
        ]
        found.append(figure("pairings", RATE, rate, people, **about))
        found.append(figure("pairings", RATIO, rate / 0.9, people, flag=flag, **about))
        found.append(figure("pairings", "mean score", 48.2 + k, people - 2, **about))
    about = {"attribute": attribute, "side": "junior", "group": POOLED}
    found += [
        figure("pairings", measure, None, hidden=FEW, **about) for measure in (RATE, "mean score")
    ]
    return found


def _of_ages(attribute: str) -> list[Figure]:
    teaches = "share in which the younger teaches the older"
    values = {
        "share in which the older is chosen over the younger": 0.41,
        teaches: 0.88,
        "share in random legal matchings": 0.802,
        "permutation p": 0.0312,
    }
    return [figure("age", m, value, 26, attribute=attribute) for m, value in values.items()]


def _associations(attribute: str) -> list[Figure]:
    found = []
    for component, strength in (("shared_hours", 0.46), ("skill_gap", -0.12)):
        about = {"attribute": attribute, "side": "junior", "subject": component}
        flag = "above 0.3" if strength > 0.3 else ""
        strong = "rank correlation, in the pairings"
        found.append(figure("association", strong, strength, 26, flag=flag, **about))
        found.append(figure("association", "permutation p, in the pairings", 0.002, 26, **about))
    about = {"attribute": attribute, "side": "junior", "subject": "preference"}
    same = "the same for everybody"
    strong = "correlation ratio of ranks, in the pairings"
    found.append(figure("association", strong, None, 26, hidden=same, **about))
    return found
