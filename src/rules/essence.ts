/** When something was: of a day or within one. */
const TIME =
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?(?:Z|UTC|[-+]\d\d:?\d\d))?)?|\b\d\d:\d\d:\d\d(?:[.,]\d+)?/g;

/** How many, how long, how much: a number with what it counts. Of a code, a port or a version nothing of the kind is said. */
const COUNT =
  /(?<![\w.:/-])\d+(?:[.,]\d+)*(?=\s?(?:%|％|(?:[KMGT]i?)?B\b|bytes?\b|(?:m?s|sec|min|h|d|seconds?|minutes?|hours?|days?|weeks?)\b|(?:times?|lines?|entries|checks?|attempts?|restarts?|failures?|errors?|messages?|in a row)\b|秒|分钟|小时|天|次|行|条|处|项))/g;

/** What is made anew on every node: of containers, images, requests. */
const IDENTITY =
  /\b(?:req-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b/g;

/**
 * A text without what differs where the same is said of another node: its name, times, counts and ids. A name
 * within an address stays, since that is the same seen from anywhere.
 */
export function essenceOf(text: string, node: string): string {
  const [short = ""] = node.split(".");
  const named = [node, short].filter((name) => name !== "").map((name) => name.replace(/\W/g, "\\$&"));
  return text
    .replace(
      named.length === 0 ? /(?!)/ : new RegExp(`(?<![\\w-])(?:${named.join("|")})(?![\\w-]|[.:]\\w)`, "g"),
      "\u0000",
    )
    .replace(TIME, "\u0001")
    .replace(IDENTITY, "\u0002")
    .replace(COUNT, "\u0003");
}
