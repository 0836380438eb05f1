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

/** What the address leads to; null where it leads nowhere, or holds the state of the filter. */
function targetOf(address) {
  return address.includes("?") ? null : document.getElementById(address.slice(1));
}

/** Opens what a target stands in and what it folds itself, and shows it. */
function openTarget(target) {
  for (let at = target; at !== null; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  const own = target.querySelector(":scope > .own > details");
  if (own !== null) own.open = true;
  target.scrollIntoView();
}

/** Goes where the address leads. What is hidden there is shown first by whoever hides it. */
function follow() {
  const target = targetOf(location.hash);
  if (target === null) return;
  target.dispatchEvent(new CustomEvent("reveal", { bubbles: true }));
  openTarget(target);
}

addCopyButtons(document);
document.addEventListener("toggle", (event) => addCopyButtons(event.target), true);
window.addEventListener("hashchange", follow);
// A link to where the address already leads changes nothing in it.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (link !== null && link.getAttribute("href") === location.hash) follow();
});
// Once all scripts of the page have run.
setTimeout(follow);
