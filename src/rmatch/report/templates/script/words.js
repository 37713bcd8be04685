// ---- The words of a file of decisions --------------------------------------------------------

// The command's own tables: rmatch.report.reading.
const { headings: HEADINGS, required: REQUIRED, strength: STRENGTH } = data.reading;
const SPELT = new Map(Object.entries(data.reading.spelt));
const [YES, NO] = [new Set(data.reading.yes), new Set(data.reading.no)];
const [AROUND_DECISION, AROUND_OVERRIDE] = data.reading.edges;

function stripped(text, edge) {
  let [start, end] = [0, text.length];
  while (start < end && edge.includes(text[start])) start += 1;
  while (end > start && edge.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

// "" for a blank cell, undefined for what is no decision.
const decisionOf = (text) => (folded(text) === "" ? ""
  : SPELT.get(stripped(unaccented(text).replace(/[\s_‐‑–—-]+/g, " "), AROUND_DECISION)));

// "yes", or "" for a blank cell and a no; undefined for anything else.
function overrideOf(text) {
  const key = stripped(unaccented(text).replaceAll("’", "'"), AROUND_OVERRIDE);
  if (YES.has(key)) return "yes";
  return key === "" || NO.has(key) ? "" : undefined;
}

const headingKey = (text) => unaccented(text).replace(/[^\p{L}\p{N}#]/gu, "");

// Our column -> where its headings stand: more than one place where they stand twice.
function placesIn(headings) {
  const keys = headings.map(headingKey);
  return Object.fromEntries(COLUMNS.map((column) => {
    const own = HEADINGS[column].find((key) => keys.includes(key));
    return [column, [...keys.keys()].filter((k) => keys[k] === own)];
  }));
}
