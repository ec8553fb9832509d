// The QR code of a slip ends in `#` and the dossier's code, which no server sees: it goes into the box.

// Codes are letters, digits, dots and dashes: nothing in them is written with `%`.
const code = location.hash.slice(1);
const box = document.querySelector("form [name='code']");

if (box && !box.value && /^[A-Z0-9.-]{10,64}$/i.test(code)) {
  box.value = code;
  // The code stays in no history; what is left to type is the secret on the slip.
  history.replaceState(null, "", location.pathname);
  box.form.elements.secret.focus();
}
