// The screen in the waiting room shows new calls by itself; without scripts a link does it.
const EVERY = 5000;

async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const board = page.querySelector("[data-board]");
      if (board) document.querySelector("[data-board]").replaceWith(board);
    }
  } finally {
    setTimeout(renew, EVERY);
  }
}

setTimeout(renew, EVERY);
