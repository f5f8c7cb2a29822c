// In a copy on a disk a folder opens as a list of files: links that scripts make get the name of the page in them.
// Some browsers give each file a memory of its own: what is kept (basket, theme) travels in the link to the next page.
(function () {
  "use strict";
  var KEPT = ["basket", "early", "theme"], here = location.protocol === "file:";
  var brought = here && /[?&]kept=([^&#]*)/.exec(location.search);
  try {
    if (brought) {
      var told = JSON.parse(decodeURIComponent(brought[1]));
      KEPT.forEach(function (name) { if (typeof told[name] === "string") localStorage.setItem(name, told[name]); });
      if (/^(light|dark)$/.test(told.theme)) document.documentElement.dataset.theme = told.theme;
      history.replaceState(null, "", location.pathname + location.search.replace(brought[0], "").replace(/^&/, "?") + location.hash);
    }
  } catch (fault) { /* a browser that keeps nothing */ }
  if (here) addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]"), kept = {};
    if (!link || link.protocol !== "file:" || /^#/.test(link.getAttribute("href"))) return;
    try { KEPT.forEach(function (name) { if (localStorage.getItem(name)) kept[name] = localStorage.getItem(name); }); } catch (fault) { return; }
    link.search = link.search.replace(/[?&]kept=[^&]*/, "");
    if (Object.keys(kept).length) link.search += (link.search ? "&" : "?") + "kept=" + encodeURIComponent(JSON.stringify(kept));
  }, true);
  function named(link) {
    var to = link.getAttribute("href");
    if (!to || /^(#|[a-z][a-z0-9+.-]*:(?!\/\/\/))/i.test(to) && !/^file:/i.test(to)) return;
    var parts = /^([^?#]*)(.*)$/.exec(to);
    if (/(^|\/)\.{0,2}\/?$/.test(parts[1]) && parts[1]) link.setAttribute("href", parts[1].replace(/\/?$/, "/") + "index.html" + parts[2]);
  }
  function all(node) {
    if (node.nodeType !== 1) return;
    if (node.matches("a[href]")) named(node);
    node.querySelectorAll("a[href]").forEach(named);
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") named(change.target);
      else change.addedNodes.forEach(all);
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["href"] });
})();
