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
