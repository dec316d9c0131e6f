/* Review by hand: words selected in a report become spans, keys decide. Every form works without this. */
import { KEYS } from "./desk.js";

const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const say = (words) => { const place = $("#said"); if (place) place.textContent = words; };

/* A report's offsets count code points; the browser counts UTF-16 units. Every run of the text says at which code point
   it begins, so that only the units within one run have to be counted anew. */
const points = (text) => { let n = 0; for (const _ of text) n += 1; return n; };
const units = (text, count) => { let at = 0; for (const letter of text) { if (count-- <= 0) break; at += letter.length; } return at; };
const text = $("[data-text]");
const runs = text ? all("[data-at]", text).filter((run) => run.firstChild) : [];
const starts = runs.map((run) => Number(run.dataset.at));

/* The span of code points that a range of the page covers, without space at its ends; null for none. */
function spanOf(range) {
  let first = null, last = null;
  for (const run of runs) {
    const node = run.firstChild;
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    const chosen = node.data.slice(from, to);
    if (!chosen.trim()) continue;
    const at = Number(run.dataset.at) + points(node.data.slice(0, from));
    if (first === null) first = at + points(chosen) - points(chosen.trimStart());
    last = at + points(chosen.trimEnd());
  }
  return first === null ? null : [first, last];
}

/* The ranges of the page that a span covers. */
function rangesOf([start, end]) {
  const found = [];
  runs.forEach((run, i) => {
    const node = run.firstChild, at = starts[i], length = points(node.data);
    if (at >= end || at + length <= start) return;
    const range = new Range();
    range.setStart(node, units(node.data, Math.max(0, start - at)));
    range.setEnd(node, units(node.data, Math.min(length, end - at)));
    found.push(range);
  });
  return found;
}
const wordsOf = (span) => rangesOf(span).map(String).join(" ").replace(/\s+/g, " ").trim();

/* The words of each role: lines of a text area, shown as words that can be taken out, moved or given a value. */
const LINE = /^(?:(asserts|denies|confirms|doubts|unknown):\s*)?(\d+):(\d+)(?:=(.*))?$/;
const rows = new Map(all("[data-words]").map((row) => [row.dataset.words, row]));
function chosen(role) {
  return $("textarea", rows.get(role)).value.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
    const found = LINE.exec(line);
    return found ? { stance: found[1], span: [Number(found[2]), Number(found[3])], value: found[4] } : { words: line };
  });
}
function write(role, list) {
  $("textarea", rows.get(role)).value = list.map((one) => one.words ??
    `${one.stance ? `${one.stance}: ` : ""}${one.span[0]}:${one.span[1]}${one.value === undefined ? "" : `=${one.value}`}`).join("\n");
  show(role);
}
const STANCES = ["", "asserts", "denies", "confirms", "doubts", "unknown"];
function show(role) {
  const row = rows.get(role), list = chosen(role), place = $(".chosen", row);
  place.textContent = "";
  list.forEach((one, at) => {
    const item = document.createElement("li"), shown = document.createElement("span");
    shown.textContent = one.span ? `“${wordsOf(one.span)}”` : one.words;
    item.append(shown);
    const change = (key, value) => { const now = chosen(role); now[at][key] = value; $("textarea", row).value = ""; write(role, now); };
    if (one.span && "valued" in row.dataset) {
      const value = document.createElement("input");
      Object.assign(value, { value: one.value ?? "", placeholder: HINTS[role] ?? "" });
      value.setAttribute("aria-label", `what “${wordsOf(one.span)}” stands for`);
      value.addEventListener("change", () => change("value", value.value.trim()));
      item.append(" = ", value);
    }
    if (one.span && "stanced" in row.dataset) {
      const stance = document.createElement("select");
      stance.setAttribute("aria-label", `stance of “${wordsOf(one.span)}”`);
      for (const name of STANCES) stance.add(new Option(name || "stance of the whole", name, false, name === (one.stance ?? "")));
      stance.addEventListener("change", () => change("stance", stance.value || undefined));
      item.append(stance);
    }
    const away = document.createElement("button");
    Object.assign(away, { type: "button", textContent: "×" });
    away.setAttribute("aria-label", `take out ${one.span ? wordsOf(one.span) : one.words}`);
    away.addEventListener("click", () => { write(role, chosen(role).filter((_, i) => i !== at)); (rows.get(role).querySelector("button") ?? rows.get(role)).focus?.(); });
    item.append(away);
    if (one.span) {
      item.tabIndex = 0;
      item.title = "arrow keys move the end by a word, with Shift the beginning";
      item.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by || event.target !== item) return;
        event.preventDefault();
        const now = chosen(role);
        now[at].span = moved(one.span, by, event.shiftKey);
        write(role, now);
        all(".chosen li", rows.get(role))[at]?.focus();
      });
    }
    place.append(item);
  });
  if (!list.length) {
    const none = document.createElement("li");
    Object.assign(none, { className: "none", textContent: "none" });
    place.append(none);
  }
  draw();
}
const HINTS = { figure: "12.. killed", place: "Orsk @ 51.2, 58.6", time: "2026-03-13" };

/* The edges of words, in code points: where a span may begin and end when keys move it. */
const edges = { start: [], end: [] };
runs.forEach((run, i) => {
  for (const word of run.firstChild.data.matchAll(/[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*/gu)) {
    const at = starts[i] + points(run.firstChild.data.slice(0, word.index));
    edges.start.push(at);
    edges.end.push(at + points(word[0]));
  }
});
function moved([start, end], by, beginning) {
  const stops = beginning ? edges.start : edges.end, now = beginning ? start : end;
  const next = by > 0 ? stops.find((stop) => stop > now) : stops.findLast((stop) => stop < now);
  if (next === undefined) return [start, end];
  return beginning ? (next < end ? [next, end] : [start, end]) : (next > start ? [start, next] : [start, end]);
}

/* The chosen words are drawn over the text without changing it. */
function draw() {
  if (!globalThis.CSS?.highlights || !text || !rows.has("content")) return;
  text.closest(".source-text").classList.add("drawn");
  const drawn = { content: ["content"], source: ["source"], cue: ["cue"], value: ["figure", "place", "time"] };
  for (const [name, roles] of Object.entries(drawn)) {
    const ranges = roles.filter((role) => rows.has(role)).flatMap((role) => chosen(role)).filter((one) => one.span).flatMap((one) => rangesOf(one.span));
    const layer = new Highlight(...ranges);
    layer.priority = name === "content" ? 0 : 1;
    CSS.highlights.set(name, layer);
  }
}
for (const [role, row] of rows) { row.classList.add("with-chips"); show(role); $("textarea", row).tabIndex = -1; }

/* What is selected in the text, and what it is taken as. */
const picker = $("[data-picker]");
let selected = null;
/* The first words of the text that are these, so that nobody needs a pointer to select some. */
function spanOfWords(words) {
  const whole = runs.map((run) => run.firstChild.data).join("");
  const found = whole.indexOf(words);
  if (!words || found < 0) return null;
  const at = (place, last) => {
    for (const [i, run] of runs.entries()) {
      const { data } = run.firstChild;
      if (place < data.length || (last && place === data.length)) return starts[i] + points(data.slice(0, place));
      place -= data.length;
    }
    return null;
  };
  return [at(found, false), at(found + words.length, true)];
}
function choose(span) {
  selected = span;
  for (const button of all("button", picker)) button.disabled = !selected || !rows.has(button.dataset.role);
  $("[data-picked]", picker).textContent = selected ? `“${wordsOf(selected)}”` : "nothing selected";
}
function look() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return;
  choose(spanOf(range));
}
const SEVERAL = new Set(["figure", "place", "into"]);
function take(role, add) {
  if (!selected || !rows.has(role)) return;
  const valued = "valued" in rows.get(role).dataset;
  const new_ = { span: selected, ...(valued ? { value: "" } : {}) };
  const kept = add || SEVERAL.has(role) ? chosen(role).filter((one) => !one.span || one.span[1] <= selected[0] || selected[1] <= one.span[0]) : [];
  const details = rows.get(role).closest("details");
  if (details) details.open = true;
  write(role, [...kept, new_].sort((a, b) => (a.span?.[0] ?? 0) - (b.span?.[0] ?? 0)));
  say(`${role === "into" ? "part" : role}: ${wordsOf(selected)}`);
  if (valued) all("input", rows.get(role)).find((input) => !input.value)?.focus();
}
if (picker && rows.size) {
  picker.hidden = false;
  for (const note of all("[data-with-script]")) note.hidden = false;
  for (const note of all("[data-without-script]")) note.hidden = true;
  document.addEventListener("selectionchange", look);
  picker.addEventListener("mousedown", (event) => { if (event.target.dataset.pick === undefined) event.preventDefault(); });
  $("[data-pick]", picker).addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const span = spanOfWords(event.target.value.trim());
    choose(span);
    if (!span) { $("[data-picked]", picker).textContent = "these words are not in the text"; say("These words are not in the text."); return; }
    say(`selected: ${wordsOf(span)}`);
    rangesOf(span)[0]?.startContainer.parentElement.scrollIntoView({ block: "center" });
    $("button:not([disabled])", picker)?.focus();
  });
  for (const button of all("button", picker)) button.addEventListener("click", (event) => take(button.dataset.role, event.shiftKey));
}
if (text) {
  const mark = $(".mark.content", text);
  if (mark) text.scrollTop = mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 4;
}

/* A form that is open is worked on: what is typed goes along, and only what was opened has to be filled. */
function reach(id, field) {
  const details = document.getElementById(id);
  if (!details) return false;
  details.open = true;
  details.scrollIntoView({ block: "nearest" });
  const fields = [...(field ? [field] : []), "input:not([type=hidden]), select, textarea:not([tabindex='-1'])"];
  fields.map((one) => $(one, details)).find(Boolean)?.focus();
  return true;
}
for (const link of all("[data-go]")) link.addEventListener("click", (event) => { if (reach(link.dataset.go)) event.preventDefault(); });
/* The queue led to one form. A browser that goes to the fragment takes the focus away, so this waits for that. */
if (location.hash) {
  const arrive = () => setTimeout(() => reach(location.hash.slice(1)));
  if (document.readyState === "complete") arrive(); else addEventListener("load", arrive);
}

/* Keys. On the queue they are about the line in focus, else about the claim on the bench. */
const line = () => document.activeElement.closest?.("[data-stop]");
const open_ = (form) => { const way = line() && $("[data-open]", line()); if (way) location.href = way.href + (form ? `#${form}` : ""); };
const act = (form, field) => () => (rows.size || $(".acts-list") ? reach(form, field) : open_(form));
function accept() {
  const form = $("[data-accept]", line() ?? $(".first") ?? document.createElement("p"));
  if (form) form.requestSubmit(); else say("Nothing to accept here: choose a line with j and k.");
}
function undo() {
  const button = (line() && $("[data-undo]", line())) ?? all(".done [data-undo]").at(-1) ?? $("[data-kept] [data-undo], .log [data-undo]");
  if (button) button.click(); else say("Nothing to take back on this page.");
}
const turn = (selector, otherwise) => () => { const way = $(selector); if (way) location.href = way.href; else otherwise(); };
Object.assign(KEYS, {
  j: ["next line or claim", turn("[data-next]", KEYS.j[1])],
  k: ["the one before", turn("[data-previous]", KEYS.k[1])],
  a: ["accept", accept],
  o: ["open the line", () => open_()],
  c: ["correct", act("correct", ".chosen li[tabindex]")],
  s: ["change the stance", act("correct", "input[name=stance]:checked")],
  m: ["same matter as another", act("merge")],
  x: ["split", act("split", ".chosen li[tabindex]")],
  w: ["withdraw", act("withdraw")],
  u: ["take back what was decided last", undo],
});
delete KEYS["["];
delete KEYS["]"];
["content", "source", "cue", "figure", "place", "time", "into"].forEach((role, at) => {
  if (rows.has(role)) KEYS[at + 1] = [`take the selected words as ${role === "into" ? "a part" : role}`, () => take(role)];
});

/* A line that was accepted says so, and the next one is at hand. */
document.addEventListener("htmx:afterSwap", (event) => {
  const done = event.detail.elt?.classList?.contains("done") ? event.detail.elt : $(".wait.done:not([data-told])");
  if (!done || done.dataset.told) return;
  done.dataset.told = "1";
  say(done.dataset.said);
  const count = $("[data-reviewed]");
  if (count) {
    count.dataset.reviewed = Number(count.dataset.reviewed) + 1;
    count.textContent = count.dataset.reviewed;
    $(".progress progress").value = count.dataset.reviewed;
  }
  const stops = all("[data-stop]"), next = stops[stops.indexOf(done) + 1];
  (next ?? done).focus();
});
document.addEventListener("htmx:responseError", (event) => say(`Not kept (${event.detail.xhr.status}). Open the line to see why.`));
