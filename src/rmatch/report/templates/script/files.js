// ---- decisions.csv as a file: out, and in again ----------------------------------------------

function exportDecisions() {
  const text = decisionsCsv($("by").value.trim());
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = node("a", { href: address, download: "decisions.csv" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  isExported = true;
  filed.clear();
  for (const [which, one] of decided) filed.set(which, textOf(one));
  // What is in a file now is in it, whatever is undone later.
  for (const step of past) step.filed = [];
  say("done");
  tell();
  listDiffering();
  $("next").replaceChildren(
    node("p", {}, "Saved as decisions.csv among your downloads." + (decided.size ? "" : " Nothing is decided in it.") + " Now pair again: rmatch pair with your roster and the options that you used before, and with this file:"),
    node("code", {}, "rmatch pair YOUR-ROSTER --decisions decisions.csv"),
    node("p", { class: "key" }, "Write each file with its own folder and name. Earlier files of decisions count only if they are given too, each with its own --decisions, or were imported here. Nothing left to change? rmatch approve records who has reviewed the draft."));
}

// Two that say the same can be one: a reason that only one of them gives is kept.
const agree = (one, other) =>
  one.state === other.state &&
  Boolean(one.override) === Boolean(other.override) &&
  (!one.reason || !other.reason || one.reason === other.reason);

// What was taken back here and not yet exported counts as decided: as undecided.
function differs([which, one]) {
  const own = decided.get(which);
  return own ? !agree(own, one) : filed.has(which);
}

const takenFrom = (rows) => ({
  changes: rows.map(([which, one]) => {
    const own = decided.get(which);
    return [which, own && agree(own, one) ? { ...own, ...both(own, one) } : one];
  }),
  taken: rows.map(([which, one]) => [which, textOf(one)]),
});

// How many of a file's oddities are told one by one.
const MOST = 5;
const few = (parts, between) => [
  ...parts.slice(0, MOST), ...(parts.length > MOST ? [`and ${parts.length - MOST} more`] : []),
].join(between);

async function importDecisions(file) {
  const name = readable(file.name);
  const { problems, decisions, loosely, strangers } = readDecisions(new Uint8Array(await file.arrayBuffer()));
  if (problems.length) {
    const more = problems.length > MOST ? [`And ${problems.length - MOST} more.`] : [];
    say("error", `Nothing was taken from ${name}. ${[...problems.slice(0, MOST), ...more].join(" ")}`);
    return undefined;
  }
  if (!decisions.length) return say("done", `Nothing is decided in ${name}.`);
  const rows = decisions.filter(differs);
  const { changes, taken } = takenFrom(decisions.filter((row) => !differs(row)));
  const isKnown = unsettled.some((one) => JSON.stringify(one) === JSON.stringify({ name, rows }));
  change(changes, { taken, differing: rows.length && !isKnown ? [...unsettled, { name, rows }] : unsettled });
  return say("done", `${counted(taken.length, "decision")} taken from ${name}.` + (rows.length
    ? ` ${rows.length} not taken: ${rows.length === 1 ? "it says" : "they say"} otherwise than what stands here.` : ""),
    loosely.length ? `${few(loosely, "; ")}.` : "",
    strangers.length ? `Not found on this page, so kept as written: ${few(strangers, ", ")}.` : "");
}

// ---- Where a file says otherwise than what stands here ----------------------------------------

function settle(group, { take }) {
  const differing = unsettled.filter((one) => one !== group);
  if (take) {
    const { changes, taken } = takenFrom(group.rows);
    change(changes, { taken, differing });
    say("done", `${counted(group.rows.length, "decision")} taken from ${group.name} instead of what stood here.`);
  } else change([], { differing });
  $("undo").focus();
}

function inWords(one) {
  if (!one) return "undecided";
  const more = [one.override ? "override" : "", one.reason ? `“${readable(one.reason)}”` : ""].filter(Boolean);
  return titleOf(one.state) + (more.length ? ` (${more.join(", ")})` : "");
}

function differingPart(group) {
  const { name, rows } = group;
  const lines = rows.map(([which, one]) => node("li", {}, node("b", {}, calledTwo(one)),
    `: the file says ${inWords(one)}; `, node("span", {}, `${inWords(decided.get(which))} stands`,
      isPending(which) ? ", not yet exported" : ""), "."));
  return node("section", { class: "differing" },
    node("h2", {}, bdi(name), ` says otherwise about ${counted(rows.length, "pair")}`),
    node("p", { class: "key" }, "What stands here was kept. rmatch pair refuses files that contradict each other: settle it here, export, and give it that file alone."),
    node("ul", { tabindex: 0, "aria-label": "What the file says, and what stands" }, ...lines),
    node("p", { class: "acts" },
      button("Take the file’s instead", () => settle(group, { take: true })),
      button("Keep what stands", () => settle(group, { take: false }))));
}

function listDiffering() {
  $("differing").replaceChildren(...unsettled.map(differingPart));
}
