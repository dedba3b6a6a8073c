/* While a question is typed: what was asked before, below its title. Late, quiet, and never in the way of publishing. */
const box = document.querySelector("[data-similar]");
const form = box?.closest("form");
const WAIT_MS = 700;
let timer;
let asked = "";

async function look() {
  const title = form.elements.namedItem("title").value.trim();
  if (title === asked) return;
  asked = title;
  const said = new FormData();
  for (const name of ["csrfmiddlewaretoken", "title", "body"]) said.set(name, form.elements.namedItem(name)?.value ?? "");
  const answer = await fetch(box.dataset.similar, { method: "POST", body: said }).catch(() => null);
  if (answer?.ok && !answer.redirected && asked === title) box.innerHTML = await answer.text();
}

form?.elements.namedItem("title").addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, WAIT_MS);
});
