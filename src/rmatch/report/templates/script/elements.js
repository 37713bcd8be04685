// The page's own script: no network, no storage, and every text set as text. Its files are
// joined into one module, in the order that page.py gives.

// ---- Elements -------------------------------------------------------------------------------

const SVG = "http://www.w3.org/2000/svg";
// Characters that turn or steer what follows them, as rmatch.printable has them.
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const $ = (id) => document.getElementById(id);
const readable = (text) => text.replace(UNPRINTABLE, " ");

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}
const node = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);
const drawn = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);
const bdi = (text) => node("bdi", {}, readable(text));
const unseen = (...children) => node("span", { class: "unseen" }, ...children);

function button(text, act, attributes = {}) {
  const made = node("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

// Screen readers speak what changes: the same text again is no change.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const points = (hundredths) => (hundredths / 100).toFixed(2);
const counted = (number, one, many = one + "s") => `${number} ${number === 1 ? one : many}`;
const joined = (parts, between) => parts.flatMap((part, k) => (k ? [between, part] : [part]));
