/* Keys for reading a tree. They never act while somebody types, with a modifier held, or once switched off. */
const tree = document.querySelector("[data-tree]");
const help = document.querySelector("#keys");
const off = help?.querySelector("[data-keys-off]");
const typing = "input, textarea, select, [contenteditable], dialog";

const remembered = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
/* Not asked by their rectangles: that would lay out whatever is folded. */
const shown = () => [...tree.querySelectorAll(".comment")].filter((one) => one.checkVisibility());

function current() {
  const focused = document.activeElement?.closest(".comment");
  if (focused) return focused;
  return shown().findLast((one) => one.getBoundingClientRect().top < 120) ?? null;
}

function go(comment) {
  if (!comment) return;
  comment.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  comment.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function step(by) {
  const all = shown();
  const at = all.indexOf(current());
  go(at < 0 ? all[0] : all[at + by]);
}

/* New ones in folded branches count: the branch opens for them. Behind the last one the link leads to its page. */
function stepNew(by) {
  const all = [...tree.querySelectorAll(".comment")];
  const isNew = (one) => one.querySelector(":scope > .comment-head .new-mark");
  const at = all.indexOf(current());
  const next = by > 0 ? all.slice(at + 1).find(isNew) : all.slice(0, Math.max(at, 0)).findLast(isNew);
  if (next) {
    for (let fold = next.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    return go(next);
  }
  const behind = by > 0 && document.querySelector("[data-new-step][data-behind]");
  if (behind) location.assign(behind.dataset.behind);
}

const acts = {
  j: () => step(1),
  k: () => step(-1),
  n: () => stepNew(1),
  N: () => stepNew(-1),
  x: () => current()?.querySelector(":scope > details > summary")?.click(),
  p: () => go(current()?.parentElement.closest(".comment")),
  r: () => (current()?.querySelector(".comment-one a[data-reply]") ?? document.querySelector("#reply a, #reply textarea"))?.[current() ? "click" : "focus"](),
  "?": () => help.showModal(),
};

if (tree && help) {
  off.checked = remembered();
  off.addEventListener("change", () => { try { localStorage.setItem("keys", off.checked ? "off" : "on"); } catch { /* for this page only */ } });
  document.querySelector("[data-keys-open]")?.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (off.checked || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.target.closest(typing) || !Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-new-step]");
    if (!button || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    button.blur();
    stepNew(Number(button.dataset.newStep));
  });
}
