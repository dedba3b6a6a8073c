/* Runs before the first paint, so that a remembered theme never flashes; the rest of it waits for the page. */
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "theme";
  function remembered() {
    try { return localStorage.getItem(key) || ""; } catch (_) { return ""; }
  }
  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.querySelectorAll("[data-theme-set]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeSet === (root.dataset.theme || "")));
    });
  }
  root.classList.add("has-script");
  show(remembered());
  document.addEventListener("DOMContentLoaded", function () { show(remembered()); });
  addEventListener("storage", function (event) { if (event.key === key) show(remembered()); });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-theme-set]");
    if (!button) return;
    try { localStorage.setItem(key, button.dataset.themeSet); } catch (_) { /* shown for this page only */ }
    show(button.dataset.themeSet);
  });
})();
