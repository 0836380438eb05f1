// Filter, grouping and search of the findings, with their state in the address; copying of commands; what an address leads to.
const form = document.querySelector("form.filter");

/** Opens what a fragment leads into, and shows it. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  for (let at = target; at !== null; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  const own = target.querySelector(":scope > .own > details");
  if (own instanceof HTMLDetailsElement) own.open = true;
  target.scrollIntoView();
}

function addCopyButtons() {
  if (navigator.clipboard === undefined) return;
  const words = document.querySelector("main")?.dataset ?? {};
  for (const block of document.querySelectorAll("pre.command")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy ?? "";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code")?.textContent ?? "");
      button.textContent = words.copied ?? "";
      setTimeout(() => {
        button.textContent = words.copy ?? "";
      }, 2000);
    });
    block.append(button);
  }
}

/** Every finding with what it is filtered by; its text is read when it is first searched for. */
function readEntries() {
  return [...document.querySelectorAll("article.finding")].map((article) => {
    const own = article.querySelector(":scope > .own");
    let text;
    return {
      article,
      own,
      place: article.parentElement,
      next: article.nextSibling,
      parent: article.parentElement?.closest("article.finding") ?? null,
      values: article.dataset,
      text() {
        text ??= own.textContent.toLowerCase();
        return text;
      },
    };
  });
}

/** Findings under a heading for each value, in the order in which they come. */
function regroup(entries, key, target) {
  const groups = new Map();
  const ordered = key === "service" || key === "node" ? [...entries].sort(byValue(key)) : entries;
  for (const entry of ordered) {
    const value = entry.values[key];
    if (!groups.has(value)) groups.set(value, []);
    groups.get(value).push(entry);
  }
  const sections = [...groups].map(([value, members]) => {
    const section = document.createElement("section");
    section.className = "group";
    const heading = document.createElement("h3");
    section.append(heading, ...members.map(({ article }) => article));
    return { section, heading, value, members };
  });
  target.replaceChildren(...sections.map(({ section }) => section));
  return sections;
}

function byValue(key) {
  return (one, other) => (one.values[key] < other.values[key] ? -1 : one.values[key] > other.values[key] ? 1 : 0);
}

function startFilter() {
  const entries = readEntries();
  const grouped = document.querySelector(".grouped");
  const regrouped = document.querySelector(".regrouped");
  const nothing = document.querySelector("p.nothing");
  const output = form.querySelector("output");
  const fields = ["q", "group", "severity", "node", "kind", "state"];
  const FILTERS = ["severity", "node", "kind", "state"];
  let group = "cause";
  let sections = [];

  const chosen = (name) => form.elements[name].value;

  function arrange() {
    if (chosen("group") === group) return;
    // From the last on, so that what each stood before is in its place again.
    if (group !== "cause")
      for (const { article, place, next } of [...entries].reverse()) place.insertBefore(article, next);
    group = chosen("group");
    grouped.hidden = group !== "cause";
    regrouped.hidden = group === "cause";
    sections = group === "cause" ? [] : regroup(entries, group, regrouped);
    if (group === "cause") regrouped.replaceChildren();
  }

  function matches({ values, text }, words) {
    for (const name of FILTERS) {
      const wanted = chosen(name);
      if (wanted !== "" && values[name] !== wanted) return false;
    }
    return words.every((word) => text().includes(word));
  }

  /** A finding that does not match stays as the place of those that follow from it and do. */
  function apply() {
    arrange();
    const words = chosen("q")
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    const shown = new Set(entries.filter((entry) => matches(entry, words)).map(({ article }) => article));
    const kept = new Set(shown);
    if (group === "cause") {
      for (const { article, parent } of entries) {
        if (!shown.has(article)) continue;
        for (let at = parent; at !== null && !kept.has(at); at = at.parentElement.closest("article.finding"))
          kept.add(at);
      }
    }
    for (const { article, own } of entries) {
      article.hidden = !kept.has(article);
      if (article.parentElement.tagName === "LI") article.parentElement.hidden = article.hidden;
      own.classList.toggle("context", !shown.has(article));
    }
    for (const { section, heading, value, members } of sections) {
      const count = members.filter(({ article }) => shown.has(article)).length;
      section.hidden = count === 0;
      heading.textContent = `${nameOf(value)} (${count})`;
    }
    for (const section of grouped.querySelectorAll(":scope > section")) {
      section.hidden = section.querySelector("article.finding:not([hidden])") === null;
    }
    nothing.hidden = shown.size > 0;
    output.textContent = form.dataset.shown.replace("##", entries.length).replace("#", shown.size);
  }

  /** A severity by its word; other values speak for themselves. */
  function nameOf(value) {
    const option = group === "severity" ? form.querySelector(`select[name=severity] option[value="${value}"]`) : null;
    return option === null ? value : option.textContent;
  }

  /** The state of the filter as an address, without what is left as it was. */
  function write() {
    const state = new URLSearchParams();
    for (const name of fields) {
      const value = chosen(name);
      if (value !== "" && !(name === "group" && value === "cause")) state.set(name, value);
    }
    const text = state.toString();
    history.replaceState(null, "", text === "" ? "#findings" : `#findings?${text}`);
  }

  function read() {
    const [anchor, text] = location.hash.slice(1).split("?");
    if (anchor !== "findings") return false;
    const state = new URLSearchParams(text ?? "");
    for (const name of fields) {
      const field = form.elements[name];
      field.value = state.get(name) ?? (name === "group" ? "cause" : "");
      // An address may name what is not there: then nothing is chosen, and all is shown.
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    apply();
    if (text !== undefined) document.getElementById("findings").scrollIntoView();
    return true;
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    apply();
    write();
  });
  form.addEventListener("reset", () =>
    setTimeout(() => {
      apply();
      write();
    }),
  );
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      form.elements.q.focus();
    }
    if (event.key === "Escape" && event.target === form.elements.q && form.elements.q.value !== "") {
      form.elements.q.value = "";
      apply();
      write();
    }
  });
  window.addEventListener("hashchange", read);
  if (!read()) apply();
  /** Shows all again where a link leads to a finding that the filter hides. */
  return (target) => {
    if (target.closest("article[hidden], section[hidden], .grouped[hidden]") === null) return;
    form.reset();
  };
}

addCopyButtons();
const reveal = form === null ? () => {} : startFilter();
function follow() {
  const target = document.getElementById(location.hash.slice(1).split("?")[0]);
  if (target === null || location.hash.includes("?")) return;
  reveal(target);
  setTimeout(openTarget);
}
window.addEventListener("hashchange", follow);
// A link to where the address already leads changes nothing in it.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (link !== null && link.getAttribute("href") === location.hash) follow();
});
follow();
