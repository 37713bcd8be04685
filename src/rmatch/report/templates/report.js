"use strict";

// The page's own script: no network, no storage, and every text set as text.
(() => {
  const $ = (id) => document.getElementById(id);
  document.documentElement.classList.add("js");
  const list = document.querySelector("table.list");
  if (!list) return;
  const data = JSON.parse($("details").textContent);

  // ---- Elements -----------------------------------------------------------------------------

  const SVG = "http://www.w3.org/2000/svg";
  // Characters that turn or steer what follows them, as rmatch.printable has them.
  const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
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
  const button = (text, attributes = {}) => node("button", { type: "button", ...attributes }, text);
  const points = (hundredths) => (hundredths / 100).toFixed(2);
  const counted = (number, one, many = one + "s") => `${number} ${number === 1 ? one : many}`;
  const joined = (parts, between) => parts.flatMap((part, k) => (k ? [between, part] : [part]));

  // ---- Pairings and people ------------------------------------------------------------------

  const people = data.people.map(([id, name, where, places]) => ({ id, name, where, places }));
  const personById = new Map(people.map((person) => [person.id, person]));
  const bodies = [...list.tBodies];
  const pairs = data.pairs.map((pair, k) => {
    const [junior, senior, score, share, earned, topics, back, open, openBack, offers, weak, state,
      override, ofJunior, ofSenior] = pair;
    const start = { state, reason: "", override, by: "" };
    return {
      k, body: bodies[k], junior: people[junior], senior: people[senior], score, share, earned,
      topics, back, open, openBack, offers, weak, ofJunior, ofSenior,
      ...start, saved: key(start), searched: null, panel: null,
    };
  });
  // Decisions about pairs that are not in this list: asked for here, or from an earlier file.
  let others = new Map();
  let savedOthers = new Map();
  const pairOf = new Map(pairs.map((pair) => [at(pair.junior.id, pair.senior.id), pair]));

  function at(junior, senior) {
    return JSON.stringify([junior, senior]);
  }
  function key(decision) {
    return decision.state ? JSON.stringify([decision.state, decision.reason, decision.override]) : "";
  }
  const nameOf = (id) => (personById.has(id) ? personById.get(id).name : id);
  const departmentOf = (person) => (person.where < 0 ? "" : data.departments[person.where][1]);

  // ---- Search, filter, sort -----------------------------------------------------------------

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

  function searchedText(pair) {
    if (pair.searched === null) {
      const { junior, senior } = pair;
      const topics = [pair.topics, pair.back, pair.open, pair.openBack, pair.offers];
      const words = [junior, senior].flatMap((p) => [p.name, p.id, departmentOf(p)]);
      words.push(...topics.flat().map((topic) => data.topics[topic[0]]));
      pair.searched = fold(words.join("\n"));
    }
    return pair.searched;
  }

  function within(person, department) {
    if (person.where < 0) return false;
    const own = data.departments[person.where][0];
    return own === department || own.startsWith(department + "/");
  }

  // Opened pairings stay in sight while they are decided on, whatever the filter says.
  function filter({ keepOpened = false } = {}) {
    const words = fold($("search").value).split(/\s+/).filter(Boolean);
    const department = $("department") ? $("department").value : "";
    const decided = $("decided").value;
    const lowest = $("lowest").value === "" ? 0 : 100 * Number($("lowest").value);
    const highest = $("highest").value === "" ? Infinity : 100 * Number($("highest").value);
    const weak = $("weak").checked;
    let found = 0;
    for (const pair of pairs) {
      const shown =
        pair.score >= lowest &&
        pair.score <= highest &&
        (!weak || pair.weak !== "") &&
        (decided === "all" || pair.state === decided) &&
        (!department || within(pair.senior, department) || within(pair.junior, department)) &&
        words.every((word) => searchedText(pair).includes(word));
      const stays = shown || (keepOpened && pair.body.classList.contains("opened"));
      if (pair.body.hidden === stays) pair.body.hidden = !stays;
      found += shown;
    }
    $("found").textContent =
      found === pairs.length
        ? counted(pairs.length, "pairing")
        : `${found} of ${counted(pairs.length, "pairing")}`;
    $("clear").disabled = found === pairs.length;
  }

  const collator = new Intl.Collator("en", { numeric: true });
  const STATES = Object.keys(data.decisions);
  const ORDERS = {
    senior: (a, b) => collator.compare(a.senior.name, b.senior.name),
    junior: (a, b) => collator.compare(a.junior.name, b.junior.name),
    score: (a, b) => a.score - b.score,
    decision: (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state),
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

  // ---- What a pairing opens to --------------------------------------------------------------

  function waterfall(pair) {
    const said = [];
    const bars = [];
    let from = 0;
    data.components.forEach(([title, meaning, weight], k) => {
      const earned = pair.earned[k];
      said.push(`${title}, ${meaning}: ${points(earned)} of ${points(weight)}`);
      const track = drawn("svg", { class: "track", width: "100%", height: 26 },
        drawn("rect", { class: "rest", x: percent(from), width: percent(weight), y: 6, height: 14, rx: 2 }),
        drawn("rect", { class: "fill", x: percent(from), width: percent(earned), y: 6, height: 14, rx: 2 }),
        drawn("line", { class: "step", x1: percent(from + earned), x2: percent(from + earned), y1: 6, y2: 32 }));
      bars.push(bar(node("span", { class: "label" }, title, node("small", {}, meaning)), track,
        points(earned), `of ${points(weight)}`));
      from += earned;
    });
    const whole = drawn("svg", { class: "track", width: "100%", height: 26 },
      drawn("rect", { class: "rest", width: "100%", y: 6, height: 14, rx: 2 }),
      drawn("rect", { class: "fill whole", width: percent(from), y: 6, height: 14, rx: 2 }));
    bars.push(bar(node("span", { class: "label" }, "Score"), whole, points(from), "of 100.00", "total"));
    const label = `Score ${points(from)} of 100. ${said.join("; ")}.`;
    return node("figure", { class: "chart waterfall" },
      node("figcaption", {}, "What the score is made of"),
      node("div", { role: "img", "aria-label": label }, ...bars),
      data.inactive.length
        ? node("p", { class: "key" }, "Not counted: " + data.inactive.map(([title, why]) => `${title} (${why})`).join("; ") + ".")
        : null);
  }
  const percent = (hundredths) => hundredths / 100 + "%";
  const bar = (label, track, number, of, more = "") =>
    node("div", { class: `step-bar ${more}`.trim() }, label, track,
      node("span", { class: "number" }, number, node("small", {}, of)));

  const LEVELS = 5;
  function ladder(teach, own, target) {
    const reached = Math.min(teach, target);
    const cells = [];
    for (let level = 1; level <= LEVELS; level += 1) {
      const kind = level <= own ? "own" : level <= reached ? "gained" : level <= target ? "short" : "rest";
      cells.push(drawn("rect", { class: kind, x: 21 * level - 20.5, y: 0.5, width: 18, height: 11, rx: 2 }));
    }
    return drawn("svg", { class: "ladder", width: 105, height: 12, "aria-hidden": "true", focusable: "false" }, ...cells);
  }

  function gains(learner, teacher, topics, open, offers) {
    const rows = topics.map(([topic, teach, own, target]) => {
      const name = node("th", { scope: "row" }, bdi(data.topics[topic]));
      if (teach === undefined) return node("tr", {}, name, node("td", { colspan: 2, class: "hidden" }, "levels are not shown"));
      return node("tr", {}, name, node("td", {}, ladder(teach, own, target)),
        node("td", {}, `at ${own}, aims at ${target}`, node("small", {}, `teacher at ${teach}`)));
    });
    const named = (topics, words) => joined(topics.map(([topic, ...levels]) =>
      node("span", {}, bdi(data.topics[topic]), ` (${words(...levels)})`)), "; ");
    return node("section", { class: "gains" },
      node("h4", {}, bdi(learner.name), topics.length ? " learns from " : " learns nothing here from ", bdi(teacher.name)),
      topics.length
        ? node("table", {}, node("caption", { class: "unseen" }, `What ${readable(learner.name)} learns, with levels from 1 to 5`),
          node("tbody", {}, ...rows))
        : null,
      open.length ? node("p", { class: "key" }, "Still open: ", ...named(open, (own, target) => `at ${own}, aims at ${target}`), ".") : null,
      offers.length ? node("p", { class: "key" }, bdi(teacher.name), " could also teach ", ...named(offers, (level) => `level ${level}`), ".") : null);
  }

  function nextBest(pair, side, asks) {
    const [own, found] = side === "junior" ? [pair.junior, pair.ofJunior] : [pair.senior, pair.ofSenior];
    const lines = found.map(([other, score, cost]) => {
      const partner = people[other];
      const asked = side === "junior" ? [own.id, partner.id] : [partner.id, own.id];
      const name = readable(partner.name);
      const ask = button("Ask for this", { class: "ask", "aria-label": `Ask for ${name} with ${readable(own.name)} instead` });
      ask.addEventListener("click", () => askFor(pair, ...asked));
      asks.push([ask, at(...asked)]);
      return node("li", {},
        node("span", { class: "who" }, bdi(partner.name), node("small", {}, readable(departmentOf(partner)))),
        node("span", { class: "number" }, points(score)),
        node("span", { class: "cost" }, cost), ask);
    });
    return node("section", { class: "next-best" },
      node("h4", {}, "Next best for ", bdi(own.name)),
      lines.length ? node("ul", {}, ...lines) : node("p", { class: "key" }, "There is nobody else who may be paired with ", bdi(own.name), "."));
  }

  function decide(pair, asks) {
    const group = node("div", { class: "choices", role: "group", "aria-label": "Decision" });
    for (const [state, [, title]] of Object.entries(data.decisions)) {
      const one = button(title, { "data-state": state });
      one.addEventListener("click", () => change([[pair, { state }]]));
      group.append(one);
    }
    const reason = node("input", { type: "text", maxlength: 500, autocomplete: "off" });
    reason.addEventListener("change", () => change([[pair, { reason: reason.value }]]));
    const label = node("label", { class: "reason" }, "Reason, for decisions.csv alone ", reason);
    const says = node("p", { class: "key", role: "status" });
    pair.panel = { group, reason, label, says, asks };
    return node("section", { class: "decide" }, node("h4", {}, "Your decision"), group, says, label);
  }

  function details(pair) {
    const why = pair.body.querySelector(".why td");
    const asks = [];
    const made = node("div", { class: "open-pair" },
      node("p", { class: "reasoned" }, ...[...why.childNodes].map((child) => child.cloneNode(true))),
      node("div", { class: "halves" }, waterfall(pair),
        node("div", {}, gains(pair.senior, pair.junior, pair.topics, pair.open, pair.offers),
          gains(pair.junior, pair.senior, pair.back, pair.openBack, []))),
      node("div", { class: "halves" }, nextBest(pair, "senior", asks), nextBest(pair, "junior", asks)),
      decide(pair, asks));
    return node("tr", { role: "row", class: "details", id: `d${pair.k}` },
      node("td", { role: "cell", colspan: 5 }, made));
  }

  function toggle(pair) {
    const opener = pair.body.querySelector(".open");
    const isOpen = opener.getAttribute("aria-expanded") === "true";
    if (!isOpen && !pair.panel) {
      pair.body.append(details(pair));
      opener.setAttribute("aria-controls", `d${pair.k}`);
    }
    opener.setAttribute("aria-expanded", String(!isOpen));
    pair.body.classList.toggle("opened", !isOpen);
    if (!isOpen) show(pair);
  }

  // ---- Decisions ----------------------------------------------------------------------------

  const past = [];
  const FIELDS = ["state", "reason", "override", "by", "saved"];
  const copy = (from) => Object.fromEntries(FIELDS.map((field) => [field, from[field]]));

  // changes: [pair, fields]; elsewhere: the decisions about other pairs, if they change too.
  function change(changes, { elsewhere = others, isImport = false } = {}) {
    const real = changes.filter(([pair, fields]) =>
      Object.entries(fields).some(([field, value]) => pair[field] !== value));
    if (!real.length && elsewhere === others) return;
    past.push({ before: real.map(([pair]) => [pair, copy(pair)]), others, savedOthers, isImport });
    for (const [pair, fields] of real) {
      Object.assign(pair, isImport ? {} : { by: null, override: "" }, fields);
      if (!pair.state) pair.reason = "";
    }
    others = elsewhere;
    refresh(real.map(([pair]) => pair));
  }

  function undo() {
    const step = past.pop();
    if (!step) return;
    for (const [pair, before] of step.before) {
      const { saved } = pair;
      Object.assign(pair, before, step.isImport ? {} : { saved });
    }
    others = step.others;
    if (step.isImport) savedOthers = step.savedOthers;
    refresh(step.before.map(([pair]) => pair));
  }

  // A different partner by name: this pairing goes, and the other is to be made. Pressed again: not.
  function askFor(pair, junior, senior) {
    const elsewhere = new Map(others);
    const which = at(junior, senior);
    if (isAsked(which)) {
      elsewhere.delete(which);
      change([[pair, { state: "" }]], { elsewhere });
      return;
    }
    elsewhere.set(which, { junior, senior, state: "lock", reason: "", override: "", by: null });
    change([[pair, { state: "change" }]], { elsewhere });
  }
  const isAsked = (which) => others.has(which) && others.get(which).state === "lock";

  const holds = (state) => state === "accept" || state === "lock";

  // Held pairings of each person in each role.
  function heldOf() {
    const held = new Map();
    const add = (role, id) => held.set(role + id, (held.get(role + id) || 0) + 1);
    for (const one of [...pairs, ...others.values()]) {
      if (!holds(one.state) || one.override) continue;
      add("junior ", one.junior.id || one.junior);
      add("senior ", one.senior.id || one.senior);
    }
    return held;
  }

  function acceptAll() {
    const held = heldOf();
    const room = (role, person) => (held.get(role + person.id) || 0) < person.places;
    const accepted = [];
    let without = 0;
    for (const pair of pairs) {
      if (pair.state) continue;
      if (!room("junior ", pair.junior) || !room("senior ", pair.senior)) {
        without += 1;
        continue;
      }
      for (const [role, person] of [["junior ", pair.junior], ["senior ", pair.senior]]) {
        held.set(role + person.id, (held.get(role + person.id) || 0) + 1);
      }
      accepted.push([pair, { state: "accept" }]);
    }
    change(accepted);
    if (without) tell(`${counted(without, "pairing")} left undecided: somebody in it is asked for elsewhere.`);
  }

  function conflicts() {
    const found = [];
    for (const [who, number] of heldOf()) {
      const [role, id] = [who.slice(0, 6), who.slice(7)];
      const person = personById.get(id);
      if (person && number > person.places) {
        found.push(`${readable(person.name)} has room for ${counted(person.places, "pairing")} as ${role}, but ${number} are to stay.`);
      }
    }
    return found;
  }

  // ---- What is shown of decisions -----------------------------------------------------------

  function show(pair) {
    pair.body.dataset.state = pair.state;
    const { quick, badge } = pair.cell;
    const simple = pair.state === "" || pair.state === "accept";
    quick.hidden = !simple;
    quick.firstChild.data = pair.state ? "Accepted" : "Accept";
    badge.textContent = simple ? "" : data.decisions[pair.state][0];
    if (!pair.panel) return;
    const { group, reason, label, says, asks } = pair.panel;
    for (const [ask, which] of asks) {
      ask.setAttribute("aria-pressed", String(isAsked(which)));
      ask.textContent = isAsked(which) ? "Asked for" : "Ask for this";
    }
    for (const one of group.children) {
      one.setAttribute("aria-pressed", String(one.dataset.state === pair.state));
    }
    label.hidden = pair.state === "";
    if (reason.value !== pair.reason) reason.value = pair.reason;
    says.textContent = data.decisions[pair.state][2];
  }

  const keysOf = (decisions) => new Map([...decisions].map(([which, one]) => [which, key(one)]));

  function pending() {
    const changed = pairs.filter((pair) => key(pair) !== pair.saved).length;
    const now = keysOf(others);
    const known = new Set([...savedOthers.keys(), ...now.keys()]);
    return changed + [...known].filter((which) => savedOthers.get(which) !== now.get(which)).length;
  }

  function tell(...more) {
    const numbers = new Map();
    for (const pair of pairs) numbers.set(pair.state, (numbers.get(pair.state) || 0) + 1);
    const decided = STATES.filter((state) => state && numbers.get(state))
      .map((state) => `${numbers.get(state)} ${data.decisions[state][0].toLowerCase()}`);
    const undecided = numbers.get("") || 0;
    const waiting = pending();
    const parts = [...decided, `${undecided} undecided`].join(", ") + ".";
    const elsewhere = others.size
      ? ` ${counted(others.size, "decision")} about ${others.size === 1 ? "a pair" : "pairs"} not in this list.` : "";
    $("pending").replaceChildren(
      node("strong", {}, waiting ? `${counted(waiting, "change")} not yet exported` : "Nothing to export"),
      " ", parts + elsewhere,
      ...[...conflicts(), ...more].map((text) => node("span", { class: "warns" }, text)));
    document.querySelector(".bar").classList.toggle("waiting", waiting > 0);
    $("undo").disabled = past.length === 0;
    $("accept-all").disabled = undecided === 0;
    $("accept-all").textContent = `Accept all others (${undecided})`;
    $("export").disabled = !others.size && undecided === pairs.length && !waiting;
  }

  function refresh(changed) {
    new Set([...changed, ...pairs.filter((pair) => pair.panel)]).forEach(show);
    $("next").replaceChildren();
    tell();
    if ($("decided").value === "all") return;
    const focused = document.activeElement;
    filter({ keepOpened: true });
    moveOn(focused);
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

  // ---- decisions.csv ------------------------------------------------------------------------

  const COLUMNS = ["junior_id", "senior_id", "decision", "override", "reason", "by"];
  const DANGEROUS = /^[=+\-@\t\r']/;
  // As rmatch.spreadsheet_safe: an apostrophe keeps a spreadsheet from running a cell.
  const guard = (text) => (DANGEROUS.test(text) ? "'" + text : text);
  const unguard = (text) => (text[0] === "'" && DANGEROUS.test(text.slice(1)) ? text.slice(1) : text);
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  function decisionsCsv() {
    const by = $("by").value.trim();
    const rows = [...pairs, ...others.values()].filter((one) => one.state).map((one) => [
      one.junior.id || one.junior, one.senior.id || one.senior, one.state, one.override,
      one.reason, one.by === null ? by : one.by,
    ]);
    const lines = [COLUMNS, ...rows.map((row) => row.map(guard))];
    // With a mark of its encoding, so that spreadsheets read accents.
    return "\ufeff" + lines.map((line) => line.map(quoted).join(",") + "\r\n").join("");
  }

  function exportDecisions() {
    const address = URL.createObjectURL(new Blob([decisionsCsv()], { type: "text/csv;charset=utf-8" }));
    const link = node("a", { href: address, download: "decisions.csv" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    for (const pair of pairs) pair.saved = key(pair);
    savedOthers = keysOf(others);
    tell();
    $("next").replaceChildren(
      node("p", {}, "Saved as decisions.csv among your downloads. Put it beside the roster and pair again, with the options you used before:"),
      node("code", {}, "rmatch pair roster.csv --decisions decisions.csv"),
      node("p", { class: "key" }, "Decisions of an earlier round count only if their file is imported here first, or given too. Nothing left to change? rmatch approve records who has reviewed the draft."));
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
        if (c === "\r" && text[k] === "\n") continue;
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

  function readDecisions(text) {
    const [heading = [], ...rows] = parseCsv(text);
    const names = heading.map((name) => name.trim().toLowerCase().replace(/[\s_-]/g, ""));
    const place = Object.fromEntries(COLUMNS.map((name) => [name, names.indexOf(name.replace("_", ""))]));
    const missing = COLUMNS.slice(0, 3).filter((name) => place[name] < 0);
    if (missing.length) return { problems: [`It has no column ${missing.join(", ")}.`], decisions: [] };
    const problems = [];
    const found = new Map();
    rows.forEach((row, k) => {
      const cell = (name) => unguard((row[place[name]] || "").trim());
      const one = { junior: cell("junior_id"), senior: cell("senior_id"), state: cell("decision").toLowerCase(),
        override: cell("override"), reason: cell("reason"), by: cell("by") };
      if (!one.state) return;
      const where = `Row ${k + 2}`;
      if (!STATES.includes(one.state)) problems.push(`${where}: “${readable(one.state)}” is no decision.`);
      if (!one.junior || !one.senior) problems.push(`${where}: an id is missing.`);
      const last = found.get(at(one.junior, one.senior));
      if (last && last.state !== one.state) problems.push(`${where}: the pair has two different decisions.`);
      found.set(at(one.junior, one.senior), one);
    });
    return { problems, decisions: [...found] };
  }

  async function importDecisions(file) {
    const { problems, decisions } = readDecisions(decoded(await file.arrayBuffer()));
    if (problems.length) {
      const more = problems.length > 5 ? [`And ${problems.length - 5} more.`] : [];
      tell(`Nothing was taken from ${readable(file.name)}. ${[...problems.slice(0, 5), ...more].join(" ")}`);
      return;
    }
    const elsewhere = new Map(others);
    const changes = [];
    const saved = new Map(savedOthers);
    for (const [which, one] of decisions) {
      const { state, reason, override, by } = one;
      const fields = { state, reason, override, by, saved: key(one) };
      if (pairOf.has(which)) changes.push([pairOf.get(which), fields]);
      else {
        elsewhere.set(which, one);
        saved.set(which, key(one));
      }
    }
    change(changes, { elsewhere, isImport: true });
    savedOthers = saved;
    tell(`${counted(decisions.length, "decision")} taken from ${readable(file.name)}.`);
  }

  // ---- Start --------------------------------------------------------------------------------

  for (const pair of pairs) {
    const cell = pair.body.querySelector(".decision");
    const about = `: ${readable(pair.senior.name)} with ${readable(pair.junior.name)}`;
    const quick = button("Accept", { class: "quick" });
    quick.append(node("span", { class: "unseen" }, about));
    const badge = node("span", { class: "badge" });
    cell.replaceChildren(quick, badge);
    pair.cell = { quick, badge };
    show(pair);
  }
  const pairAt = new Map(pairs.map((pair) => [pair.body, pair]));

  list.addEventListener("click", (event) => {
    const sorter = event.target.closest("[data-sort]");
    if (sorter) return sort(sorter.dataset.sort);
    const pair = pairAt.get(event.target.closest(".list > tbody"));
    if (!pair) return undefined;
    if (event.target.closest(".quick")) return change([[pair, { state: pair.state ? "" : "accept" }]]);
    const isRow = event.target.closest(".pair") && String(document.getSelection()) === "";
    if (event.target.closest(".open") || isRow) toggle(pair);
    return undefined;
  });
  list.addEventListener("keydown", (event) => {
    const pair = pairAt.get(event.target.closest(".list > tbody"));
    if (event.key !== "Escape" || !pair || !pair.body.classList.contains("opened")) return;
    toggle(pair);
    pair.body.querySelector(".open").focus();
  });
  const tools = document.querySelector(".tools");
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", () => filter());
  $("clear").addEventListener("click", (event) => {
    event.preventDefault();
    tools.reset();
    filter();
  });
  // So that the first key is as quick as the others.
  $("search").addEventListener("focus", () => pairs.forEach(searchedText), { once: true });
  $("accept-all").addEventListener("click", acceptAll);
  $("undo").addEventListener("click", undo);
  $("export").addEventListener("click", exportDecisions);
  $("import").addEventListener("change", (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) importDecisions(file);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!pending()) return;
    event.preventDefault();
    event.returnValue = true;
  });
  filter();
  tell();
})();
