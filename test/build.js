import { build } from "../scripts/build.js";

/** Tests of the commands run what users run: the compiled program. */
export default function setup() {
  build();
}
