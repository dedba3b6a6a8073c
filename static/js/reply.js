/* The one reply box comes to the comment that is answered, with whatever was typed in it; links do it without this. */
import { gap, put } from "./composer-text.js";

const form = document.querySelector("[data-reply-form]");
const home = form?.parentElement;
const said = form?.querySelector("[data-reply-to]");
const back = form?.querySelector("[data-reply-home]");
const area = form?.querySelector("textarea");

/* Every line of it as a quotation, with room for the answer below. */
function quote(words) {
  const quoted = words.trim().replace(/\n{3,}/g, "\n\n").split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
  put(area, `${gap(area, area.value.length)}${quoted}\n\n`, area.value.length);
}

/* Under the comment, or at home below everything where there is none. */
function place(comment, parent = "") {
  const field = form.elements.namedItem("parent");
  const from = field.value;
  (comment?.querySelector(".comment-one") ?? home).append(form);
  field.value = parent;
  if (comment) said.lastElementChild.textContent = comment.querySelector(".byline-name")?.textContent ?? "";
  said.hidden = back.hidden = !comment;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  if (from !== parent) form.dispatchEvent(new CustomEvent("composer:place", { detail: { from } }));
}

const chosenIn = (words) => {
  const chosen = getSelection();
  const inside = chosen && !chosen.isCollapsed && words?.contains(chosen.getRangeAt(0).commonAncestorContainer);
  return inside ? chosen.toString().trim() : "";
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-reply]");
  if (!form || !link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const comment = link.closest(".comment");
  const words = comment.querySelector("[data-quotable]");
  const chosen = link.hasAttribute("data-quote") ? chosenIn(words) || words.innerText.trim().slice(0, 600) : "";
  place(comment, link.dataset.reply);
  if (chosen) quote(chosen);
});
back?.addEventListener("click", () => place(null));

/* A button beside chosen words; its module comes when somebody chooses some. */
if (form) document.addEventListener("selectionchange", () => import("./quote.js").then((part) => part.begin({ place, quote })), { once: true });
