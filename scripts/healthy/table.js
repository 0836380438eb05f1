/** A table as docker and podman print it: columns as wide as their widest cell, with `gap` blanks between. */
export function tableOf(header, rows, gap = 3) {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)) + gap);
  return `${lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("")
        .trimEnd(),
    )
    .join("\n")}\n`;
}
