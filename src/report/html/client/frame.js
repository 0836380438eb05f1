// What the whole page shares: buttons that copy commands, and links that open what they lead into.

/** Buttons are made for what can be seen alone: a large report has thousands of commands in what is folded. */
function addCopyButtons(scope) {
  for (const block of scope.querySelectorAll("pre.command")) {
    if (block.querySelector(".copy") === null && block.closest("details:not([open])") === null) addCopyButton(block);
  }
}

function addCopyButton(block) {
  const { copy, copied } = document.querySelector("main").dataset;
  const code = block.querySelector("code");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      // Some browsers let no local file write to the clipboard: then the command is at least selected.
      getSelection().selectAllChildren(code);
      return;
    }
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = copy;
    }, 2000);
  });
  block.append(button);
}

/** Reads what is folded: in a large report it is text, but for readers without script, until it is opened. */
function readLater(details) {
  const later = details.querySelector(":scope > div > noscript");
  if (later !== null) readText(later);
}

function readText(later) {
  const template = document.createElement("template");
  template.innerHTML = later.textContent;
  later.replaceWith(template.content);
}

/** What the address leads to; null where it leads nowhere, or holds the state of the filter. */
function targetOf(address) {
  const id = address.slice(1);
  if (!/^[a-z0-9-]+$/.test(id)) return null;
  const later = document.getElementById(id) === null ? textWith(`id="${id}"`) : undefined;
  if (later !== undefined) readText(later);
  return document.getElementById(id);
}

function textWith(part) {
  return [...document.querySelectorAll("main noscript")].find(({ textContent }) => textContent.includes(part));
}

/** Opens what a target stands in and what it folds itself, and shows it. */
function openTarget(target) {
  for (let at = target; at !== null; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  const own = target.querySelector(":scope > .own > details");
  if (own !== null) own.open = true;
  show(target);
}

/** Scrolls to a target, and again as long as what is drawn for the first time above it pushes it away. */
function show(target, rounds = 10) {
  target.scrollIntoView();
  const { top } = target.getBoundingClientRect();
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const moved = Math.abs(target.getBoundingClientRect().top - top) > 2;
      if (rounds > 0 && moved) show(target, rounds - 1);
    }),
  );
}

/** Goes where the address leads. What is hidden there is shown first by whoever hides it. */
function follow() {
  const target = targetOf(location.hash);
  if (target === null) return;
  target.dispatchEvent(new CustomEvent("reveal", { bubbles: true }));
  openTarget(target);
}

addCopyButtons(document);
document.addEventListener(
  "toggle",
  ({ target }) => {
    readLater(target);
    addCopyButtons(target);
  },
  true,
);
window.addEventListener("hashchange", follow);
// A link to where the address already leads changes nothing in it.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (link !== null && link.getAttribute("href") === location.hash) follow();
});
// Once all scripts of the page have run.
setTimeout(follow);
