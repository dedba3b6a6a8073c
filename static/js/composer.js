/* The box for words. What it can do beyond typing is fetched when somebody turns to it. */
const begun = new WeakSet();

const parts = () => Promise.all([
  import("./composer-people.js"),
  import("./composer-tools.js"),
  import("./composer-paste.js"),
  import("./composer-look.js"),
  import("./composer-keep.js"),
  import("./composer-pictures.js"),
  import("./composer-send.js"), // the last: whatever else may stop a form goes first
]);

async function begin(box) {
  if (begun.has(box)) return;
  begun.add(box);
  for (const part of await parts()) part.start(box);
  box.dataset.ready = "yes";
}

for (const kind of ["focusin", "pointerover"]) {
  document.addEventListener(kind, (event) => {
    // a title or a tag beside the box is kept with it
    const box = event.target.closest?.("[data-composer]") ?? event.target.form?.querySelector("[data-composer]");
    if (box) begin(box);
  });
}

/* A box with the caret in it, or with words of an earlier page in this browser, begins at once. */
function holds(box) {
  try {
    const start = `draft:${document.body.dataset.member}:${box.dataset.keep}:`;
    return Object.keys(localStorage).some((key) => key.startsWith(start));
  } catch { return false; }
}
for (const box of document.querySelectorAll("[data-composer]")) if (box.contains(document.activeElement) || holds(box)) begin(box);
