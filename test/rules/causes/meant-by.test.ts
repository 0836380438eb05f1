import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../../src/analyze.ts";
import { loadCatalogue } from "../../../src/catalogue/load.ts";
import type { Fault } from "../../../src/rules/causes/fault.ts";
import { meantBy } from "../../../src/rules/causes/meant-by.ts";

const { catalogue } = await loadCatalogue([OWN_RULES]);
const OF_LOG = { rule: { log: {} } } as unknown as Fault;

describe("what the exception of a line means", () => {
  it.each([
    ["DBConnectionError: (pymysql.err.OperationalError) (2003, 'x')", { capability: "database" }],
    ["oslo_db.exception.DBDeadlock: (pymysql.err.OperationalError) (1213, 'Deadlock found')", {}],
    ["oslo_db.exception.DBDuplicateEntry: (pymysql.err.IntegrityError) (1062, 'x')", {}],
    ["oslo_messaging.exceptions.MessagingTimeout: Timed out waiting", { capability: "messages" }],
    ["oslo_messaging.rpc.client.RemoteError: Remote error: MessagingTimeout", {}],
    ["keystoneauth1.exceptions.http.NotFound: Not Found (HTTP 404)", {}],
    ["OSError: [Errno 28] No space left on device", { resource: "disk" }],
    ["ValueError: boom", {}],
  ])("%s", (error, expected) => {
    expect(meantBy({ groups: { error } }, OF_LOG, catalogue)).toEqual(expected);
  });
});
