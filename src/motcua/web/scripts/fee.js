// The quick desk: what the tariff asks for, while one types. Without scripts a button asks.

const form = document.querySelector("form[data-fee]");
const shown = form?.querySelector("[data-fee-shown]");

const ask = async () => {
  const asked = new URLSearchParams();
  for (const name of ["procedure", "pages", "copies"]) asked.set(name, form.elements[name].value);
  const answer = await fetch(`${form.dataset.fee}?${asked}`).catch(() => null);
  if (!answer?.ok) return;
  const bill = await answer.json();
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
