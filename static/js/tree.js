/* Branches: folds work alone; this remembers them, shows what a link leads to, and keeps the reader's place in acts. */
const tree = document.querySelector("[data-tree]");
const token = document.querySelector("#tree-form [name=csrfmiddlewaretoken]")?.value;

function send(url, fields) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...fields });
  return fetch(url, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: true });
}

/* Opens every branch around an element, for browsers that do not by themselves. */
function reveal(element) {
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const own = element?.querySelector(":scope > details");
  if (own) own.open = true;
}

function linked() {
  const target = /^#c\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (target) reveal(target);
}

function remember(summary) {
  const comment = summary.closest(".comment");
  if (!token || !("seen" in tree.dataset)) return;
  const folded = summary.parentElement.open ? "yes" : "no"; // it is as it was before this click
  send(`/c/${comment.id.slice(1)}/fold/`, { folded });
}

/* A mark is put or taken in place: the page, the focus and what is typed stay. Without an answer the form is sent. */
async function mark(button) {
  const useful = button.value;
  const answer = await send(button.getAttribute("formaction"), { useful }).catch(() => null);
  if (answer?.type !== "opaqueredirect") return button.form.requestSubmit(button);
  const is = useful === "yes";
  button.value = is ? "no" : "yes";
  button.setAttribute("aria-pressed", String(is));
  const count = button.querySelector(".act-count") ?? button.appendChild(Object.assign(document.createElement("span"), { className: "act-count" }));
  const now = Number(count.textContent) + (is ? 1 : -1);
  count.textContent = now > 0 ? ` ${now}` : "";
}

tree?.addEventListener("click", (event) => {
  const summary = event.target.closest("summary");
  if (summary) remember(summary);
  const button = event.target.closest("button[form=tree-form][aria-pressed]");
  if (button && token) {
    event.preventDefault();
    mark(button);
  }
});
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-fold-all=open]");
  if (!all || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  requestAnimationFrame(() => setTimeout(openSome, 0, [...tree.querySelectorAll("details.fold:not([open])")]));
  all.closest("p").hidden = true;
  tree.querySelector(".comment")?.focus({ preventScroll: true });
});

/* A few at a time, so that the page answers meanwhile. */
function openSome(folds) {
  for (const fold of folds.splice(0, 4)) fold.open = true;
  if (folds.length) requestAnimationFrame(() => openSome(folds));
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#c']");
  if (link) reveal(document.getElementById(link.hash.slice(1)));
});
addEventListener("hashchange", linked);
linked();
