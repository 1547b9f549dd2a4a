import { join } from "node:path";
import { expect, test } from "vitest";
import { keysPage } from "./test/keys-page.ts";

test("the page of keys tells the verdicts as they are", async () => {
  await expect(keysPage()).toMatchFileSnapshot(join(import.meta.dirname, "../../../../docs/config-keys.md"));
});
