/* A notice goes when its button is pressed; focus moves on to the page, not to nowhere. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (!button) return;
  button.closest("[data-notice]")?.remove();
  document.getElementById("main")?.focus({ preventScroll: true });
});
