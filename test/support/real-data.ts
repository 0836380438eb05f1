/** Real captures and archives, read in place; tests on them skip themselves where it is absent. */
export const REAL_DATA = process.env["REALDATA_DIR"] ?? "../shared/realdata";
