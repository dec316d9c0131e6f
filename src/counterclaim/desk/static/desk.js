/* What a page can do beyond links and forms. Everything here is also reachable without it. */
const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a private window keeps nothing */ } },
};

/* The list of moments becomes a slider; the list stays what is sent. */
function slide(form) {
  const select = $("select", form);
  if (!select || form.classList.contains("sliding")) return;
  const range = document.createElement("input");
  Object.assign(range, { type: "range", min: 0, max: select.options.length - 1, step: 1, id: "asof-slider" });
  range.value = select.selectedIndex;
  const said = document.createElement("output");
  said.htmlFor = "asof-slider";
  const tell = () => {
    const words = select.options[range.value].textContent.trim();
    said.textContent = words;
    range.setAttribute("aria-valuetext", words);
  };
  range.addEventListener("input", (event) => { event.stopPropagation(); tell(); });
  range.addEventListener("change", (event) => {
    event.stopPropagation();
    select.selectedIndex = range.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  $("label", form).htmlFor = "asof-slider";
  tell();
  form.classList.add("sliding");
  form.append(range, said);
}

/* What changed since this reader was here last. A visit ends after half an hour without a look. */
const VISIT_MS = 30 * 60 * 1000;
function sinceLastVisit(story) {
  const key = `visit:${story.dataset.story}`, now = Date.now();
  const seen = store.get(key) ?? {};
  const fresh = !seen.last || now - seen.last > VISIT_MS;
  const before = fresh ? seen.last : seen.before;
  store.set(key, { last: now, before });
  const place = $("[data-changes]", story);
  if (!place || !before || new URLSearchParams(location.search).get("as_of")) return;
  const url = new URL(place.dataset.changes, location);
  url.searchParams.set("since", new Date(before).toISOString());
  htmx.ajax("GET", url.pathname + url.search, { target: place, select: "#part", swap: "innerHTML" });
}

/* Marks of one claim light up together, with the card that explains them. */
function light(ids) {
  for (const lit of all(".lit")) lit.classList.remove("lit");
  for (const id of ids) {
    for (const mark of all(`[data-claims~="${CSS.escape(id)}"]`)) mark.classList.add("lit");
    const card = document.getElementById(id);
    card?.classList.add("lit");
  }
}
const claimsOf = (node) => node.closest?.("[data-claims]")?.dataset.claims.split(" ");
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const ids = claimsOf(event.target) ?? (event.target.closest?.(".reading")?.id ? [event.target.closest(".reading").id] : null);
    if (!ids) return;
    light(ids);
    if (claimsOf(event.target)) {
      const card = document.getElementById(ids[0]);
      const list = card?.closest(".readings");
      if (list && getComputedStyle(list).overflowY === "auto") list.scrollTo({ top: card.offsetTop - list.offsetTop - 8 });
    }
  });
}

/* Keys. One key each, off for who does not want them. */
const keysOn = () => store.get("keys") !== false;
const go = (path) => { location.href = path; };
function step(by) {
  const stops = all("[data-stop]");
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement.closest?.("[data-stop]"));
  const next = stops[Math.min(stops.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: "start" });
}
function nudge(by) {
  const range = $("#asof-slider");
  if (!range) return;
  range.focus();
  range.value = Number(range.value) + by;
  range.dispatchEvent(new Event("input"));
  range.dispatchEvent(new Event("change"));
}
export const KEYS = {
  "?": ["show these keys", () => keyList()],
  "/": ["search the claims", () => $("#find")?.focus()],
  s: ["go to the stories", () => go("/stories")],
  j: ["next dispute, story or claim", () => step(1)],
  k: ["the one before", () => step(-1)],
  "[": ["one moment earlier", () => nudge(-1)],
  "]": ["one moment later", () => nudge(1)],
};
function keyList() {
  let dialog = $("#keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = "Keyboard";
    const list = document.createElement("dl");
    for (const [key, [what]] of Object.entries(KEYS)) {
      const term = document.createElement("dt"), detail = document.createElement("dd"), kbd = document.createElement("kbd");
      kbd.textContent = key;
      term.append(kbd);
      detail.textContent = what;
      list.append(term, detail);
    }
    const label = document.createElement("label"), box = document.createElement("input");
    Object.assign(box, { type: "checkbox", checked: keysOn() });
    box.addEventListener("change", () => store.set("keys", box.checked));
    label.append(box, " single keys do something");
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, list, label, close);
    document.body.append(dialog);
  }
  dialog.showModal();
}
/* What takes keys for itself. A dialog that closes may keep the focus until the page is drawn anew: then nothing does. */
const FIELDS = "input:not([type=range]), select, textarea, [contenteditable], dialog";
const typing = (node) => node.closest(FIELDS) && !node.closest("dialog:not([open])");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const found = KEYS[event.key];
  if (!found || (!keysOn() && event.key !== "?")) return;
  event.preventDefault();
  found[1]();
});

function enliven(within) {
  for (const form of all("form[data-asof]", within)) slide(form);
  for (const story of all("[data-story]", within)) sinceLastVisit(story);
}
for (const button of all("[data-shortcuts]")) {
  button.hidden = false;
  button.addEventListener("click", keyList);
}
for (const button of all("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
enliven(document);
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "main") return;
  enliven($("#main"));
  $("#asof-slider")?.focus();
});
document.addEventListener("htmx:historyRestore", () => enliven(document));
