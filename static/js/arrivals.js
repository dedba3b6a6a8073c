/* Asks now and then whether somebody answered meanwhile, and offers it in one line; nothing on the page moves. */
const tree = document.querySelector("[data-arrivals]");
const line = document.querySelector("[data-arrivals-line]");
const EVERY_MS = 60000;

async function ask() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(`${tree.dataset.arrivals}?since=${tree.dataset.newest}`, { credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 200) line.innerHTML = await answer.text();
}

if (tree && line) setInterval(ask, EVERY_MS);
