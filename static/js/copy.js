/* Copies the text of the element that a button names (`data-copy`: its id), and says so where everybody hears it.
   Where the browser refuses, the text is selected, so that one key copies it. */
const SHOWN_MS = 4000;

function say(words) {
  const toast = document.createElement("p");
  toast.className = "notice notice-success";
  toast.textContent = words;
  document.getElementById("toasts").replaceChildren(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value);
    say(button.dataset.said);
  } catch {
    source.focus();
    source.select();
  }
});

/* A phone can hand an address to its other programs; where it cannot, there is no button for it. */
for (const button of document.querySelectorAll("[data-send]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const url = document.getElementById(button.dataset.send).value;
    const title = button.closest("[data-send-title]").dataset.sendTitle;
    navigator.share({ url, title }).catch(() => {}); // whoever thinks better of it has done nothing wrong
  });
}
