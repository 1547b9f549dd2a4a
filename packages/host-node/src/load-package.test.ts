import { describe, expect, it } from "vitest";
import { loadPackage } from "./load-package.ts";

function missing(name: string): Promise<never> {
  const text = `Cannot find package '${name}' imported from /app/index.js`;
  return Promise.reject(Object.assign(new Error(text), { code: "ERR_MODULE_NOT_FOUND" }));
}

describe("an optional package", () => {
  it("is what it exports", async () => {
    expect(await loadPackage("some-package", async () => 1)).toBe(1);
  });

  it("that is not there is named with the command that installs it", async () => {
    const loading = loadPackage("@some/package", () => missing("@some/package"));
    await expect(loading).rejects.toThrow('the package "@some/package" is not installed: npm install @some/package');
  });

  it("that is there but broken is told as it broke", async () => {
    await expect(loadPackage("some-package", () => missing("its-own-dependency"))).rejects.toThrow(
      "its-own-dependency",
    );
    await expect(loadPackage("some-package", () => Promise.reject(new Error("syntax")))).rejects.toThrow("syntax");
  });
});
