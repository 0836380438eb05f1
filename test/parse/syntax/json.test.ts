import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "../../../src/parse/syntax/json.ts";
import { at, type Json, stringMapAt } from "../../../src/parse/syntax/json-tree.ts";

function plain(json: Json): unknown {
  if (json.kind === "scalar") return json.value;
  if (json.kind === "array") return json.items.map(plain);
  return Object.fromEntries([...json.entries].map(([key, value]) => [key, plain(value)]));
}

function read(text: string, python = false): unknown {
  const { documents, complete, recoveredAt, strayAt } = readJson(text, { python });
  return {
    documents: documents.map(plain),
    ...(complete ? {} : { complete }),
    ...(recoveredAt.length > 0 && { recoveredAt }),
    ...(strayAt.length > 0 && { strayAt }),
  };
}

function isDocument(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const document = fc.oneof(
  fc.array(fc.jsonValue({ maxDepth: 4 })),
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
);
const indentation = fc.constantFrom(0, 2, 4);

describe("JSON", () => {
  it("reads back as it was written, compact or indented", () => {
    fc.assert(
      fc.property(document, indentation, (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual({ documents: [JSON.parse(text)] });
      }),
      { numRuns: 1000 },
    );
  });

  it("is incomplete wherever it is cut, and each value that is left is right", () => {
    const belongsTo = (part: unknown, whole: unknown): boolean => {
      if (part === null || typeof part !== "object" || whole === null || typeof whole !== "object")
        return Object.is(part, whole);
      const values = new Map(Object.entries(whole));
      return Object.entries(part).every(([key, value]) => values.has(key) && belongsTo(value, values.get(key)));
    };
    fc.assert(
      fc.property(document, indentation, fc.double({ min: 0, max: 1, noNaN: true }), (value, indent, share) => {
        const text = JSON.stringify(value, null, indent);
        const prefix = text.slice(0, 1 + Math.floor(share * (text.length - 1)));
        const { documents, complete, recoveredAt } = readJson(prefix);
        expect(complete).toBe(isDocument(prefix));
        expect(recoveredAt).toEqual([]);
        expect(documents.every((json) => json.whole === complete)).toBe(true);
        const parsed: unknown = JSON.parse(text);
        expect(documents.every((json) => belongsTo(plain(json), parsed))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws, whatever the text", () => {
    const scrap = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      "\\",
      ":",
      ",",
      "\n",
      " ",
      "1",
      "true",
      '"a": ',
      "****",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (hostile, python) => {
        readJson(hostile, { python });
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    "[",
    '{"a":',
    '"',
    "\\",
    "[\n",
    '{\n"a":',
    '[\n"\\',
    "{}",
    "[]\n",
    "x\n",
    "{'",
    '["',
    "[1,",
    "\n",
    '{"a":"b\n',
    "]",
    "[x]\n",
  ])("takes no longer than its length for a megabyte of %j", (scrap) => {
    const started = performance.now();
    readJson(scrap.repeat(1_000_000 / scrap.length));
    readJson(`[\n    {\n        "a": "${scrap.repeat(1_000_000 / scrap.length)}`);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("knows the line of each value and the end of each object", () => {
    const text =
      '\n[\n    {\n        "a": {\n            "b": "c",\n            "d": [\n                1\n            ]\n        }\n    }\n]\n';
    const { documents } = readJson(text);
    const [array] = documents;
    expect(array).toMatchObject({ line: 2, end: 11 });
    const object = array?.kind === "array" ? array.items[0] : undefined;
    expect(object).toMatchObject({ line: 3, end: 10 });
    expect(at(object, "a")).toMatchObject({ line: 4, end: 9 });
    expect(at(object, "a", "b")).toMatchObject({ line: 5, value: "c" });
    expect(at(object, "a", "d")).toMatchObject({ line: 6, end: 8, items: [{ line: 7 }] });
  });

  it("may be several documents, one a line", () => {
    expect(read('{"a":1}\n{"a":2}\n')).toEqual({ documents: [{ a: 1 }, { a: 2 }] });
  });

  it("may have messages and a prompt around it", () => {
    const text =
      '[root@controller0 ~]# docker inspect x\nWARNING: slow\n[WARN] x\n[\n    {\n        "a": 1\n    }\n]\nError: No such object: y\n';
    expect(read(text)).toEqual({ documents: [[{ a: 1 }]], strayAt: [1, 2, 3, 9] });
  });

  it("tells nothing of a one-line document that is broken, but reads the next", () => {
    const text = '{"a":1}\n{"a":"{"b": ********", \\"c\\"}","z":1}\n{"a":3}\n';
    expect(read(text)).toEqual({ documents: [{ a: 1 }, { a: 3 }], recoveredAt: [2] });
  });

  it("keeps a key that every object of the language has", () => {
    const { documents } = readJson('{"__proto__": "x", "constructor": "y"}');
    expect(Object.entries(stringMapAt(documents[0]))).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });
});

describe("indented JSON that is broken", () => {
  const text = [
    "[",
    "    {",
    '        "State": {',
    '            "Status": "running",',
    '            "Health": {',
    '                "Status": "unhealthy"',
    "            },",
    '            "FinishedAt": "never"',
    "        },",
    '        "Labels": {',
    '            "config": "{\\"key\\": \\"a=b\\", \\"c\\": \\"d\\"}",',
    '            "name": "nova"',
    "        }",
    "    },",
    "    {",
    '        "Id": "second"',
    "    }",
    "]",
  ];
  const whole = [
    {
      State: { Status: "running", Health: { Status: "unhealthy" }, FinishedAt: "never" },
      Labels: { config: '{"key": "a=b", "c": "d"}', name: "nova" },
    },
    { Id: "second" },
  ];
  const withLine = (number: number, line: string): string =>
    [...text.slice(0, number - 1), ...(line === "" ? [] : [line]), ...text.slice(number)].join("\n");

  it("is repaired where a quote lost its backslash", () => {
    const line = text[10] ?? "";
    const quotes = [...line.matchAll(/\\"/g)];
    expect(quotes).toHaveLength(8);
    for (const { index } of quotes) {
      expect(read(withLine(11, line.slice(0, index) + line.slice(index + 1)))).toEqual({
        documents: [whole],
        recoveredAt: [11],
      });
    }
  });

  it("loses no more than the broken line", () => {
    expect(read(withLine(4, "            WARNING: a message between"))).toEqual({
      documents: [[{ ...whole[0], State: { Health: { Status: "unhealthy" }, FinishedAt: "never" } }, whole[1]]],
      recoveredAt: [4],
    });
    expect(read(withLine(4, "WARNING: at the left margin"))).toMatchObject({ recoveredAt: [4] });
  });

  it("takes no child of a lost parent for its own", () => {
    expect(read(withLine(5, '            "Health {'))).toEqual({
      documents: [[{ ...whole[0], State: { Status: "running", FinishedAt: "never" } }, whole[1]]],
      recoveredAt: [5, 6, 7],
    });
  });

  it("goes on where a closing bracket is lost", () => {
    const { documents, complete } = readJson(withLine(7, ""));
    expect(complete).toBe(true);
    expect(documents.map(plain)).toEqual([whole]);
    expect(at(documents[0]?.kind === "array" ? documents[0].items[0] : undefined, "State")).toMatchObject({
      whole: false,
    });
    expect(documents[0]?.kind === "array" && documents[0].items[1]).toMatchObject({ whole: true });
  });

  it("takes a masked value for text, and gives up two values on one line", () => {
    expect(read(withLine(4, '            "Status": *********,'))).toMatchObject({
      documents: [[{ State: { Status: "*********" } }, {}]],
    });
    const torn = read(withLine(4, '            "Status": "running", "Pid": ***'));
    expect(torn).toMatchObject({ recoveredAt: [4] });
    expect(JSON.stringify(torn)).not.toContain("running");
  });

  it("leaves out a last line that the end of the text may have shortened", () => {
    const line = '            "config": "{\\"key\\": \\"a=********"';
    const cut = [...text.slice(0, 10), line].join("\n");
    expect(read(cut)).toEqual({ documents: [[{ State: whole[0]?.State, Labels: {} }]], complete: false });
  });

  it("reads the brackets that docker before 1.11 set at the left margin", () => {
    const old = ["[{", '    "a": "x=\\"y",', '    "b": 1', "},", "{", '    "a": "z"', "}", "]"];
    const broken = old.join("\n").replace('\\"', '\\"z"');
    expect(read(old.join("\n"))).toEqual({ documents: [[{ a: 'x="y', b: 1 }, { a: "z" }]] });
    expect(read(broken)).toEqual({ documents: [[{ a: 'x="z"y', b: 1 }, { a: "z" }]], recoveredAt: [2] });
  });
});

describe("Python's repr", () => {
  it.each([
    [
      "{'a': True, 'b': False, 'c': None, 'd': 1.5, 'e': [1, 'x']}",
      { a: true, b: false, c: null, d: 1.5, e: [1, "x"] },
    ],
    [`{'a': "it's", 'b': 'say "x"', 'c': 'it\\'s "x"'}`, { a: "it's", b: 'say "x"', c: `it's "x"` }],
    ["{u'a': u'b', 'c': b'd'}", { a: "b", c: "d" }],
    ["{'a': 'x\\n\\x1b\\u2026\\\\d\\d'}", { a: "x\n\x1b…\\d\\d" }],
    ["{'a': {}, 'b': [], 'c': {'d': {}}}", { a: {}, b: [], c: { d: {} } }],
  ])("of %s is read", (text, value) => {
    expect(read(text, true)).toEqual({ documents: [value] });
  });

  it("is no JSON", () => {
    expect(read("{'a': True}")).toEqual({ documents: [], recoveredAt: [1] });
  });

  it("that is cut keeps what came before", () => {
    expect(read("{'a': 'b', 'c': ['d', 'KEY=****", true)).toEqual({
      documents: [{ a: "b", c: ["d"] }],
      complete: false,
    });
  });
});
