"""Requirements beyond pairs, written from the specification alone, twice.

`holds` counts the pairings of a finished matching in the specification's words; `rows` says the
same as lines over pairs (coefficients, at most a limit) for the enumerations. A test compares
the two on random matchings. Everything is a fraction; nothing is shared with the package.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from .reading import LANGUAGES, OraclePerson, fold, heading_key, skill_key
from .scorer import Oracle, exact

Key = tuple[str, str]
SECRET = "a sensitive topic"
SENSITIVE = "sensitive_topics"


@dataclass(frozen=True)
class Row:
    """The sum of the chosen pairs' coefficients is at most the limit.

    `name` is the requirement; `setting` what a person would change, "" where nobody should.
    Violations are measured in `unit`: what one pairing makes up at most.
    """

    name: str
    setting: str
    coefficients: Mapping[Key, Fraction]
    limit: Fraction
    unit: Fraction = Fraction(1)

    def excess(self, chosen: Iterable[Key]) -> int:
        """By how many pairings, rounded up, a matching breaks the row; 0 if it keeps it."""
        return self.beyond(
            sum((self.coefficients.get(key, Fraction(0)) for key in chosen), Fraction(0))
        )

    def beyond(self, total: Fraction) -> int:
        """By how many pairings, rounded up, a sum is above the limit; 0 if it is not."""
        return max(0, ceil((total - self.limit) / self.unit))


class Requirements:
    """The requirements of a policy over a roster's pairs."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.policy = oracle.policy
        self.limits: Sequence[Mapping[str, Any]] = self.policy.get("limits", ())
        self.names = [
            str(limit.get("name", f"limit {k + 1}")) for k, limit in enumerate(self.limits)
        ]
        stereotypes = self.policy.get("stereotypes", {})
        self.enforced = stereotypes.get("mode", "audit") == "enforce"
        self.topics = [skill_key(topic, self.policy) for topic in stereotypes.get("topics", ())]
        self.ratio = exact(stereotypes.get("ratio", 0.8))
        self.funnel = exact(stereotypes.get("funnel", 1.25))
        self.tolerance = exact(stereotypes.get("load_tolerance", 0.25))
        self.groups = self._groups(str(stereotypes.get("attribute", "")))
        self.primary = {
            key: pair.topics[0].key if pair.topics else "" for key, pair in oracle.pairs.items()
        }
        self.secret = {
            key
            for key, pair in oracle.pairs.items()
            if any(oracle.sensitive(topic.key) for topic in pair.topics)
        }

    def holds(self, chosen: Collection[Key]) -> dict[str, bool]:
        """For each requirement whether a matching keeps it, in the order of the policy."""
        found = {
            name: self._limit_holds(limit, chosen)
            for name, limit in zip(self.names, self.limits, strict=True)
        }
        if loaded := self._loaded(self._is_legal):
            found["min_load"] = all(
                sum(key[role] == one.id for key in chosen) >= one.min_load for role, one in loaded
            )
        if self.enforced and self.groups:
            for topic in self.topics:
                found[self.parity_name(topic)] = self._parity_holds(topic, chosen)
            found["no_funnelling"] = all(
                self._not_funnelled(group, chosen) for group in self.groups
            )
            found["load"] = all(self._load_holds(group, chosen) for group in self.groups)
        if self.secret:
            found[SENSITIVE] = all(
                sum(key in self.secret and key[0] == one.id for key in chosen) <= 1
                for one in self.oracle.juniors
            )
        return found

    def parity_name(self, topic: str) -> str:
        """How files name the parity of a topic."""
        return f"parity: {SECRET if self.oracle.sensitive(topic) else topic}"

    def empty_parity(self, topic: str) -> bool:
        """Whether no two groups have five juniors who can teach a topic."""
        return len(self._sizes(topic)) < 2

    # -- limits --------------------------------------------------------------------------------

    def _limit_holds(self, limit: Mapping[str, Any], chosen: Collection[Key]) -> bool:
        count = sum(self.concerns(limit, key) for key in chosen)
        whole = len(chosen) if limit.get("share", False) else 1
        least, most = limit.get("min"), limit.get("max")
        return (least is None or count >= exact(least) * whole) and (
            most is None or count <= exact(most) * whole
        )

    def concerns(self, limit: Mapping[str, Any], key: Key) -> bool:
        """Whether a pair fits every condition of a limit."""
        junior, senior = (self.oracle.person[one] for one in key)
        for one, side in ((junior, "junior"), (senior, "senior")):
            for column, values in limit.get(side, {}).items():
                wanted = values if isinstance(values, list) else [values]
                if not any(self._fits(one, heading_key(column), value) for value in wanted):
                    return False
        for column in limit.get("same", ()):
            mine, yours = (self._value(one, heading_key(column)) for one in (junior, senior))
            if not mine or not yours or mine != yours:
                return False
        for column in limit.get("different", ()):
            mine, yours = (self._value(one, heading_key(column)) for one in (junior, senior))
            if not mine or not yours or mine == yours:
                return False
        if "topic" in limit:
            names = limit["topic"] if isinstance(limit["topic"], list) else [limit["topic"]]
            return self.primary[key] in {skill_key(name, self.policy) for name in names}
        return True

    def _fits(self, one: OraclePerson, column: str, value: Any) -> bool:
        """Whether a person has a value; lists have it if they contain it."""
        text = str(value)
        if column == "department":
            path = tuple(fold(part) for part in text.split("/") if part.strip())
            return bool(path) and one.department[: len(path)] == path
        if column == "level":
            return one.level is not None and one.level == int(text)
        if column in ("skills", "wants"):
            return skill_key(text, self.policy) in getattr(one, column)
        if column == "goals":
            return fold(text) in one.goals
        if column == "languages":
            codes = [code for code, names in LANGUAGES.items() if fold(text) in map(fold, names)]
            return bool(one.languages & {*codes})
        return fold(one.cells.get(column, "")) == fold(text) != ""

    def _value(self, one: OraclePerson, column: str) -> Any:
        """What `same` and `different` compare; empty if unknown.

        Reading: departments are the same if the whole path is (as in the rule `department`), not
        where one lies within the other.
        """
        if column == "department":
            return one.department
        if column == "level":
            return None if one.level is None else ("level", one.level)
        if column == "managerid":
            return one.manager
        return fold(one.cells.get(column, ""))

    # -- stereotypes ---------------------------------------------------------------------------

    def _groups(self, attribute: str) -> dict[str, set[str]]:
        """The ids of the participating juniors of each group; blank cells are in none."""
        found: dict[str, set[str]] = {}
        bands = {
            heading_key(name): list(edges)
            for name, edges in self.policy.get("audit", {}).get("bands", {}).items()
        }
        column = heading_key(attribute)
        for one in self.oracle.juniors:
            text = one.cells.get(column, "")
            if not attribute or not text:
                continue
            if column in bands:
                band = sum(exact(text) >= exact(edge) for edge in bands[column])
                group = f"band {band}"
            else:
                group = fold(text)
            found.setdefault(group, set()).add(one.id)
        return dict(sorted(found.items()))

    def _sizes(self, topic: str) -> dict[str, int]:
        """How many juniors of each group can teach a topic; groups under five left out."""
        counts = {
            group: sum(self.oracle.teach(self.oracle.person[one], topic) > 0 for one in members)
            for group, members in self.groups.items()
        }
        return {group: count for group, count in counts.items() if count >= 5}

    def _parity_holds(self, topic: str, chosen: Collection[Key]) -> bool:
        sizes = self._sizes(topic)
        rates = {
            group: Fraction(
                sum(k[0] in self.groups[group] and self.primary[k] == topic for k in chosen), size
            )
            for group, size in sizes.items()
        }
        # Reading: "the smaller of the two groups" counts the juniors who can teach the topic.
        return all(
            rates[a] >= self.ratio * rates[b] - Fraction(1, min(sizes[a], sizes[b]))
            for a, b in itertools.permutations(rates, 2)
        )

    def share_of_offers(self, group: str) -> Fraction:
        """The listed topics' share of a group's offers; 0 if it offers nothing.

        Reading: an offer is a junior and a skill, whatever the number of seniors who want it.
        """
        wanted = {key for one in self.oracle.seniors for key in self.oracle.open_wants(one)}
        offers = [
            skill
            for one in self.groups[group]
            for skill in self.oracle.person[one].skills
            if skill in wanted and self.oracle.teach(self.oracle.person[one], skill) > 0
        ]
        listed = sum(skill in self.topics for skill in offers)
        return Fraction(listed, len(offers)) if offers else Fraction(0)

    def _not_funnelled(self, group: str, chosen: Collection[Key]) -> bool:
        own = [key for key in chosen if key[0] in self.groups[group]]
        listed = sum(self.primary[key] in self.topics for key in own)
        return listed <= self.funnel * self.share_of_offers(group) * len(own) + 1

    def _load_holds(self, group: str, chosen: Collection[Key]) -> bool:
        own = sum(key[0] in self.groups[group] for key in chosen)
        share = Fraction(len(self.groups[group]), len(self.oracle.juniors))
        return own <= (1 + self.tolerance) * share * len(chosen) + 1

    def _everyone(self) -> list[tuple[int, OraclePerson]]:
        """Every participant by role: 0 for juniors, 1 for seniors."""
        return [
            (role, one)
            for role, people in enumerate((self.oracle.juniors, self.oracle.seniors))
            for one in people
        ]

    def _is_legal(self, key: Key) -> bool:
        return not self.oracle.pairs[key].forbidden

    def _loaded(self, legal: Callable[[Key], bool]) -> list[tuple[int, OraclePerson]]:
        """Who has a least number of pairings to keep.

        People who have no partner never stop a run: whoever has no legal partner with a place
        (or no place) has none to keep. Reading: places are those of the roster, not those that
        decisions add for a pairing or hold for others.
        """
        room = {one.id for one in self.oracle.people if one.capacity}
        able = [key for key in self.oracle.pairs if legal(key) and room.issuperset(key)]
        partnered = [{key[role] for key in able} for role in (0, 1)]
        return [
            (role, one)
            for role, one in self._everyone()
            if one.min_load and one.id in partnered[role]
        ]

    # -- rows ----------------------------------------------------------------------------------

    def rows(self, legal: Callable[[Key], bool] | None = None) -> list[Row]:
        """The same requirements as lines over all pairs; `legal` where other rules hold."""
        rows = [
            row
            for k, (name, limit) in enumerate(zip(self.names, self.limits, strict=True))
            for row in self._limit_rows(k, name, limit)
        ]
        for role, one in self._loaded(legal or self._is_legal):
            mine = {key for key in self.oracle.pairs if key[role] == one.id}
            has = dict.fromkeys(mine, Fraction(-1))
            # Reading: who has both roles has one cell for them, so one setting.
            setting = f"min_load:{one.id}:{one.role}"
            rows.append(Row("min_load", setting, has, Fraction(-one.min_load)))
        if self.enforced:
            rows += [row for topic in self.topics for row in self._parity_rows(topic)]
            rows += [row for group in self.groups for row in self._group_rows(group)]
        if self.secret:
            for one in self.oracle.juniors:
                mine = {key for key in self.secret if key[0] == one.id}
                line = dict.fromkeys(mine, Fraction(1))
                rows.append(Row(SENSITIVE, "", line, Fraction(1)))
        return rows

    def _limit_rows(self, k: int, name: str, limit: Mapping[str, Any]) -> list[Row]:
        inside = {key for key in self.oracle.pairs if self.concerns(limit, key)}
        rows = []
        for setting, sign in (("min", -1), ("max", 1)):
            if setting not in limit:
                continue
            bound = exact(limit[setting])
            whole, right = (bound, Fraction(0)) if limit.get("share", False) else (0, bound)
            line = {key: sign * ((key in inside) - Fraction(whole)) for key in self.oracle.pairs}
            rows.append(Row(name, f"limits[{k + 1}].{setting}", line, sign * right))
        return rows

    def _parity_rows(self, topic: str) -> list[Row]:
        sizes = self._sizes(topic)
        rows = []
        for a, b in itertools.permutations(sizes, 2):
            weights = {a: -Fraction(1, sizes[a]), b: self.ratio / sizes[b]}
            line = {
                key: weights[group]
                for key in self.oracle.pairs
                for group in (a, b)
                if key[0] in self.groups[group] and self.primary[key] == topic
            }
            slack = Fraction(1, min(sizes[a], sizes[b]))
            # Reading: a pairing more of the one, or fewer of the other, whichever does more.
            unit = max(-weights[a], weights[b])
            rows.append(Row(self.parity_name(topic), "stereotypes.ratio", line, slack, unit))
        return rows

    def _group_rows(self, group: str) -> list[Row]:
        members, one = self.groups[group], Fraction(1)
        offered = self.funnel * self.share_of_offers(group)
        funnel = {
            key: (self.primary[key] in self.topics) - offered
            for key in self.oracle.pairs
            if key[0] in members
        }
        share = Fraction(len(members), len(self.oracle.juniors)) * (1 + self.tolerance)
        load = {key: (key[0] in members) - share for key in self.oracle.pairs}
        return [
            Row("no_funnelling", "stereotypes.funnel", funnel, one),
            Row("load", "stereotypes.load_tolerance", load, one),
        ]


def holds(text: str, policy: Mapping[str, Any], chosen: Collection[Key]) -> dict[str, bool]:
    """For each requirement whether written pairings keep it."""
    return Requirements(Oracle(text, policy)).holds(chosen)
