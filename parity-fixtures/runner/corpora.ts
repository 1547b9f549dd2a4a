import { globSync } from "node:fs";
import { join } from "node:path";
import { exchangeTable, runExchanges } from "./exchange-run.ts";
import { equalCounts, fallen, parsedCounts, readFloor, risen, writeFloor } from "./floor.ts";
import type { Judging } from "./judge-line.ts";
import { judgeFiles, unlike } from "./oracle.ts";

function filesIn(folder: string): readonly string[] {
  return globSync("*.jsonl", { cwd: folder })
    .sort()
    .map((name) => join(folder, name));
}

/** What is not as it should be when a corpora folder's cases and exchanges are replayed; with `raise` the floor follows. */
export async function corporaProblems(
  folder: string,
  { raise, ...judging }: Judging & { readonly raise: boolean },
): Promise<readonly string[]> {
  const judgements = await judgeFiles({ files: filesIn(join(folder, "oracle")), level: "L1" }, judging);
  const exchanges = await runExchanges(filesIn(join(folder, "exchanges")), judging.subject);
  const floor = readFloor();
  const [equal, parsed] = [equalCounts(judgements), parsedCounts(exchanges)];
  if (raise) writeFloor({ equal: risen(floor.equal, equal), parsed: risen(floor.parsed, parsed) });
  const threw = [
    ...judgements.filter(({ verdict }) => verdict === "threw"),
    ...exchanges.filter(({ fate }) => fate === "threw"),
  ];
  if (threw.length > 0) console.log(exchangeTable(exchanges));
  return [
    ...fallen(floor.equal, equal).map((it) => `equal cases fell: ${it}`),
    ...fallen(floor.parsed, parsed).map((it) => `parsed exchanges fell: ${it}`),
    ...threw.map(({ id }) => `threw: ${id}`),
    ...unlike(judgements, "L1").better.map(
      ({ id, expected }) => `passes, though expected to fail (${expected.join(", ")}): ${id}`,
    ),
  ];
}
