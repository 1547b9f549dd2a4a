import { expect, test } from "vitest";
import { userSettingsOf } from "./user-settings.ts";

test("headers of customers go before the older header, which alone is told to providers", () => {
  const mapped = [
    { header_name: "X-Staff", litellm_user_role: "internal_user" },
    { header_name: "X-Customer", litellm_user_role: "Customer" },
    { header_name: "", litellm_user_role: "customer" },
    { litellm_user_role: "customer" },
    "x-text",
  ];
  expect(userSettingsOf({ user_header_name: "X-User", user_header_mappings: mapped })).toEqual({
    userHeader: "x-user",
    customerHeaders: ["x-customer"],
  });
});

test("one mapping may stand without a list, and none leaves the older header", () => {
  const one = { header_name: "X-Customer", litellm_user_role: "customer" };
  expect(userSettingsOf({ user_header_mappings: one })).toEqual({ customerHeaders: ["x-customer"] });
  expect(userSettingsOf({ user_header_name: "X-User", user_header_mappings: [] })).toEqual({
    userHeader: "x-user",
    customerHeaders: ["x-user"],
  });
});

test("switches are on by Python's truth, and told as Python writes them", () => {
  const on = userSettingsOf({ enforce_user_param: "false", reject_clientside_metadata_tags: true });
  expect(on).toEqual({ demandsUser: "false", refusesTags: "True" });
  expect(userSettingsOf({ enforce_user_param: false, reject_clientside_metadata_tags: null })).toEqual({});
  expect(userSettingsOf({ user_header_name: " ", user_header_mappings: 5 })).toEqual({});
});
