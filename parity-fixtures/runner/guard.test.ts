import { expect, test } from "vitest";
import { refusal } from "./guard.ts";

const headers = [
  ["Accept-Encoding", "gzip, deflate"],
  ["Connection", "keep-alive"],
  ["User-Agent", "litellm/1.103.7"],
];
const genuine = {
  id: "x",
  litellm: "1.103.7",
  oracle: { requests: [{ method: "POST", url: "u", headers, body_b64: "" }], result: "{}" },
};

test("a record of the pinned LiteLLM is compared", () => {
  expect(refusal(genuine, "1.103.7")).toBeUndefined();
});

test("a record that names no LiteLLM, or another one, is refused", () => {
  const { litellm: _, ...nameless } = genuine;
  expect(refusal(nameless, "1.103.7")).toMatch(/does not name/);
  expect(refusal(genuine, "1.103.8")).toMatch(/the pin is 1.103.8/);
});

test("a record made by a replay of ours is refused: our requests never carry what LiteLLM's client writes", () => {
  const ours = {
    ...genuine,
    oracle: {
      ...genuine.oracle,
      requests: [{ method: "POST", url: "u", headers: [["Authorization", "x"]], body_b64: "" }],
    },
  };
  expect(refusal(ours, "1.103.7")).toMatch(/not written by LiteLLM's HTTP client/);
});
