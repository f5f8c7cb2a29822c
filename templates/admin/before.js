// On a phone form and preview take turns, the form first; the eye at the edge turns them round.
if (innerWidth < 800 && localStorage.getItem("cms.right-pane") === null) localStorage.setItem("cms.right-pane", "none");
// The editor opens when its words and previews are laid out, at the end of desk.js.
window.CMS_MANUAL_INIT = true;
