/** A value as Python prints it, which is how tripleo_ansible writes the label config_data. */
export function pythonOf(value) {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `'${value.replace(/[\\']/g, "\\$&")}'`;
  if (Array.isArray(value)) return `[${value.map(pythonOf).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${pythonOf(key)}: ${pythonOf(one)}`)
    .join(", ")}}`;
}
