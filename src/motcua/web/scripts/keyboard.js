// Work from the keyboard: `/` search, `n` new, `j k` rows, Enter opens, `?` help.
// One-letter keys can be switched off (WCAG 2.1.4); the choice stays on this machine.

const SWITCH = "motcua-keys-off";
const dialog = document.getElementById("keys");
const off = () => localStorage.getItem(SWITCH) === "yes";
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const rows = () => [...document.querySelectorAll("[data-row]")];

const move = (step) => {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.hasAttribute("data-at"));
  const next = Math.min(Math.max(at + step, 0), all.length - 1);
  all[at]?.removeAttribute("data-at");
  all[next].setAttribute("data-at", "");
  all[next].querySelector("a, button")?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
};

const go = (key) => {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (typing(target)) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
  return true;
};

const deeds = { j: () => move(1), k: () => move(-1), "?": () => dialog.showModal() };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (off() || dialog.open || typing(event.target)) return;
  const deed = deeds[event.key];
  if (deed) deed();
  else if (!(event.key.length === 1 && go(CSS.escape(event.key)))) return;
  event.preventDefault();
});

const opener = document.querySelector("[data-keys-opener]");
opener.hidden = false;
opener.querySelector("button").addEventListener("click", () => dialog.showModal());

const box = dialog.querySelector("[data-keys-switch]");
box.checked = off();
box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "yes" : "no"));
