/* Tells which comments were in sight long enough to be read, and where the reader is; folded ones are not. */
const tree = document.querySelector("[data-seen]");
const token = document.querySelector("#tree-form [name=csrfmiddlewaretoken]")?.value;
const LOOK_MS = 700;
const TELL_MS = 5000;
const seen = new Set();
const told = new Set();
let place = "";

function tell() {
  const fresh = [...seen].filter((id) => !told.has(id)).slice(0, 300);
  const top = document.elementFromPoint(innerWidth / 2, Math.min(140, innerHeight / 3))?.closest(".comment");
  const now = top ? top.id.slice(1) : "";
  if (told.size && !fresh.length && now === place) return;
  place = now || place;
  for (const id of fresh) told.add(id);
  told.add(0);
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ids: fresh.join(","), place });
  fetch(tree.dataset.seen, { method: "POST", body, keepalive: true, credentials: "same-origin" }).catch(() => {
    for (const id of fresh) told.delete(id);
  });
}

if (tree && token) {
  const waiting = new Map();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      const id = Number(target.closest(".comment").id.slice(1));
      const read = isIntersecting && (intersectionRatio > 0.6 || intersectionRect.height > innerHeight * 0.4);
      if (!read) {
        clearTimeout(waiting.get(id));
        waiting.delete(id);
      } else if (!seen.has(id) && !waiting.has(id)) {
        waiting.set(id, setTimeout(() => { seen.add(id); watch.unobserve(target); }, LOOK_MS));
      }
    }
  }, { threshold: [0, 0.3, 0.65, 1] });
  for (const words of tree.querySelectorAll(".comment-one")) watch.observe(words);
  setTimeout(tell, 1500);
  setInterval(() => { if (document.visibilityState === "visible") tell(); }, TELL_MS);
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
}
