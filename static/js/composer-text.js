/* Changes to a text box that the browser's own undo takes back. */
export function put(area, text, from = area.selectionStart, to = Math.max(from, area.selectionEnd)) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!text && from === to) return;
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/* The whole lines that the selection touches. */
export function lines(area) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const end = area.value.indexOf("\n", Math.max(area.selectionEnd - (area.selectionEnd > area.selectionStart), from));
  return { from, to: end < 0 ? area.value.length : end };
}

/* Begins a block of its own: what must stand between the words before and it. */
export function gap(area, at = area.selectionStart) {
  const before = area.value.slice(0, at);
  if (!before || before.endsWith("\n\n")) return "";
  return before.endsWith("\n") ? "\n" : "\n\n";
}
