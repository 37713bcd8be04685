// ---- Pairings, people, and what they are called ----------------------------------------------

const data = JSON.parse($("details").textContent);
const list = document.querySelector("table.list");
const STATES = Object.keys(data.decisions);

// The same for a pairing of this list and for any other pair of two people.
const at = (junior, senior) => JSON.stringify([junior, senior]);

const people = data.people.map(([id, name, where, places, roles, shared = 0]) => ({
  id, name, where, places, shared: shared === 1, isJunior: (roles & 1) > 0, isSenior: (roles & 2) > 0,
}));
const personById = new Map(people.map((person) => [person.id, person]));

const bodies = [...list.tBodies];
const pairs = data.pairs.map((pair, k) => {
  const [junior, senior, score, share, earned, topics, back, open, openBack, offers, weak, state,
    override, ofJunior, ofSenior] = pair;
  return {
    k, body: bodies[k], junior: people[junior], senior: people[senior],
    which: at(people[junior].id, people[senior].id), score, share, earned, topics, back, open,
    openBack, offers, weak, ofJunior, ofSenior, held: { state, override },
    searched: null, cell: null, panel: null,
  };
});
const pairAt = new Map(pairs.map((pair) => [pair.body, pair]));
const pairOf = new Map(pairs.map((pair) => [pair.which, pair]));

const departmentOf = (person) => (person.where < 0 ? "" : data.departments[person.where][1]);

// In a sentence: the id too where somebody else has the same name.
function called(id) {
  const person = personById.get(id);
  if (!person) return readable(id);
  return readable(person.shared ? `${person.name} (${id})` : person.name);
}
const calledTwo = ({ junior, senior }) =>
  node("span", {}, bdi(called(senior)), " with ", bdi(called(junior)));

// In a list: id and department under the name, as the rows of the page have them.
function under(person) {
  const parts = [person.id === person.name ? "" : person.id, departmentOf(person)];
  return node("small", {}, ...joined(parts.filter(Boolean).map(bdi), " · "));
}
