import type { Reply } from "@lintel/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { headerError, isSentAgain, replyJson, responseText, transportError } from "./index.ts";

function reply(body: Uint8Array | string, type?: string): Reply {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return { status: 200, headers: type === undefined ? [] : [["Content-Type", type]], body: bytes };
}

test("a reply's text is read in the charset its type names, else as UTF-8", () => {
  const latin = Uint8Array.of(0x68, 0xe9);
  expect(responseText(reply(latin, "text/plain; charset=iso-8859-1"))).toBe("hé");
  expect(responseText(reply(latin, "text/plain; charset=nonsense"))).toBe("h\ufffd");
  expect(responseText(reply("hé", 'text/plain; charset="UTF-8"'))).toBe("hé");
  expect(responseText(reply("\ufeff{}"))).toBe("\ufeff{}");
});

test("a byte order mark is no part of a reply's JSON", () => {
  expect(replyJson(reply('\ufeff{"a":1}'))).toEqual({ ok: true, value: { a: 1 } });
});

test.each([
  [[0x22, 0xff, 0x22], "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"],
  [[0x22, 0xe9, 0x62], "'utf-8' codec can't decode byte 0xe9 in position 1: invalid continuation byte"],
  [[0x22, 0xe2, 0x82], "'utf-8' codec can't decode bytes in position 1-2: unexpected end of data"],
])("bytes %j are refused in Python's words", (bytes, message) => {
  expect(replyJson(reply(Uint8Array.from(bytes)))).toEqual({ ok: false, message });
});

test("any bytes give JSON or words, and never throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.string(), (bytes, type) => {
      const found = replyJson(reply(bytes));
      if (!found.ok) expect(found.message).not.toBe("");
      responseText(reply(bytes, `text/plain; charset=${type}`));
    }),
    { numRuns: 1000 },
  );
});

test("a header beyond ASCII is refused in Python's words, wherever it stands", () => {
  expect(headerError([["A", "b"]])).toBeUndefined();
  expect(headerError([["A", "😀é x"]])).toBe(
    "'ascii' codec can't encode characters in position 0-1: ordinal not in range(128)",
  );
  expect(
    headerError([
      ["A", "b"],
      ["日", "x"],
    ]),
  ).toBe("'ascii' codec can't encode character '\\u65e5' in position 0: ordinal not in range(128)");
});

test("a request that met nobody is sent again, one that was under way is not", () => {
  expect(isSentAgain({ kind: "refused", message: "" })).toBe(true);
  expect(isSentAgain({ kind: "protocol", message: "" })).toBe(true);
  expect(isSentAgain({ kind: "read_timeout", message: "" })).toBe(false);
  expect(isSentAgain({ kind: "reset", message: "" })).toBe(false);
  expect(isSentAgain({ kind: "aborted", message: "" })).toBe(false);
});

test("a timeout is one only the first time, as LiteLLM's client sees it", () => {
  const failure = { kind: "read_timeout", message: "nothing came" } as const;
  expect(transportError(failure, { seconds: undefined, again: false })).toMatchObject({
    status: 408,
    text: "litellm.Timeout: Connection timed out. Timeout passed=6000.0, time taken=0.0 seconds",
  });
  expect(transportError(failure, { seconds: 2.5, again: false }).text).toContain("Timeout passed=2.5,");
  const measured = transportError({ ...failure, elapsedMs: 5012.4 }, { seconds: 5, again: false });
  expect(measured.text).toContain("time taken=5.012 seconds");
  expect(transportError(failure, { seconds: 5, again: true })).toMatchObject({ status: 500, text: "nothing came" });
});
