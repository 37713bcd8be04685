// ---- Start -----------------------------------------------------------------------------------

document.documentElement.classList.add("js");

for (const pair of pairs) {
  const { state, override } = pair.held;
  if (state) {
    const one = decision(pair.which, { state, override, by: "" });
    decided.set(pair.which, one);
    filed.set(pair.which, textOf(one));
  }
  const cell = pair.body.querySelector(".decision");
  const quick = node("button", { type: "button", class: "quick" }, node("span"));
  quick.append(unseen(" ", bdi(called(pair.senior.id)), " with ", bdi(called(pair.junior.id))));
  const badge = node("span", { class: "badge" });
  cell.replaceChildren(quick, badge);
  pair.cell = { quick, badge };
  show(pair);
}

list.addEventListener("click", (event) => {
  const sorter = event.target.closest("[data-sort]");
  if (sorter) return sort(sorter.dataset.sort);
  const pair = pairAt.get(event.target.closest(".list > tbody"));
  if (!pair) return undefined;
  if (event.target.closest(".quick")) return decide(pair, { state: stateOf(pair.which) ? "" : "accept" });
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

tools.addEventListener("submit", (event) => event.preventDefault());
tools.addEventListener("input", () => filter());
$("clear").addEventListener("click", (event) => {
  event.preventDefault();
  tools.reset();
  filter();
  $("search").focus();
});
// So that the first key is as quick as the others.
$("search").addEventListener("focus", () => pairs.forEach(searchedText), { once: true });

$("accept-all").addEventListener("click", acceptShown);
$("asked").addEventListener("click", () => unfold($("outside").hidden));
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
// What the bar covers is not to hide what the keyboard comes to.
const barShown = document.querySelector(".bar");
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--taken", `${barShown.offsetHeight}px`);
}).observe(barShown);
filter();
tell();
listOutside();
