/* Write or look: the words as the server will show them, fetched while one looks. */
const PAUSE_MS = 600;

async function show(box, panel) {
  const form = box.querySelector("textarea").form;
  const body = new FormData(form);
  body.set("body", box.querySelector("textarea").value);
  const answer = await fetch(box.dataset.preview, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (answer.status === 429) return void setTimeout(() => show(box, panel), 1000 * answer.headers.get("Retry-After"));
  if (!answer.ok || answer.headers.has("HX-Redirect")) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  panel.replaceChildren(...page.body.childNodes);
}

export function start(box) {
  const [write, look] = box.querySelectorAll("[role=tab]");
  const [words, panel] = box.querySelectorAll("[role=tabpanel]");
  const tools = box.querySelector("[role=toolbar]");
  let waiting;

  function choose(tab) {
    const looks = tab === look;
    for (const each of [write, look]) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
    }
    if (looks) panel.style.minHeight = `${words.offsetHeight}px`;
    words.hidden = looks;
    tools.hidden = looks;
    panel.hidden = !looks;
    if (looks) show(box, panel).catch(() => {});
  }

  box.querySelector("[role=tablist]").addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  box.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const other = event.target === write ? look : write;
    choose(other);
    other.focus();
  });
  box.querySelector("textarea").form.addEventListener("input", () => {
    if (panel.hidden) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(box, panel).catch(() => {}), PAUSE_MS);
  });
}
