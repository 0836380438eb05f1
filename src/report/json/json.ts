import type { Format } from "../format.ts";
import { visibleJson } from "../visible.ts";

/** The result as it is; schemas/result.schema.json describes it. */
const json: Format = {
  name: "json",
  file: "json",
  render: (result) => `${visibleJson(JSON.stringify(result, null, 2))}\n`,
};
export default json;
