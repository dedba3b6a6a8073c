/* Whoever signs out leaves no words behind in this browser; what was saved waits on the server. */
const form = document.querySelector("[data-sign-out]");

form?.addEventListener("submit", () => {
  try {
    const own = `draft:${document.body.dataset.member}:`;
    for (const key of Object.keys(localStorage)) if (key.startsWith(own)) localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
});
