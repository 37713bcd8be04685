// ---- A file of decisions, read as `rmatch pair --decisions` reads it -------------------------

// One decision a pair: of two of one effect the stronger counts, with the reasons of both, and
// an override if either says so.
function both(one, other) {
  const isFirst = STRENGTH.indexOf(one.state) <= STRENGTH.indexOf(other.state);
  const [best, rest] = isFirst ? [one, other] : [other, one];
  return {
    ...best,
    reason: [...new Set([one.reason, other.reason].filter(Boolean))].join("; "),
    override: best.override || rest.override,
    by: best.by || (best.state === rest.state ? rest.by : best.by),
  };
}

const wrongHeadings = (places) => {
  const missing = REQUIRED.filter((column) => !places[column].length);
  if (missing.length) return [`It has no column ${missing.join(", ")}.`];
  return COLUMNS.filter((column) => column !== "reason" && places[column].length > 1)
    .map((column) => `More than one column is headed ${column}.`);
};

function wrongShape({ cells, number }, headings) {
  if (!cells) return [`Row ${number}: a quote is not closed where its cell ends.`];
  const needed = headings.findLastIndex(Boolean) + 1;
  const width = Math.max(headings.length, cells.findLastIndex(Boolean) + 1);
  if (cells.length >= needed && width === headings.length) return [];
  return [`Row ${number}: it has ${counted(cells.length, "cell")}, the headings are ${headings.length}.`];
}

// { text, id, how } of each side: as written, who is meant, and how that was found.
function meant(text) {
  const found = whom(text);
  const plain = unguard(text);
  return { text, ...(found.how !== "exact" && personById.has(plain) ? { id: plain, how: "exact" } : found) };
}

// What stands against a pair of these two, whatever is decided.
function misfits(two) {
  const [junior, senior] = two;
  const wrong = [];
  for (const [{ id }, isOne, role, other] of [[junior, "isJunior", "junior", "senior"], [senior, "isSenior", "senior", "junior"]]) {
    const person = personById.get(id);
    if (person && !person[isOne]) wrong.push(`“${readable(id)}” is a ${other} only, not a ${role}`);
  }
  if (!wrong.length && junior.id === senior.id) wrong.push(`“${readable(junior.id)}” is paired with themselves`);
  return wrong;
}

const isFound = ({ how }) => how !== "unknown" && how !== "ambiguous";

// What is wrong in one row, and the decision in it, if there is one.
function readRow(cell) {
  const wrong = [];
  const [junior, senior] = [meant(cell("junior_id")), meant(cell("senior_id"))];
  const two = [junior, senior];
  const unfit = misfits(two);
  const state = decisionOf(cell("decision"));
  const override = overrideOf(cell("override"));
  const isOverrideRead = state !== "" || (two.every(isFound) && !unfit.length);
  if (state === undefined) wrong.push(`“${readable(cell("decision"))}” is no decision`);
  if (override === undefined && isOverrideRead) {
    wrong.push(`“${readable(cell("override"))}” is no override: write yes, or leave it blank`);
  }
  if (state === "") return { wrong };
  if (!junior.text || !senior.text) return { wrong: [...wrong, "an id is missing"] };
  for (const { text, how } of two) {
    if (how === "ambiguous") wrong.push(`“${readable(text)}” fits more than one person`);
  }
  const one = { junior: junior.id, senior: senior.id, state, reason: cell("reason"), by: cell("by"),
    override: holds(state) ? override : "" };
  return { wrong: [...wrong, ...unfit], one, two };
}

function readDecisions(bytes) {
  const isHeading = (cells) => REQUIRED.every((column) => placesIn(cells)[column].length);
  const read = table(bytes, isHeading);
  if (!read) return { problems: ["It is damaged or no text: save the sheet as CSV UTF-8 and give that."] };
  const { headings, rows } = read;
  const places = placesIn(headings);
  const problems = wrongHeadings(places);
  if (problems.length) return { problems };
  const found = new Map();
  const [loosely, strangers] = [new Set(), new Set()];
  for (const row of rows) {
    const misshapen = wrongShape(row, headings);
    problems.push(...misshapen);
    if (misshapen.length) continue;
    const { wrong, one, two } = readRow((column) => row.cells[places[column][0]] || "");
    problems.push(...wrong.map((what) => `Row ${row.number}: ${what}.`));
    if (!one) continue;
    for (const { text, id, how } of two) {
      if (how === "unknown") strangers.add(`“${readable(text)}”`);
      else if (how !== "exact" && how !== "ambiguous") {
        loosely.add(`“${readable(text)}” is taken for ${readable(id)}, found ${how}`);
      }
    }
    const which = at(one.junior, one.senior);
    const last = found.get(which);
    if (last && holds(last.state) !== holds(one.state)) {
      problems.push(`Row ${row.number}: the pair has two different decisions.`);
    }
    found.set(which, last ? both(last, one) : one);
  }
  return { problems, decisions: [...found], loosely: [...loosely], strangers: [...strangers] };
}
