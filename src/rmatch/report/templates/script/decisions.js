// ---- Decisions -------------------------------------------------------------------------------

// Both by at(): a pair without a decision is not in `decided`, and `filed` is what a file says
// of a pair, as text: the run's own, an imported one, or an export.
const decided = new Map();
const filed = new Map();
// What imported files say against what stands here: [{ name, rows: [[at(), decision]] }].
let unsettled = [];
const past = [];
// Whether the last export holds what is decided here: not what was taken from a file since.
let isExported = false;

const stateOf = (which) => (decided.has(which) ? decided.get(which).state : "");
const textOf = (one) => one && JSON.stringify([one.state, one.reason, Boolean(one.override)]);
const isSame = (one, other) => textOf(one) === textOf(other) && one?.by === other?.by;
const holds = (state) => state === "accept" || state === "lock";
// With who they are, so that a pair outside this list can be told and exported too.
const decision = (which, fields) => {
  const [junior, senior] = JSON.parse(which);
  return { junior, senior, state: "", reason: "", override: "", by: null, ...fields };
};

function put(map, entries) {
  for (const [which, one] of entries) {
    if (one === undefined) map.delete(which);
    else map.set(which, one);
  }
}
const before = (map, entries) => entries.map(([which]) => [which, map.get(which)]);

// changes: [at(), decision or undefined]; taken: [at(), text in a file]. One step to be undone.
function change(changes, { taken = [], differing = unsettled } = {}) {
  const real = changes.filter(([which, one]) => !isSame(one, decided.get(which)));
  const files = taken.filter(([which, text]) => text !== filed.get(which));
  if (!real.length && !files.length && differing === unsettled) return;
  past.push({ decided: before(decided, real), filed: before(filed, files), unsettled });
  put(decided, real);
  put(filed, files);
  isExported &&= !files.length;
  unsettled = differing
    .map(({ name, rows }) => ({ name, rows: rows.filter(differs) }))
    .filter(({ rows }) => rows.length);
  refresh(real.map(([which]) => which));
}

function undo() {
  const step = past.pop();
  if (!step) return;
  put(decided, step.decided);
  put(filed, step.filed);
  unsettled = step.unsettled;
  refresh(step.decided.map(([which]) => which));
}

const isPending = (which) => textOf(decided.get(which)) !== filed.get(which);
const pending = () =>
  [...new Set([...decided.keys(), ...filed.keys()])].filter(isPending).length;

function decide(pair, fields) {
  const own = decision(pair.which, decided.get(pair.which));
  if (Object.entries(fields).every(([field, value]) => own[field] === value)) return;
  // An override is of the decision that it was given with.
  const override = fields.state === undefined ? own.override : "";
  const next = { ...own, override, by: null, instead: undefined, ...fields };
  change([[pair.which, next.state ? next : undefined]]);
}

// ---- Another partner by name -----------------------------------------------------------------

const elsewhere = () => [...decided].filter(([which]) => !pairOf.has(which));
const isAsked = (which) => !pairOf.has(which) && stateOf(which) === "lock";

// Two decisions: this pairing is not made again, and the other one has to be.
function ask(pair, which) {
  const own = decided.get(pair.which);
  const changes = [[which, decision(which, { state: "lock", insteadOf: pair.which })]];
  if (!own || holds(own.state)) {
    changes.push([pair.which, decision(pair.which, { state: "change", instead: [own] })]);
  }
  change(changes);
}

// Takes both back, unless the pairing was decided on since, or another is asked for instead.
function forget(which) {
  const { insteadOf } = decided.get(which);
  const isLast = !elsewhere().some(([other, one]) => other !== which && one.insteadOf === insteadOf);
  const own = decided.get(insteadOf);
  const back = own && own.instead && isLast ? [[insteadOf, own.instead[0]]] : [];
  change([[which, undefined], ...back]);
}

// ---- Places ----------------------------------------------------------------------------------

const placeOf = (role, id) => JSON.stringify([role, id]);
const placesOf = ({ junior, senior }) => [placeOf("junior", junior), placeOf("senior", senior)];

// The partners of each person in each role in pairings that are to stay.
function heldOf() {
  const held = new Map();
  for (const one of decided.values()) {
    if (!holds(one.state) || one.override) continue;
    const [ofJunior, ofSenior] = placesOf(one);
    held.set(ofJunior, [...(held.get(ofJunior) || []), one.senior]);
    held.set(ofSenior, [...(held.get(ofSenior) || []), one.junior]);
  }
  return held;
}

function overfull() {
  const found = [];
  for (const [place, partners] of heldOf()) {
    const [role, id] = JSON.parse(place);
    const person = personById.get(id);
    if (person && partners.length > person.places) found.push({ role, id, places: person.places, partners });
  }
  return found;
}

const undecidedShown = () => pairs.filter((pair) => !pair.body.hidden && !decided.has(pair.which));

function acceptShown() {
  const number = new Map([...heldOf()].map(([place, partners]) => [place, partners.length]));
  const hasRoom = (place) => (number.get(place) || 0) < personById.get(JSON.parse(place)[1]).places;
  const accepted = [];
  const found = undecidedShown();
  for (const pair of found) {
    const one = decision(pair.which, { state: "accept" });
    const places = placesOf(one);
    if (!places.every(hasRoom)) continue;
    for (const place of places) number.set(place, (number.get(place) || 0) + 1);
    accepted.push([pair.which, one]);
  }
  change(accepted);
  const without = found.length - accepted.length;
  say("done", `${counted(accepted.length, "pairing")} accepted.` + (without
    ? ` ${without} left undecided: somebody in ${without === 1 ? "it" : "each"} is asked for elsewhere.` : ""));
}
