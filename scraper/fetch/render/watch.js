// Runs before any script of the page: opens closed shadow trees, and notes when the document last changed.
(() => {
  const ALL = { childList: true, subtree: true, characterData: true };
  const attach = Element.prototype.attachShadow;
  let changedAt = performance.now();
  const watcher = new MutationObserver(() => { changedAt = performance.now(); });
  watcher.observe(document, ALL);
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, { ...init, mode: "open" });
    watcher.observe(root, ALL);
    return root;
  };
  Object.defineProperty(window, "__stillMs", { get: () => performance.now() - changedAt });
})();
