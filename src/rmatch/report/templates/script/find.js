// ---- Search, filter, sort --------------------------------------------------------------------

// Letters that do not come apart into a plain one and its marks, and signs typed in many ways.
const PLAIN = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i",
  "’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-",
};
const ODD = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
const SPELT_OUT = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase()
    .replace(ODD, (letter) => PLAIN[letter]).replace(/\s*\/\s*/g, "/");

// Müller is found as muller and mueller, and so is Mueller as müller.
function spellings(text) {
  const plain = fold(text);
  const long = text.normalize("NFC").toLowerCase().replace(/[äöüøå]/g, (letter) => SPELT_OUT[letter]);
  return [...new Set([plain, fold(long), plain.replace(/([aou])e|aa/g, (two) => two[0])])];
}

function searchedText(pair) {
  if (pair.searched === null) {
    const { junior, senior } = pair;
    const topics = [pair.topics, pair.back, pair.open, pair.openBack, pair.offers];
    const words = [junior, senior].flatMap((p) => [p.name, p.id, departmentOf(p)]);
    words.push(...topics.flat().map((topic) => data.topics[topic[0]]));
    pair.searched = words.flatMap(spellings).join("\n");
  }
  return pair.searched;
}

function within(person, department) {
  if (person.where < 0) return false;
  const own = data.departments[person.where][0];
  return own === department || own.startsWith(department + "/");
}

function wanted() {
  const number = (id, blank) => ($(id).value === "" ? blank : 100 * Number($(id).value));
  return {
    words: fold($("search").value).split(/\s+/).filter(Boolean),
    department: $("department") ? $("department").value : "",
    state: $("decided").value,
    lowest: number("lowest", 0),
    highest: number("highest", Infinity),
    weak: $("weak").checked,
  };
}

const fits = (pair, { words, department, state, lowest, highest, weak }) =>
  pair.score >= lowest &&
  pair.score <= highest &&
  (!weak || pair.weak !== "") &&
  (state === "all" || stateOf(pair.which) === state) &&
  (!department || within(pair.senior, department) || within(pair.junior, department)) &&
  words.every((word) => searchedText(pair).includes(word));

// Also what is chosen and leaves nothing out, and what is no number, can be cleared.
const tools = document.querySelector(".tools");
const isSet = (one) =>
  one.checked || one.validity.badInput ||
  (one.matches("select") ? one.selectedIndex > 0 : one.matches("[type=search], [type=number]") && one.value !== "");

// Opened pairings stay in sight while they are decided on, whatever the filter says.
function filter({ keepOpened = false } = {}) {
  const asked = wanted();
  let found = 0;
  for (const pair of pairs) {
    const shown = fits(pair, asked);
    const stays = shown || (keepOpened && pair.body.classList.contains("opened"));
    if (pair.body.hidden === stays) pair.body.hidden = !stays;
    found += shown;
  }
  const crossed = asked.lowest > asked.highest;
  for (const id of ["lowest", "highest"]) $(id).setAttribute("aria-invalid", String(crossed));
  const all = counted(pairs.length, "pairing");
  setText($("found"), (found === pairs.length ? all : `${found} of ${all}`) +
    (crossed ? `: no score is from ${points(asked.lowest)} to ${points(asked.highest)}; the first number is to be the lower one` : ""));
  $("nothing").hidden = found > 0 || pairs.some((pair) => !pair.body.hidden);
  $("clear").disabled = ![...tools.elements].some(isSet);
  offerToAccept();
}

const collator = new Intl.Collator("en", { numeric: true });
const ORDERS = {
  senior: (a, b) => collator.compare(a.senior.name, b.senior.name),
  junior: (a, b) => collator.compare(a.junior.name, b.junior.name),
  score: (a, b) => a.score - b.score,
  decision: (a, b) => STATES.indexOf(stateOf(a.which)) - STATES.indexOf(stateOf(b.which)),
};

function sort(by) {
  const heading = list.querySelector(`[data-sort="${by}"]`).closest("th");
  const last = heading.getAttribute("aria-sort");
  // Scores are looked at from the highest, names from A.
  const first = by === "score" ? "descending" : "ascending";
  const other = first === "ascending" ? "descending" : "ascending";
  const next = last === first ? other : first;
  for (const one of list.querySelectorAll("[aria-sort]")) one.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", next);
  const sign = next === "ascending" ? 1 : -1;
  const sorted = [...pairs].sort((a, b) => sign * ORDERS[by](a, b) || a.k - b.k);
  list.append(...sorted.map((pair) => pair.body));
}
