// Filter of the table of what was checked.
const rules = document.querySelector("form.rules");
if (rules !== null) {
  const rows = [...document.querySelectorAll("table.coverage tbody tr")];
  rules.hidden = false;
  rules.addEventListener("submit", (event) => event.preventDefault());
  rules.addEventListener("input", () => {
    const words = rules.elements.q.value.toLowerCase().split(/\s+/);
    const onlyOpen = rules.elements.open.checked;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = (onlyOpen && !row.classList.contains("open")) || !words.every((word) => text.includes(word));
    }
  });
}
