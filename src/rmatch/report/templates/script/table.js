// ---- A file's bytes as rows of cells, as rmatch.roster.files reads them ----------------------

const DELIMITERS = [",", ";", "\t", "|"];
const MOST_TITLES = 20;
const SEPARATOR_LINE = /^"?sep=([^\w\s"]|\t)"?[,;\t|]*[^\S\r\n]*(?:\r\n?|\n|$)/i;

// By its mark, or because every other byte is zero, and only those; else "".
function utf16(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, 8192);
  const zeros = [0, 0];
  sample.forEach((byte, k) => { zeros[k % 2] += byte === 0; });
  const isText = (most, few) =>
    most >= 2 && most * 5 >= Math.floor(sample.length / 2) && few * 20 <= most;
  if (isText(zeros[1], zeros[0])) return "utf-16le";
  return isText(zeros[0], zeros[1]) ? "utf-16be" : "";
}

// null where the bytes are no text. Windows-1252 is taken where hardly any of them is UTF-8.
function decoded(bytes) {
  const encoding = utf16(bytes) || "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    const bad = text.split("\ufffd").length - 1;
    const good = text.match(/[^\x00-\x7f\ufffd]/gu) || [];
    if (encoding !== "utf-8" || bad < 10 * good.length) return null;
    const western = new TextDecoder("windows-1252").decode(bytes);
    return /[\0\x81\x8d\x8f\x90\x9d]/.test(western) ? null : western;
  }
}

function closingQuote(text, opened) {
  let close = text.indexOf('"', opened + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close;
}

// The cells of the record at `k`, and where the next one starts; no cells at a broken quote.
function record(text, k, delimiter) {
  const cells = [];
  const isEnd = (one) => [delimiter, "\r", "\n", undefined].includes(one);
  const pastSpaces = (from) => {
    while (text[from] === " ") from += 1;
    return from;
  };
  for (;;) {
    k = pastSpaces(k);
    let end = k;
    if (text[k] === '"') {
      const close = closingQuote(text, k);
      end = pastSpaces(close + 1);
      if (close < 0 || !isEnd(text[end])) return { cells: null, next: text.length };
      cells.push(text.slice(k + 1, close).replaceAll('""', '"'));
    } else {
      while (!isEnd(text[end])) end += 1;
      cells.push(text.slice(k, end));
    }
    if (text[end] !== delimiter) return { cells, next: end + (text.startsWith("\r\n", end) ? 2 : 1) };
    k = end + 1;
  }
}

function records(text, delimiter, most = Infinity) {
  const rows = [];
  for (let from = 0; from < text.length && rows.length < most;) {
    const { cells, next } = record(text, from, delimiter);
    rows.push(cells && cells.map((cell) => unguard(cell).trim()));
    from = next;
  }
  return rows;
}

// The rows under the heading row that `isHeading` knows, titles or not above it; else under the
// first row. Each with its number in the file; its cells are null where a quote is broken.
function table(bytes, isHeading) {
  const whole = decoded(bytes);
  if (whole === null) return null;
  const [line, separator] = SEPARATOR_LINE.exec(whole) || ["", ""];
  const text = whole.slice(line.length);
  let found = { at: Infinity, width: 0 };
  for (const delimiter of separator ? [separator] : DELIMITERS) {
    const top = records(text, delimiter, MOST_TITLES);
    const known = top.findIndex((cells) => cells && isHeading(cells));
    const width = Math.max(0, ...top.slice(0, 1).map((cells) => (cells || []).length));
    const at = known < 0 ? MOST_TITLES : known;
    if (at < found.at || (at === found.at && width > found.width)) found = { at, width, delimiter };
  }
  const rows = records(text, found.delimiter)
    .map((cells, k) => ({ cells, number: k + (line ? 2 : 1) }))
    .filter(({ cells }) => !cells || cells.some(Boolean));
  const isKnown = ({ cells }) => cells && isHeading(cells);
  const first = Math.max(0, found.at < MOST_TITLES ? rows.findIndex(isKnown) : 0);
  return { headings: rows[first]?.cells || [], rows: rows.slice(first + 1) };
}
