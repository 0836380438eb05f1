// The timeline's zoom and its choice of kinds; the matrix's choice of what is not well.
const WIDTH = 1000;
const MARGIN = 24;
const SHORTEST = 10_000;
const STEPS = [
  1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 7_776_000,
];

function startTimeline(chart, form) {
  const all = { from: Math.min(Number(chart.dataset.first), Number(chart.dataset.from)), to: Number(chart.dataset.to) };
  const begin = { from: Number(chart.dataset.from), to: all.to };
  const marks = [...chart.querySelectorAll("[data-t]")].map((mark) => ({
    mark,
    at: Number(mark.dataset.t),
    until: Number(mark.dataset.u),
    kind: [...mark.classList].find((name) => name.startsWith("e-")).slice(2),
    y: mark.transform.baseVal.getItem(0).matrix.f,
    bar: mark.querySelector("rect"),
  }));
  const ticks = chart.querySelector(".ticks");
  const bottom = ticks.querySelector("line")?.getAttribute("y2") ?? "0";
  let shown = begin;

  const xOf = (at) => ((at - shown.from) / (shown.to - shown.from)) * WIDTH;

  function draw() {
    for (const { mark, at, until, kind, y, bar } of marks) {
      const visible = form.elements[kind].checked && until >= shown.from && at <= shown.to;
      mark.setAttribute("visibility", visible ? "visible" : "hidden");
      if (!visible) continue;
      mark.setAttribute("transform", `translate(${xOf(at)} ${y})`);
      bar?.setAttribute("width", String(Math.max(0, xOf(until) - xOf(at))));
    }
    drawTicks();
  }

  function drawTicks() {
    const length = shown.to - shown.from;
    const step = (STEPS.find((seconds) => length / seconds / 1000 <= 8) ?? Math.ceil(length / 8000)) * 1000;
    const drawn = [];
    for (let at = Math.ceil(shown.from / step) * step; at <= shown.to; at += step) drawn.push(tickAt(at, step));
    ticks.replaceChildren(...drawn);
  }

  function tickAt(at, step) {
    const text = new Date(at).toISOString();
    const day = at % 86_400_000 === 0;
    const group = svg("g", { transform: `translate(${xOf(at)} 0)` });
    const label = svg("text", { y: bottom, dy: "16" });
    label.textContent = day ? text.slice(5, 10) : step < 60_000 ? text.slice(11, 19) : text.slice(11, 16);
    group.append(svg("line", { y2: bottom }), label);
    return group;
  }

  function svg(name, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function show(from, to) {
    const length = Math.min(Math.max(to - from, SHORTEST), all.to - all.from);
    const start = Math.min(Math.max(from, all.from), all.to - length);
    shown = { from: start, to: start + length };
    draw();
  }

  /** Zooms around a place: 0 at the left, 1 at the right. */
  function zoom(factor, place = 0.5) {
    const length = shown.to - shown.from;
    const center = shown.from + length * place;
    show(center - length * factor * place, center + length * factor * (1 - place));
  }

  function move(part) {
    const by = (shown.to - shown.from) * part;
    show(shown.from + by, shown.to + by);
  }

  const placeOf = (event) => {
    const { left, width } = chart.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * (WIDTH + 2 * MARGIN) - MARGIN;
    return Math.min(1, Math.max(0, x / WIDTH));
  };
  const actions = {
    in: () => zoom(0.5),
    out: () => zoom(2),
    earlier: () => move(-0.5),
    later: () => move(0.5),
    all: () => show(all.from, all.to),
  };
  for (const [name, action] of Object.entries(actions)) form.elements[name].addEventListener("click", action);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", draw);
  chart.parentElement.addEventListener("keydown", ({ key }) => {
    if (key === "+") actions.in();
    if (key === "-") actions.out();
  });
  chart.addEventListener(
    "wheel",
    (event) => {
      // Without a modifier the wheel scrolls the page.
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.7 : 1.4, placeOf(event));
    },
    { passive: false },
  );
  let drag;
  chart.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    drag = { from: placeOf(event), band: svg("rect", { class: "drag", height: "100%" }) };
    chart.append(drag.band);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    if (drag === undefined) return;
    const to = placeOf(event);
    drag.band.setAttribute("x", String(Math.min(drag.from, to) * WIDTH));
    drag.band.setAttribute("width", String(Math.abs(to - drag.from) * WIDTH));
  });
  chart.addEventListener("pointerup", (event) => {
    if (drag === undefined) return;
    const [left, right] = [drag.from, placeOf(event)].sort((one, other) => one - other);
    drag.band.remove();
    drag = undefined;
    const length = shown.to - shown.from;
    if (right - left > 0.01) show(shown.from + length * left, shown.from + length * right);
  });
  form.hidden = false;
  // What happened last is at the right, which a phone would not show at first.
  chart.parentElement.scrollLeft = chart.parentElement.scrollWidth;
  document.querySelector(".without").hidden = true;
}

const chart = document.querySelector("svg.chart");
const kinds = document.querySelector("form.kinds");
if (chart !== null && kinds !== null) startTimeline(chart, kinds);

const only = document.querySelector("form.only");
if (only !== null) {
  const well = document.querySelectorAll(".matrix tr.well");
  only.hidden = false;
  only.addEventListener("change", () => {
    for (const row of well) row.hidden = only.elements.bad.checked;
  });
}
