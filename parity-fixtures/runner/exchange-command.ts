import { writeFile } from "node:fs/promises";
import { type ExchangeResult, exchangeTable, runExchanges } from "./exchange-run.ts";
import type { Subject } from "./replay.ts";

const MOST = 15;

function told(title: string, results: readonly ExchangeResult[]): void {
  if (results.length === 0) return;
  console.log(`\n${title}`);
  for (const { id, provider, api, mode, reason = "" } of results.slice(0, MOST)) {
    console.log(`  ${id} (${provider} ${api} ${mode}): ${reason.split("\n", 1)[0]?.slice(0, 200)}`);
  }
  if (results.length > MOST) console.log(`  … and ${results.length - MOST} more`);
}

/** Reports what the adapters make of recorded traffic; true if none threw. */
export async function exchangeCommand(
  { files, json }: { readonly files: readonly string[]; readonly json?: string },
  subject: Subject,
): Promise<boolean> {
  const results = await runExchanges(files, subject);
  const threw = results.filter(({ fate }) => fate === "threw");
  console.log(`\n${exchangeTable(results)}`);
  told("threw: a bug", threw);
  told(
    "refused: a fault for a reply with a good status",
    results.filter(({ fate }) => fate === "refused"),
  );
  const unspoken = results.filter(({ fate }) => fate === "no adapter").length;
  console.log(
    `\n${results.length - unspoken} of ${results.length} exchanges have an adapter that speaks their wire; ${threw.length} threw`,
  );
  if (json !== undefined) await writeFile(json, results.map((it) => `${JSON.stringify(it)}\n`).join(""));
  if (results.length === 0) console.log("✗ no exchange to push");
  return results.length > 0 && threw.length === 0;
}
