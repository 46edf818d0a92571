// Runs before the first paint so that the page never flashes in the wrong theme. External, so a strict
// Content-Security-Policy needs no hash. Keep in step with src/kit/layout/theme.ts.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("groundwork.theme");
  } catch {
    choice = null; // storage is blocked
  }
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
