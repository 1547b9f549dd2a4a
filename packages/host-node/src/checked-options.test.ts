import { describe, expect, it } from "vitest";
import { isLintelError } from "./errors.ts";
import { configure, createLintel } from "./lintel.ts";
import { nodeHost } from "./node-host.ts";

function thrown(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return isLintelError(error) ? [error.name, error.param, error.message] : error;
  }
}

/** Options as they come from a program that no compiler has read. */
const fromJson = (text: string) => JSON.parse(text);

describe("options that cannot be meant are refused by name", () => {
  it.each([
    ['{"setings": {}}', "options.setings", "there is no such option; there are settings, env, http"],
    ['{"settings": 5}', "options.settings", "expected an object"],
    ['{"env": null}', "options.env", "expected an object"],
    ['{"countUsage": "never"}', "options.countUsage", 'expected "told" or "always"'],
    ['{"adapters": {}}', "options.adapters", "expected a list"],
    ['{"http": {"transport": "quic"}}', "options.http.transport", 'expected "auto" or "pool" or "undici"'],
    ['{"http": {"timeout": 5}}', "options.http.timeout", "there is no such option"],
    ['{"http": {"timeouts": {"connect": 5}}}', "options.http.timeouts.connect", "there is no such option"],
    ['{"http": {"replyBytes": "1MB"}}', "options.http.replyBytes", "expected a number"],
    ['{"http": {"verify": "false"}}', "options.http.verify", "expected a boolean"],
    ['{"constructor": {}}', "options.constructor", "there is no such option"],
    ["[]", "options", "expected an object"],
  ])("%s: %s", (text, param, words) => {
    for (const call of [() => createLintel(fromJson(text)), () => configure(fromJson(text))])
      expect(thrown(call)).toEqual([
        "BadRequestError",
        param,
        expect.stringContaining(`litellm.BadRequestError: ${param}: ${words}`),
      ]);
  });

  it("by a host that is made alone, too", () => {
    expect(thrown(() => nodeHost(fromJson('{"crossOrigin": "allow"}')))).toEqual([
      "BadRequestError",
      "options.crossOrigin",
      'litellm.BadRequestError: options.crossOrigin: expected "without credentials" or "refuse"',
    ]);
  });

  it("and one that is undefined is as if it were not there", () => {
    const options = { settings: undefined, http: { transport: undefined } };
    expect(thrown(() => createLintel(fromJson("{}")))).toBeUndefined();
    expect(thrown(() => Reflect.apply(createLintel, undefined, [options]))).toBeUndefined();
  });
});
