import { describe, expect, it } from "vitest";
import { type LogSurroundings, logSettings } from "./log-settings.ts";

function settingsOf(over: Partial<LogSurroundings> = {}) {
  return logSettings({ env: {}, settings: {}, isTerminal: false, ...over });
}

describe("the settings of logs", () => {
  it.each([
    ["DEBUG", "debug"],
    ["warning", "warn"],
    ["CRITICAL", "fatal"],
    ["nonsense", "info"],
  ])("read LITELLM_LOG=%s as %s", (LITELLM_LOG, level) => {
    expect(settingsOf({ env: { LITELLM_LOG } }).level).toBe(level);
  });

  it("take set_verbose for debugging where LITELLM_LOG says nothing", () => {
    expect(settingsOf({ settings: { set_verbose: true } }).level).toBe("debug");
    expect(settingsOf({ settings: { set_verbose: true }, env: { LITELLM_LOG: "ERROR" } }).level).toBe("error");
  });

  it("write JSON unless a terminal reads it, and always where json_logs or JSON_LOGS say so", () => {
    expect(settingsOf().format).toBe("json");
    expect(settingsOf({ isTerminal: true }).format).toBe("text");
    expect(settingsOf({ isTerminal: true, settings: { json_logs: true } }).format).toBe("json");
    expect(settingsOf({ isTerminal: true, env: { JSON_LOGS: "True" } }).format).toBe("json");
    expect(settingsOf({ isTerminal: true, env: { JSON_LOGS: "0" } }).format).toBe("text");
  });

  it("leave colours out where NO_COLOR says so", () => {
    expect(settingsOf({ isTerminal: true }).isColoured).toBe(true);
    expect(settingsOf({ isTerminal: true, env: { NO_COLOR: "1" } }).isColoured).toBe(false);
  });

  it("silence the paths of LITELLM_DISABLE_ACCESS_LOG_PATHS", () => {
    const { silentPaths } = settingsOf({ env: { LITELLM_DISABLE_ACCESS_LOG_PATHS: "/health, /metrics,," } });
    expect([...silentPaths]).toEqual(["/health", "/metrics"]);
  });
});
