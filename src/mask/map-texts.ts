/**
 * The same data with every text in it changed by `change`; names of properties are not texts. What does not change is the
 * same object.
 */
export function mapTexts<Of>(data: Of, change: (text: string) => string): Of {
  return mapped(data, change) as Of;
}

function mapped(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === "string") return change(data);
  if (Array.isArray(data)) return mappedList(data, change);
  return typeof data === "object" && data !== null ? mappedRecord(data, change) : data;
}

function mappedList(list: readonly unknown[], change: (text: string) => string): readonly unknown[] {
  const changed = list.map((one) => mapped(one, change));
  return changed.some((one, index) => one !== list[index]) ? changed : list;
}

function mappedRecord(record: object, change: (text: string) => string): object {
  let changed: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(record)) {
    const now = mapped(value, change);
    if (now === value) continue;
    changed ??= { ...record };
    changed[name] = now;
  }
  return changed ?? record;
}
