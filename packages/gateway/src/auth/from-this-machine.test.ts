import { describe, expect, test } from "vitest";
import { authenticate } from "./authenticate.ts";
import { callers } from "./callers.ts";
import { isFromThisMachine } from "./from-this-machine.ts";

const GENERAL = {
  staticKeys: [],
  forwardClientHeaders: false,
  forwardOpenaiOrganization: false,
  alwaysIncludeStreamUsage: false,
};

const HERE = "127.0.0.1:4000";

describe("a request without a key is from this machine", () => {
  test.each([
    [{ host: HERE }, true],
    [{ host: "localhost" }, true],
    [{ host: "[::1]:4000" }, true],
    [{ host: "app.localhost:4000", origin: "http://app.localhost:3000" }, true],
    [{ host: HERE, origin: "http://localhost:5173" }, true],
    [{ host: HERE, origin: "https://evil.example" }, false],
    [{ host: HERE, origin: "null" }, false],
    [{ host: HERE, origin: "" }, false],
    [{ host: HERE, origin: "http://localhost.evil.example" }, false],
    [{ host: HERE, origin: "http://127.0.0.1@evil.example" }, false],
    [{ host: HERE, origin: "chrome-extension://localhost" }, false],
    [{ host: HERE, origin: "http://localhost, https://evil.example" }, false],
    [{ host: HERE, "sec-fetch-site": "none" }, true],
    [{ host: HERE, "sec-fetch-site": "same-site" }, true],
    [{ host: HERE, "sec-fetch-site": "cross-site" }, false],
    [{ host: HERE, "sec-fetch-site": "cross-site", origin: "http://localhost:5173" }, true],
    [{ host: "evil.example:4000" }, false],
    [{ host: "127.0.0.1.evil.example" }, false],
    [{ host: "" }, false],
    [{}, false],
  ])("%j: %s", (headers, expected) => {
    expect(isFromThisMachine({ headers })).toBe(expected);
  });
});

test("a gateway that is open refuses everybody else, and one with keys looks at the key alone", () => {
  const head = { method: "GET", target: "/", rawHeaders: [], remote: "127.0.0.1" };
  const elsewhere = { ...head, headers: { host: HERE, origin: "https://evil.example" } };
  const open = callers(GENERAL, true);
  expect(authenticate({ ...head, headers: { host: HERE } }, open).known).toBe(true);
  expect(authenticate(elsewhere, open)).toMatchObject({ known: false, refused: { status: 403 } });
  const keyed = callers({ ...GENERAL, masterKey: "sk-1" }, true);
  const showing = { ...elsewhere, headers: { ...elsewhere.headers, authorization: "Bearer sk-1" } };
  expect(authenticate(showing, keyed).known).toBe(true);
});
