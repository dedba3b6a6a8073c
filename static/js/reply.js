/* The one reply box comes to the comment that is answered, with whatever was typed in it; links do it without this. */
const form = document.querySelector("[data-reply-form]");
const home = form?.parentElement;
const said = form?.querySelector("[data-reply-to]");
const back = form?.querySelector("[data-reply-home]");

function chosenIn(comment) {
  const chosen = getSelection();
  const words = comment.querySelector(":scope > .comment-one [data-quotable]");
  if (!words || !chosen || chosen.isCollapsed || !words.contains(chosen.getRangeAt(0).commonAncestorContainer)) return "";
  return chosen.toString().trim();
}

function quote(comment) {
  const words = chosenIn(comment) || comment.querySelector(":scope > .comment-one [data-quotable]").innerText.trim().slice(0, 600);
  return words.split("\n").map((line) => `> ${line}`).join("\n") + "\n\n";
}

function answer(link) {
  const comment = link.closest(".comment");
  const one = comment.querySelector(":scope > .comment-one");
  const box = form.elements.namedItem("body");
  if (link.hasAttribute("data-quote")) box.value += (box.value && !box.value.endsWith("\n") ? "\n\n" : "") + quote(comment);
  one.append(form);
  form.elements.namedItem("parent").value = link.dataset.reply;
  said.lastElementChild.textContent = comment.querySelector(":scope > .comment-one .byline-name")?.textContent ?? "";
  said.hidden = back.hidden = false;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-reply]");
  if (!form || !link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  answer(link);
});
back?.addEventListener("click", () => {
  home.append(form);
  form.elements.namedItem("parent").value = "";
  said.hidden = back.hidden = true;
  form.elements.namedItem("body").focus();
});
/* A second click while the first is on its way changes nothing; the server would make one comment of both anyway. */
form?.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => { if (form) delete form.dataset.sent; });
