/* The toolbar over a box for words, and its keys. A second press takes away what the first one put there. */
import { lines, put } from "./composer-text.js";

const ADDRESS = /^https?:\/\/\S+$/i;

function wrap(area, mark, closing = mark) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  if (chosen.length >= 2 * mark.length && chosen.startsWith(mark) && chosen.endsWith(closing)) {
    put(area, chosen.slice(mark.length, -closing.length), from, to);
    area.setSelectionRange(from, to - mark.length - closing.length);
  } else if (value.slice(from - mark.length, from) === mark && value.slice(to, to + closing.length) === closing) {
    put(area, chosen, from - mark.length, to + closing.length);
    area.setSelectionRange(from - mark.length, to - mark.length);
  } else {
    put(area, mark + chosen + closing, from, to);
    area.setSelectionRange(from + mark.length, to + mark.length);
  }
}

function each(area, pattern, made) {
  const { from, to } = lines(area);
  const rows = area.value.slice(from, to).split("\n");
  const all = rows.every((row) => pattern.test(row));
  const said = rows.map((row, number) => (all ? row.replace(pattern, "") : made(number) + row)).join("\n");
  put(area, said, from, to);
  if (rows.length > 1) area.setSelectionRange(from, from + said.length);
}

function link(area) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  if (ADDRESS.test(chosen)) {
    put(area, `[](${chosen})`, from, to);
    area.setSelectionRange(from + 1, from + 1);
  } else {
    put(area, `[${chosen}](https://)`, from, to);
    if (chosen) area.setSelectionRange(from + chosen.length + 3, from + chosen.length + 11);
    else area.setSelectionRange(from + 1, from + 1);
  }
}

function code(area) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  if (!chosen.includes("\n")) return wrap(area, "`");
  const { from, to } = lines(area);
  put(area, `\`\`\`\n${area.value.slice(from, to)}\n\`\`\``, from, to);
}

const TOOLS = {
  bold: (area) => wrap(area, "**"),
  italic: (area) => wrap(area, "*"),
  link,
  quote: (area) => each(area, /^> ?/, () => "> "),
  list: (area) => each(area, /^[-*] /, () => "- "),
  numbers: (area) => each(area, /^\d+\. /, (number) => `${number + 1}. `),
  code,
};
const KEYS = { b: "bold", i: "italic", k: "link" };
const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

function walk(bar, event) {
  if (!(event.key in STEPS)) return;
  const all = [...bar.querySelectorAll("button")];
  const step = STEPS[event.key] * (getComputedStyle(bar).direction === "rtl" && Math.abs(STEPS[event.key]) === 1 ? -1 : 1);
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(document.activeElement) + step))];
  event.preventDefault();
  for (const one of all) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

export function start(box) {
  const area = box.querySelector("textarea");
  const bar = box.querySelector("[role=toolbar]");
  bar.addEventListener("keydown", (event) => walk(bar, event));
  // the selection stays where it is
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => TOOLS[event.target.closest("[data-tool]")?.dataset.tool]?.(area));
  area.addEventListener("keydown", (event) => {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!tool) return;
    event.preventDefault();
    TOOLS[tool](area);
  });
}
