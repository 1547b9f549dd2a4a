import { describe, expect, it } from "vitest";
import type { GeneralSettings } from "../config/config.ts";
import { configOf as configurationOf } from "../config/config-of.ts";
import { readYaml } from "../config/yaml-document.ts";
import { ask, configOf, running } from "../test/running.ts";
import { authenticate } from "./authenticate.ts";
import { callers } from "./callers.ts";

async function statuses(general: Partial<GeneralSettings>, paths: readonly string[]): Promise<readonly number[]> {
  const gateway = await running(configOf([], { general }));
  return Promise.all(paths.map(async (path) => (await ask(gateway, path)).status));
}

const PATHS = ["/health/liveliness", "/v1/models", "/models"];

describe("callers", () => {
  it.each([
    [
      ["127.0.0.1", "10.0.0.1"],
      [200, 200, 200],
    ],
    [["10.0.0.1"], [200, 403, 403]],
    [[], [200, 403, 403]],
  ])("who may come from %j are answered %j", async (allowedIps, expected) => {
    expect(await statuses({ allowedIps }, PATHS)).toEqual(expected);
  });

  it.each([
    [["/v1/models"], [200, 200, 403]],
    [[], [200, 403, 403]],
  ])("who may ask for %j are answered %j", async (allowedRoutes, expected) => {
    expect(await statuses({ allowedRoutes }, PATHS)).toEqual(expected);
  });

  it("who are barred are told so whatever key they show, as LiteLLM's proxy tells them", async () => {
    const gateway = await running(configOf([], { general: { allowedIps: ["10.0.0.1"] } }));
    const answer = await ask(gateway, "/v1/models", { headers: { authorization: "Bearer nobody" } });
    expect(await answer.json()).toEqual({
      error: {
        message: "Access forbidden: IP address 127.0.0.1 not allowed.",
        type: "auth_error",
        param: "None",
        code: "403",
      },
    });
  });

  it("come from an IPv4 address, too, where it is told as one of IPv6", () => {
    const known = callers(configOf([], { general: { allowedIps: ["10.1.2.3"] } }).general, false);
    const head = { method: "GET", target: "/v1/models", headers: {}, rawHeaders: [] };
    const status = (remote: string | undefined): number | undefined => {
      const found = authenticate({ ...head, remote }, known);
      return found.known ? undefined : found.refused.status;
    };
    expect(["::ffff:10.1.2.3", "10.1.2.3", "::ffff:10.1.2.4", "", undefined].map(status)).toEqual([
      401, 401, 403, 403, 403,
    ]);
  });
});

describe("a restriction in a configuration", () => {
  const read = (text: string) => {
    const yaml = readYaml(text, "c.yaml");
    if (!yaml.ok) throw new Error(yaml.problems.join());
    return configurationOf(yaml.root, { env: {}, files: ["c.yaml"] });
  };

  it.each([
    ["[10.0.0.1]", { allowedIps: ["10.0.0.1"] }],
    ["[]", { allowedIps: [] }],
    ["", {}],
  ])("%s is read", (text, expected) => {
    const found = read(`general_settings:\n  master_key: sk-1\n  allowed_ips: ${text}\n`);
    const general = found.read === "config" ? found.config.general : {};
    expect({ ...("allowedIps" in general && { allowedIps: general.allowedIps }) }).toEqual(expected);
  });

  it.each(["10.0.0.1", "os.environ/NOWHERE", "[1]", "{a: b}", "false", "[[10.0.0.1]]"])(
    "that cannot be read as %s keeps the configuration from being used",
    (text) => {
      for (const name of ["allowed_ips", "allowed_routes"])
        expect(read(`general_settings:\n  master_key: sk-1\n  ${name}: ${text}\n`)).toMatchObject({
          read: "failed",
          problems: [`c.yaml:3: ${name} must be a list of texts`],
        });
    },
  );
});
