import { expect, test } from "vitest";
import { documentFlags } from "./document-flags.ts";

test("hosts are taken as they are written, and a switch as LiteLLM reads it", () => {
  expect(documentFlags({ user_url_allowed_hosts: ["a.test"], user_url_validation: " False " })).toEqual({
    user_url_allowed_hosts: ["a.test"],
    user_url_validation: false,
  });
  expect(documentFlags({ user_url_validation: 0 })).toEqual({ user_url_validation: false });
  expect(documentFlags({ user_url_validation: "TRUE" })).toEqual({ user_url_validation: true });
});

test("a word that is no switch, and nothing at all, leave the flags of litellm_settings", () => {
  expect(documentFlags({ user_url_validation: "no" })).toEqual({});
  expect(documentFlags({ user_url_validation: null })).toEqual({});
  expect(documentFlags({})).toEqual({});
});
