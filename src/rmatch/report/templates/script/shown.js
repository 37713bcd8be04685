// ---- What is shown of decisions --------------------------------------------------------------

const titleOf = (state) => data.decisions[state][0].toLowerCase();

function show(pair) {
  const state = stateOf(pair.which);
  pair.body.dataset.state = state;
  const { quick, badge } = pair.cell;
  const simple = state === "" || state === "accept";
  quick.hidden = !simple;
  setText(quick.firstChild, state ? "Accepted" : "Accept");
  setText(badge, simple ? "" : data.decisions[state][0]);
  if (!pair.panel) return;
  const { group, reason, label, says, asks } = pair.panel;
  for (const [asking, words, which] of asks) {
    asking.classList.toggle("asked", isAsked(which));
    setText(words, isAsked(which) ? "Asked for" : "Ask for this");
  }
  for (const one of group.children) {
    one.setAttribute("aria-pressed", String(one.dataset.state === state));
  }
  label.hidden = state === "";
  const written = state ? decided.get(pair.which).reason : "";
  if (reason.value !== written) reason.value = written;
  setText(says, data.decisions[state][2]);
}

// A message, "done" or "error", and more about it, until something else is done.
function say(kind, text = "", ...more) {
  const told = [[kind, text], ...more.map((one) => ["key", one])].filter(([, one]) => one);
  $("told").replaceChildren(...told.map(([as, one]) => node("p", { class: as }, one)));
}

function tooMany({ role, id, places, partners }) {
  const names = joined(partners.map((partner) => bdi(called(partner))), ", ");
  return node("p", { class: "error" }, bdi(called(id)), ` has room for ${counted(places, "pairing")} as ${role}, ` +
    `but ${partners.length} are to stay: with `, ...names, ".");
}

// A button that has nothing to do lets the keyboard go on beside it.
function enable(id, can) {
  const one = $(id);
  const had = document.activeElement === one;
  one.disabled = !can;
  if (had && !can) [...document.querySelectorAll(".foot button:enabled")].at(-1)?.focus();
}

function offerToAccept() {
  const number = undecidedShown().length;
  const isAll = pairs.every((pair) => !pair.body.hidden);
  const some = number ? `Accept the ${number} shown` : "None shown to accept";
  const all = number === pairs.length ? "Accept all" : "Accept all others";
  setText($("accept-all"), isAll ? `${all} (${number})` : some);
  enable("accept-all", number > 0);
}

function tell() {
  const numbers = new Map();
  for (const pair of pairs) numbers.set(stateOf(pair.which), (numbers.get(stateOf(pair.which)) || 0) + 1);
  const known = STATES.filter((state) => state && numbers.get(state))
    .map((state) => `${numbers.get(state)} ${titleOf(state)}`);
  const waiting = pending();
  const done = isExported ? "Everything is exported." : "Nothing to export.";
  setText($("waiting"), waiting ? `${counted(waiting, "change")} not yet exported.` : done);
  setText($("numbers"), [...known, `${numbers.get("") || 0} undecided`].join(", ") + ".");
  document.querySelector(".bar").classList.toggle("waiting", waiting > 0);
  $("too-many").replaceChildren(...overfull().map(tooMany));
  enable("undo", past.length > 0);
  enable("export", decided.size > 0 || waiting > 0);
}

// ---- Pairs that are not in the list ----------------------------------------------------------

function outside([which, one]) {
  const { junior, senior, state, insteadOf } = one;
  const remove = button("Remove", () => {
    const k = [...$("outside").querySelectorAll("button")].indexOf(remove);
    forget(which);
    const left = $("outside").querySelectorAll("button");
    (left[Math.min(k, left.length - 1)] || $("undo")).focus();
  }, { class: "small" });
  remove.append(unseen(" ", calledTwo(one)));
  const instead = insteadOf && JSON.parse(insteadOf);
  const other = instead && (instead[1] === senior ? instead[0] : instead[1]);
  return node("li", {}, node("span", {}, node("b", {}, calledTwo({ junior, senior })),
    instead ? node("span", {}, ", instead of ", bdi(called(other))) : null,
    state === "lock" ? null : `: ${titleOf(state)}`), remove);
}

function unfold(isOpen) {
  $("asked").setAttribute("aria-expanded", String(isOpen));
  $("outside").hidden = !isOpen;
}

function listOutside() {
  const found = elsewhere();
  const asked = found.filter(([which]) => isAsked(which));
  const rest = found.filter(([which]) => !isAsked(which));
  $("asked").hidden = !found.length;
  if (!found.length) unfold(false);
  setText($("asked"), [
    asked.length ? `Asked for (${asked.length})` : "",
    rest.length ? `${asked.length ? "other" : "Other"} pairs (${rest.length})` : "",
  ].filter(Boolean).join(", "));
  $("outside").replaceChildren(
    ...(asked.length ? [
      node("h2", {}, "Asked for"),
      node("p", { class: "key" }, "Locked: the next run has to make these pairs, or stops and says why it cannot. Removing one also takes back the “other partner” that came with it."),
      node("ul", {}, ...asked.map(outside))] : []),
    ...(rest.length ? [
      node("h2", {}, "Decided in an earlier file"),
      node("p", { class: "key" }, "These pairs are not in this list; what is decided of them is exported too."),
      node("ul", {}, ...rest.map(outside))] : []));
}

// ---- After every change ----------------------------------------------------------------------

function refresh(changed) {
  const touched = changed.filter((which) => pairOf.has(which)).map((which) => pairOf.get(which));
  new Set([...touched, ...pairs.filter((pair) => pair.panel)]).forEach(show);
  $("next").replaceChildren();
  say("done");
  tell();
  listOutside();
  listDiffering();
  const focused = document.activeElement;
  if ($("decided").value === "all") return offerToAccept();
  filter({ keepOpened: true });
  return moveOn(focused);
}

// The keyboard goes on with the next pairing where the one it was at is filtered out.
function moveOn(focused) {
  const body = focused && focused.closest(".list > tbody");
  if (!body || !body.hidden) return;
  const control = focused.matches(".quick") ? ".quick" : ".open";
  let next = body.nextElementSibling;
  while (next && next.hidden) next = next.nextElementSibling;
  (next ? next.querySelector(control) : $("decided")).focus();
}
