/* Words chosen in the discussion or in a comment can be quoted from where they stand: by a button beside them, or q. */
import { markdown } from "./composer-markdown.js";

const button = document.querySelector("[data-quote-here]");
const LONGEST = 2000;
let chosen = null;

function look() {
  const selection = getSelection();
  const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const around = range?.commonAncestorContainer;
  const words = (around?.nodeType === Node.ELEMENT_NODE ? around : around?.parentElement)?.closest("[data-quotable]");
  if (document.activeElement === button) return;
  chosen = words && range.toString().trim() ? { words, range: range.cloneRange() } : null;
  button.hidden = !chosen;
  if (!chosen) return;
  if (words.nextElementSibling !== button) words.after(button); // so that Tab leads from the words to it
  const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const origin = button.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  button.style.top = `${end.bottom - origin.top + 6}px`;
  button.style.left = `${Math.max(0, Math.min(end.right, innerWidth - button.offsetWidth - 12) - origin.left - button.offsetWidth / 2)}px`;
}

function take({ place, quote }) {
  if (!chosen) return;
  const { words, range } = chosen;
  const said = markdown(range.cloneContents()).slice(0, LONGEST);
  const comment = words.closest(".comment");
  getSelection().removeAllRanges();
  chosen = null;
  button.hidden = true;
  place(comment, comment ? comment.id.slice(1) : "");
  quote(said);
}

let waiting = 0;
/* `reply` is what opens the reply box; handed over, since two scripts that import each other cannot be fingerprinted. */
export function begin(reply) {
  if (!button) return;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 150);
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => take(reply));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "q" || event.ctrlKey || event.metaKey || event.altKey || !chosen) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    event.preventDefault();
    take(reply);
  });
  look();
}
