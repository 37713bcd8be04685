// ---- What a pairing opens to -----------------------------------------------------------------

const percent = (hundredths) => hundredths / 100 + "%";
const bar = (label, track, number, of, more = "") =>
  node("div", { class: `step-bar ${more}`.trim() }, label, track,
    node("span", { class: "number" }, number, node("small", {}, of)));

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
    node("p", { class: "key" }, "The parts that count are weighted to add up to 100."),
    data.inactive.length
      ? node("p", { class: "key" }, "Not counted: " + data.inactive.map(([title, why]) => `${title} (${why})`).join("; ") + ".")
      : null);
}

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

const LEVEL_KEY = [["own", "has already"], ["gained", "learns here"], ["short", "wants, not taught here"], ["rest", "not aimed at"]];
const levelKey = () => node("p", { class: "key levels" }, "Levels 1 to 5: ", ...joined(
  LEVEL_KEY.map(([kind, words]) => node("span", {},
    drawn("svg", { class: "ladder", width: 19, height: 12, "aria-hidden": "true", focusable: "false" },
      drawn("rect", { class: kind, x: 0.5, y: 0.5, width: 18, height: 11, rx: 2 })), ` ${words}`)), ", "), ".");

// A skill that nobody lists counts as 0: that is no level that anybody stated.
const aim = (own, target) => `${own ? `at ${own}` : "not listed"}, aims at ${target}`;

function gains(learner, teacher, topics, open, offers, nothing) {
  const [who, whom] = [called(learner.id), called(teacher.id)];
  const rows = topics.map(([topic, teach, own, target]) => {
    const name = node("th", { scope: "row" }, bdi(data.topics[topic]));
    if (teach === undefined) return node("tr", {}, name, node("td", { colspan: 2, class: "hidden" }, "levels are not shown"));
    return node("tr", {}, name, node("td", {}, ladder(teach, own, target)),
      node("td", {}, aim(own, target), node("small", {}, `teacher at ${teach}`)));
  });
  const named = (topics, words) => joined(topics.map(([topic, ...levels]) =>
    node("span", {}, bdi(data.topics[topic]), ` (${words(...levels)})`)), "; ");
  return node("section", { class: "gains" },
    node("h3", {}, ...(topics.length ? [bdi(who), " learns from ", bdi(whom)] : [nothing])),
    topics.length
      ? node("table", {}, node("caption", { class: "unseen" }, `What ${who} learns, with levels from 1 to 5`),
        node("tbody", {}, ...rows))
      : null,
    open.length ? node("p", { class: "key" }, "Still open: ", ...named(open, aim), ".") : null,
    offers.length ? node("p", { class: "key" }, bdi(whom), " could also teach ", ...named(offers, (level) => `level ${level}`), ".") : null);
}

function nextBest(pair, side, asks) {
  const [own, found] = side === "junior" ? [pair.junior, pair.ofJunior] : [pair.senior, pair.ofSenior];
  const lines = found.map(([other, score, cost]) => {
    const partner = people[other];
    const which = side === "junior" ? at(own.id, partner.id) : at(partner.id, own.id);
    const asking = button("", () => (isAsked(which) ? forget(which) : ask(pair, which)), { class: "ask" });
    const label = node("span");
    asking.append(label, unseen(" ", bdi(called(partner.id)), " with ", bdi(called(own.id))));
    asks.push([asking, label, which]);
    return node("li", {},
      node("span", { class: "who" }, bdi(partner.name), under(partner)),
      node("span", { class: "number" }, points(score), node("small", {}, "score")),
      node("span", { class: "cost" }, cost), asking);
  });
  return node("section", { class: "next-best" },
    node("h3", {}, "Next best for ", bdi(called(own.id))),
    lines.length ? node("ul", {}, ...lines) : node("p", { class: "key" }, "There is nobody else who may be paired with ", bdi(called(own.id)), "."));
}

const MEANS = "To ask for somebody is two decisions in one: “other partner” for this pairing, so that " +
  "it is not made again, and a lock for the pair that you ask for, which the next run has to make. " +
  "What you ask for is listed at the bottom of the page.";

function decisionOn(pair, asks) {
  const says = node("p", { class: "key", id: `s${pair.k}` });
  const group = node("div", { class: "choices", role: "group", "aria-label": "Decision", "aria-describedby": says.id });
  for (const [state, [, title]] of Object.entries(data.decisions)) {
    group.append(button(title, () => decide(pair, { state }), { "data-state": state }));
  }
  const reason = node("input", { type: "text", maxlength: 500, autocomplete: "off" });
  reason.addEventListener("change", () => decide(pair, { reason: reason.value }));
  const label = node("label", { class: "reason" }, "Reason, for decisions.csv alone ", reason);
  pair.panel = { group, reason, label, says, asks };
  return node("section", { class: "decide" }, node("h3", {}, "Your decision"), group, says, label);
}

function details(pair) {
  const why = pair.body.querySelector(".why td");
  const asks = [];
  const hasLevels = [...pair.topics, ...pair.back].some((topic) => topic.length > 1);
  const made = node("div", { class: "open-pair" },
    node("p", { class: "reasoned" }, ...[...why.childNodes].map((child) => child.cloneNode(true))),
    node("div", { class: "halves" }, waterfall(pair),
      node("div", {}, gains(pair.senior, pair.junior, pair.topics, pair.open, pair.offers, "No topic that is wanted"),
        gains(pair.junior, pair.senior, pair.back, pair.openBack, [], "In return: nothing here"),
        hasLevels ? levelKey() : null)),
    node("div", { class: "halves" }, nextBest(pair, "senior", asks), nextBest(pair, "junior", asks)),
    asks.length ? node("p", { class: "key means" }, MEANS) : null,
    decisionOn(pair, asks));
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
