// What a page gains from scripts; every page works without them.

// Complaints come first: the summary is announced and can be read at once.
const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// A complaint's link leads to the field itself, not only near it.
for (const link of document.querySelectorAll(".govuk-error-summary a[href^='#']")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus();
  });
}

// The words stand in the page, so that they are translated with it.
const sayOffline = (form) => {
  const words = document.getElementById("offline");
  if (!words || form.querySelector(".offline")) return;
  form.prepend(words.content.cloneNode(true));
};

// A form is sent once, and not at all while the line is cut: what was typed stays.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      sayOffline(form);
      return;
    }
    form.querySelector(".offline")?.remove();
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    // After a broken connection the person tries again; the form's key keeps that from doubling.
    setTimeout(() => release(form), 3000);
  });
}

const release = (form) => {
  delete form.dataset.sent;
  for (const busy of form.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
};

// Coming back by the browser's own button finds the form ready to be sent again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-once]").forEach(release));

// On a narrow screen the filters wait behind their title.
if (matchMedia("(max-width: 640px)").matches) {
  for (const filters of document.querySelectorAll("details.filters")) filters.open = false;
}
