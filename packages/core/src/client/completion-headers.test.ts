import { expect, it } from "vitest";
import { reveal } from "../secret.ts";
import { readHeaders } from "./completion-headers.ts";

const GIVEN = { Authorization: "Bearer sk-told", "Helicone-Auth": "sk-told", "X-Trace": "t", "X-Token": "" };

it.each([
  [
    "headers for one provider alone",
    { provider_specific_header: { custom_llm_provider: "a, b", extra_headers: GIVEN } },
  ],
  ["a list of such headers", { provider_specific_header: [{ custom_llm_provider: "b", extra_headers: GIVEN }] }],
  ["the settings' headers", {}],
])("credentials in %s are slots", (_, kwargs) => {
  const read = readHeaders(kwargs, { provider: "b", inherited: GIVEN });
  expect(read.ok && Object.fromEntries(read.value.map(([name, value]) => [name, String(value)]))).toEqual({
    Authorization: "***",
    "Helicone-Auth": "***",
    "X-Trace": "t",
    "X-Token": "",
  });
  expect(read.ok && read.value.map(([, value]) => reveal(value))).toEqual(Object.values(GIVEN));
});
