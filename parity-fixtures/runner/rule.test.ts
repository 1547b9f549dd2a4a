import { expect, test } from "vitest";
import { covers, type Judged, type Rule } from "./rule.ts";

const REPLY = Buffer.from('data: {"a":1}\n\n').toString("base64");

const judged: Judged = {
  id: "a/b/c",
  provider: "openai",
  function: "completion",
  line: {
    id: "a/b/c",
    kwargs: { stream: true },
    replies: [{ status: 200, body_b64: REPLY }],
    oracle: { chunks: ['{"usage":{"cost":1e-6}}'] },
  },
  recorded: { outcome: "stream", requests: [], chunks: ["1", "2", '{"usage":{"cost":1e-6}}'] },
  replayed: {
    outcome: "failure",
    requests: [],
    chunks: ["1", "2", '{"usage":{}}'],
    exception: { class: "APIError", status_code: 500, message: "cut" },
    waits: [],
    losses: [],
  },
  comparison: {
    stream: { degree: "differs", path: "/chunks/2/usage/cost" },
    failure: { degree: "differs", path: "/exception" },
  },
};

const rule: Rule = { provider: "openai", function: "completion", stages: ["stream"], path: "/usage/cost$" };

test("a rule covers the stage, the provider, the function and the path it names", () => {
  expect(covers(rule, judged, "stream")).toBe(true);
  expect(covers(rule, judged, "failure")).toBe(false);
  expect(covers({ ...rule, provider: "mistral" }, judged, "stream")).toBe(false);
  expect(covers({ ...rule, function: "ocr" }, judged, "stream")).toBe(false);
  expect(covers({ ...rule, path: "^/chunks/1" }, judged, "stream")).toBe(false);
  expect(covers({ ...rule, cases: ["other"] }, judged, "stream")).toBe(false);
  expect(covers({ ...rule, cases: ["a/b/c"] }, judged, "stream")).toBe(true);
});

test("conditions look into the line, and into replies as text", () => {
  const when = (condition: NonNullable<Rule["when"]>[number]): boolean =>
    covers({ ...rule, when: [condition] }, judged, "stream");
  expect(when({ at: "/kwargs/stream" })).toBe(true);
  expect(when({ at: "/kwargs/tools" })).toBe(false);
  expect(when({ at: "/kwargs/tools", absent: true })).toBe(true);
  expect(when({ at: "/oracle/chunks/*", matches: '"cost":' })).toBe(true);
  expect(when({ at: "/oracle/chunks/*", matches: '"price":' })).toBe(false);
  expect(when({ at: "/replies/*/body", lacks: "\\[DONE\\]" })).toBe(true);
  expect(when({ at: "/replies/*/body", lacks: '"a":1' })).toBe(false);
  expect(when({ at: "/replies/*/body", matches: "^data:" })).toBe(true);
});

test("every difference at the stage must be where the rule says, not only the first", () => {
  const more = { ...judged.replayed, chunks: ["1", "2", '{"usage":{"x":1}}'] };
  expect(covers(rule, { ...judged, replayed: more }, "stream")).toBe(false);
});

test("a cut stream is ours ending the same chunks in a fault, and nothing else", () => {
  const cut: Rule = { stages: ["stream", "failure"], relation: "same-chunks-then-fault" };
  const ours = { ...judged.replayed, chunks: ["1", "2"] };
  expect(covers(cut, { ...judged, replayed: ours }, "failure")).toBe(true);
  expect(covers(cut, { ...judged, replayed: { ...ours, chunks: ["1", "x"] } }, "stream")).toBe(false);
  const { exception: _, ...ended } = ours;
  expect(covers(cut, { ...judged, replayed: ended }, "stream")).toBe(false);
});
