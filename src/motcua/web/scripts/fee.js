// The quick desk: what the tariff asks for, while one types. Without scripts a button asks.

const form = document.querySelector("form[data-fee]");
const shown = form?.querySelector("[data-fee-shown]");

let asking = new AbortController();

const ask = async () => {
  // An answer to an earlier question must not overtake the last one.
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const asked = new URLSearchParams();
  for (const name of ["procedure", "pages", "copies"]) asked.set(name, form.elements[name].value);
  const answer = await fetch(`${form.dataset.fee}?${asked}`, { signal }).catch(() => null);
  if (!answer?.ok) return;
  const bill = await answer.json().catch(() => null);
  if (!bill || signal.aborted) return;
  shown.hidden = !(bill.due || bill.words);
  shown.querySelector(".bill__due").textContent = bill.due;
  shown.querySelector(".bill__words").textContent = bill.words;
  form.elements.pages.closest(".govuk-form-group").hidden = !bill.by_pages;
};

if (form) {
  for (const each of form.querySelectorAll("[data-not-with-scripts]")) each.hidden = true;
  for (const name of ["procedure", "pages", "copies"]) {
    form.elements[name].addEventListener("change", ask);
    form.elements[name].addEventListener("input", ask);
  }
  ask();
}
