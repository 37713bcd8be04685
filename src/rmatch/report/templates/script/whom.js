// ---- Whom a file of decisions means ----------------------------------------------------------

// As `rmatch pair` finds people: by the id as written, else by the first of these forms that
// exactly one person has. (It also knows e-mail addresses, which are not on this page.)
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
const folded = (text) => text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase()
  .replaceAll("ß", "ss").replaceAll("ς", "σ").trim().split(/\s+/).join(" ");
const withoutZeros = (text) => text.replace(/^0+/, "") || text.slice(0, 1);
// A mark that changes its place among others is an accent; vowel signs of some scripts are not.
const isAccent = (mark) =>
  !("\u0301" + mark).normalize("NFD").startsWith("\u0301") ||
  !(mark + "\u0334").normalize("NFD").startsWith(mark);
const unaccented = (text) =>
  folded(text).normalize("NFKD").replace(/\p{M}/gu, (mark) => (isAccent(mark) ? "" : mark));
function turned(text) {
  const [last, ...first] = unaccented(text).split(",");
  return first.length ? `${first.join(",").trim()} ${last.trim()}` : last;
}

const LOOSELY = "without regard to capital letters or leading zeros";
const FORMS = [
  ["without its leading zeros", "id", withoutZeros],
  [LOOSELY, "id", folded],
  [LOOSELY, "id", (text) => withoutZeros(folded(text))],
  ["as a full name", "name", folded],
  ["as a full name", "name", unaccented],
  ["as a full name", "name", turned],
];

// Form to person; null where two people share it.
const byForm = FORMS.map(() => null);
function having(k) {
  if (byForm[k]) return byForm[k];
  const [, field, form] = FORMS[k];
  byForm[k] = new Map();
  for (const person of people) {
    if (field === "name" && person.name === person.id) continue;
    const key = form(person[field]);
    byForm[k].set(key, byForm[k].has(key) ? null : person.id);
  }
  return byForm[k];
}

// { id, how }: how is "exact", the form in words, "unknown" (the id is what was written), or
// "ambiguous".
function whom(text) {
  if (personById.has(text)) return { id: text, how: "exact" };
  let how = "unknown";
  for (const [k, [told, , form]] of FORMS.entries()) {
    const id = having(k).get(form(text));
    if (id) return { id, how: told };
    if (id === null) how = "ambiguous";
  }
  return { id: text, how };
}
