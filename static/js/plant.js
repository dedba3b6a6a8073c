/* Blanks in braces: the first is selected, Tab goes to the next, and the preview follows what is written. */
const box = document.querySelector("textarea[data-blanks]");
const BLANK = /\{[^{}\n]{1,60}\}/g;

function nextBlank(from) {
  BLANK.lastIndex = from;
  const found = BLANK.exec(box.value);
  return found && { start: found.index, end: found.index + found[0].length };
}

function select(blank) {
  box.focus({ preventScroll: true });
  box.setSelectionRange(blank.start, blank.end);
}

async function showPreview(form) {
  const body = new FormData(form);
  body.append("preview", "1");
  const answer = await fetch(location.href, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = page.getElementById("preview");
  if (made) document.getElementById("preview").replaceChildren(...made.childNodes);
}

if (box) {
  const form = box.form;
  const first = nextBlank(0);
  if (first && !form.querySelector(".field-bad")) {
    select(first);
    form.scrollIntoView({ block: "nearest" });
  }
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey) return;
    const blank = nextBlank(box.selectionEnd);
    if (!blank) return;
    event.preventDefault();
    select(blank);
  });
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => showPreview(form).catch(() => {}), 400);
  });
  form.querySelector("[name=at]")?.addEventListener("input", () => {
    form.querySelector("[name=when][value=other]").checked = true;
  });
  form.querySelector("button[name=preview]")?.setAttribute("hidden", "");
}

document.getElementById("problems")?.focus();
