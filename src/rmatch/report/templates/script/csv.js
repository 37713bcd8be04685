// ---- decisions.csv as text -------------------------------------------------------------------

const COLUMNS = ["junior_id", "senior_id", "decision", "override", "reason", "by"];
const DANGEROUS = /^[=+\-@\t\r']/;
// As rmatch.spreadsheet_safe: an apostrophe keeps a spreadsheet from running a cell.
const guard = (text) => (DANGEROUS.test(text) ? "'" + text : text);
const unguard = (text) => (text[0] === "'" && DANGEROUS.test(text.slice(1)) ? text.slice(1) : text);
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function decisionsCsv(by) {
  const listed = pairs.filter((pair) => decided.has(pair.which)).map((pair) => decided.get(pair.which));
  const rows = [...listed, ...elsewhere().map(([, one]) => one)].map((one) => [
    one.junior, one.senior, one.state, one.override, one.reason, one.by === null ? by : one.by,
  ]);
  const lines = [COLUMNS, ...rows.map((row) => row.map(guard))];
  // With a mark of its encoding, so that spreadsheets read accents.
  return "\ufeff" + lines.map((line) => line.map(quoted).join(",") + "\r\n").join("");
}

function parseCsv(text) {
  const heading = text.split(/[\r\n]/, 1)[0];
  const delimiter = [",", ";", "\t"].reduce((best, one) =>
    heading.split(one).length > heading.split(best).length ? one : best);
  const rows = [[]];
  let cell = "";
  let isQuoted = false;
  for (let k = 0; k <= text.length; k += 1) {
    const c = text[k];
    if (isQuoted && c !== undefined) {
      if (c !== '"') cell += c;
      else if (text[k + 1] === '"') cell += text[(k += 1)];
      else isQuoted = false;
    } else if (c === '"' && cell === "") isQuoted = true;
    else if (c === delimiter || c === "\n" || c === "\r" || c === undefined) {
      rows.at(-1).push(cell);
      cell = "";
      if (c === "\r" && text[k + 1] === "\n") k += 1;
      if (c === "\n" || c === "\r") rows.push([]);
    } else cell += c;
  }
  return rows.filter((row) => row.some((one) => one.trim()));
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

// One decision a pair; the same twice has the reasons of both, and an override if either says so.
const both = (one, other) => ({
  ...one,
  reason: [...new Set([one.reason, other.reason].filter(Boolean))].join("; "),
  override: one.override || other.override,
  by: one.by || other.by,
});

function readDecisions(text) {
  const [heading = [], ...rows] = parseCsv(text);
  const names = heading.map((name) => name.trim().toLowerCase().replace(/[\s_-]/g, ""));
  const place = Object.fromEntries(COLUMNS.map((name) => [name, names.indexOf(name.replace("_", ""))]));
  const missing = COLUMNS.slice(0, 3).filter((name) => place[name] < 0);
  if (missing.length) return { problems: [`It has no column ${missing.join(", ")}.`], decisions: [] };
  const problems = [];
  const found = new Map();
  const loosely = new Set();
  const strangers = new Set();
  const person = (text, where) => {
    const { id, how } = whom(text);
    if (how === "ambiguous") problems.push(`${where}: “${readable(text)}” fits more than one person.`);
    else if (how === "unknown") strangers.add(`“${readable(text)}”`);
    else if (how !== "exact") loosely.add(`“${readable(text)}” is taken for ${readable(id)}, found ${how}`);
    return id;
  };
  for (const [k, row] of rows.entries()) {
    const cell = (name) => unguard((row[place[name]] || "").trim());
    const one = { junior: cell("junior_id"), senior: cell("senior_id"), state: cell("decision").toLowerCase(),
      override: cell("override"), reason: cell("reason"), by: cell("by") };
    if (!one.state) continue;
    const where = `Row ${k + 2}`;
    if (!STATES.includes(one.state)) problems.push(`${where}: “${readable(one.state)}” is no decision.`);
    if (!one.junior || !one.senior) {
      problems.push(`${where}: an id is missing.`);
      continue;
    }
    one.junior = person(one.junior, where);
    one.senior = person(one.senior, where);
    const which = at(one.junior, one.senior);
    const last = found.get(which);
    if (last && last.state !== one.state) problems.push(`${where}: the pair has two different decisions.`);
    found.set(which, last ? both(last, one) : one);
  }
  return { problems, decisions: [...found], loosely: [...loosely], strangers: [...strangers] };
}
