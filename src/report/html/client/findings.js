// Filter, grouping and search of the findings, with their state in the address: #findings?group=node&q=rabbit
const form = document.querySelector("form.filter");
const CHOICES = ["severity", "node", "kind", "state"];
const FIELDS = ["q", "group", ...CHOICES];
/** What a finding says itself, without the words that all have. */
const SAID = "h4, p:not(.label, .severity), pre > code, .place, .quote, .excerpt, .references";

/** Every finding with its place among the others. Its text is read when it is first searched. */
function readEntries() {
  return [...document.querySelectorAll("article.finding")].map((article) => {
    const own = article.querySelector(":scope > .own");
    let text;
    return {
      ...{ article, own, values: article.dataset, place: article.parentElement, next: article.nextSibling },
      // What is of one rule stands in a box, and what follows from something in an item of a list.
      boxes: [article.closest(".fold"), article.closest(".effects > li")].filter((box) => box?.contains(article)),
      parent: article.parentElement.closest("article.finding"),
      section: article.closest(".grouped > section"),
      text() {
        text ??= [...own.querySelectorAll(SAID)].map((part) => part.textContent.toLowerCase()).join("\n");
        return text;
      },
    };
  });
}

function optionsOf(name) {
  return [...form.elements[name].options].filter(({ value }) => value !== "");
}

/** Words, and what stands in quotes as a whole. */
function wordsOf(text) {
  return [...text.toLowerCase().matchAll(/"([^"]+)"|[^\s"]+/g)].map(([word, phrase]) => phrase ?? word);
}

/** The groups of findings by one of their values: severities by rank, other values by name. */
function groupsOf(entries, key) {
  const groups = new Map();
  if (key === "severity") for (const { value } of optionsOf(key)) groups.set(value, []);
  for (const entry of entries) {
    // What is on several nodes stands in one place alone: all on the same nodes together.
    const value = entry.values[key].replaceAll("\n", ", ");
    if (!groups.has(value)) groups.set(value, []);
    groups.get(value).push(entry);
  }
  return key === "severity" ? [...groups] : [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A group on the page, with a heading that is filled in when its findings are counted. */
function sectionOf([value, members], key) {
  const section = document.createElement("section");
  const heading = document.createElement("h3");
  section.className = "group";
  section.append(heading, ...members.map(({ article }) => article));
  const name = key === "severity" ? optionsOf(key).find((option) => option.value === value).textContent : value;
  return { section, heading, name, members };
}

function startFilter() {
  const entries = readEntries();
  const grouped = document.querySelector(".grouped");
  const regrouped = document.querySelector(".regrouped");
  const nothing = document.querySelector("p.nothing");
  const output = form.querySelector("output");
  let group = "cause";
  let sections = [];
  let writing = 0;

  const chosen = (name) => form.elements[name].value;

  /** Puts the findings into the groups that are wanted; those of root causes are as they came. */
  function arrange() {
    const wanted = chosen("group");
    if (wanted === group) return;
    // From the last on, so that what each stood before is in its place again.
    if (group !== "cause") for (const one of [...entries].reverse()) one.place.insertBefore(one.article, one.next);
    group = wanted;
    sections = group === "cause" ? [] : groupsOf(entries, group).map((one) => sectionOf(one, group));
    regrouped.replaceChildren(...sections.map(({ section }) => section));
    grouped.hidden = group !== "cause";
    regrouped.hidden = group === "cause";
  }

  function matching() {
    const words = wordsOf(chosen("q"));
    const wanted = CHOICES.map((name) => [name, chosen(name)]).filter(([, value]) => value !== "");
    const matches = ({ values, text }) =>
      wanted.every(([name, value]) => values[name].split("\n").includes(value)) &&
      words.every((word) => text().includes(word));
    return new Set(entries.filter(matches).map(({ article }) => article));
  }

  /** What matches, and below root causes also what it follows from. */
  function withCauses(shown) {
    const kept = new Set(shown);
    if (group !== "cause") return kept;
    for (const { article, parent } of entries) {
      if (!shown.has(article)) continue;
      for (let at = parent; at !== null && !kept.has(at); at = at.parentElement.closest("article.finding"))
        kept.add(at);
    }
    return kept;
  }

  function apply() {
    arrange();
    const shown = matching();
    const kept = withCauses(shown);
    const filled = new Set();
    const seen = new Map();
    // What stays as it is is not touched: a browser looks again at all that is.
    for (const { article, own, boxes, section } of entries) {
      const hidden = !kept.has(article);
      if (article.hidden !== hidden) article.hidden = hidden;
      for (const box of boxes) seen.set(box, seen.get(box) === true || !hidden);
      own.classList.toggle("context", !shown.has(article));
      if (!hidden) filled.add(section);
    }
    for (const [box, any] of seen) if (box.hidden === any) box.hidden = !any;
    for (const { section, heading, name, members } of sections) {
      const count = members.filter(({ article }) => shown.has(article)).length;
      section.hidden = count === 0;
      heading.textContent = `${name} (${count})`;
    }
    for (const section of grouped.querySelectorAll(":scope > section")) section.hidden = !filled.has(section);
    nothing.hidden = shown.size > 0;
    output.textContent = form.dataset.shown.replace("##", entries.length).replace("#", shown.size);
  }

  /** The state of the filter as an address, without what is left as it was. */
  function address() {
    const state = new URLSearchParams();
    for (const name of FIELDS) {
      const value = chosen(name);
      if (value !== "" && !(name === "group" && value === "cause")) state.set(name, value);
    }
    return state.size === 0 ? "#findings" : `#findings?${state}`;
  }

  /** What is chosen is a step to go back from; what is typed replaces itself, and not by every key, which browsers refuse. */
  function write(event) {
    clearTimeout(writing);
    if (event.target instanceof HTMLSelectElement) history.pushState(null, "", address());
    else writing = setTimeout(() => history.replaceState(null, "", address()), 250);
  }

  /** Sets the filter as an address says. What it names that is not there is not chosen, so that all is shown. */
  function set(state) {
    clearTimeout(writing);
    for (const name of FIELDS) {
      const field = form.elements[name];
      field.value = state.get(name) ?? (name === "group" ? "cause" : "");
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    apply();
  }

  function read() {
    clearTimeout(writing);
    const [anchor, text] = location.hash.split("?");
    if (anchor !== "#findings") return;
    set(new URLSearchParams(text));
    if (text !== undefined) document.getElementById("findings").scrollIntoView();
  }

  function clear() {
    set(new URLSearchParams());
    history.replaceState(null, "", "#findings");
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    apply();
    write(event);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    form.elements.q.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      form.elements.q.focus();
    }
    if (event.key === "Escape" && event.target === form.elements.q) clear();
  });
  document.addEventListener("reveal", ({ target }) => {
    const hidden = target.closest("article[hidden], section[hidden], .grouped[hidden]");
    if (hidden !== null || target.querySelector(":scope > .own.context") !== null) set(new URLSearchParams());
  });
  window.addEventListener("hashchange", read);
  apply();
  read();
  readAhead(entries);
}

/** Reads what findings say while the reader does nothing, so that the first key is as quick as the next. */
function readAhead(entries) {
  let next = 0;
  const read = (deadline) => {
    while (next < entries.length && deadline.timeRemaining() > 1) entries[next++].text();
    if (next < entries.length) requestIdleCallback(read);
  };
  if (typeof requestIdleCallback === "function") requestIdleCallback(read);
}

if (form !== null) startFilter();
