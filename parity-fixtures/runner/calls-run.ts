import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve as resolvePath } from "node:path";
import { entries, object, relay } from "@lintel/core/json";
import { asText, isObject, readLine } from "./case.ts";
import { grouped } from "./grouped.ts";
import { type Judging, judgeLine } from "./judge-line.ts";
import { lines } from "./lines.ts";
import { FIXTURES } from "./paths.ts";
import { progress } from "./progress.ts";
import { table } from "./table.ts";
import { type Judgement, passes } from "./verdict.ts";

export interface CallsOptions {
  readonly calls: string;
  /** The Python that has the caller's LiteLLM. */
  readonly python: string;
  readonly json?: string | undefined;
}

function record({ calls, python }: Pick<CallsOptions, "calls" | "python">, out: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(
      python.includes("/") ? resolvePath(python) : python,
      ["-m", "recorder", "--calls", calls, "-o", out],
      { cwd: FIXTURES, stdio: "inherit" },
    );
    child.on("error", (error) => {
      console.error(`${python}: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

async function recordsById(file: string): Promise<ReadonlyMap<string, string>> {
  const records = new Map<string, string>();
  for await (const text of lines(file)) {
    const line = readLine(text);
    const id = isObject(line) ? asText(line.id) : undefined;
    if (id !== undefined) records.set(id, text);
  }
  return records;
}

/** The calls as they are recorded: one that has no id is named by its line. */
async function namedCalls(file: string): Promise<readonly string[]> {
  const named: string[] = [];
  for await (const text of lines(file)) {
    const line = readLine(text);
    const isNamed = !isObject(line) || line.id !== undefined;
    named.push(isNamed ? text : relay(object([["id", `line ${named.length + 1}`], ...entries(line)])));
  }
  return named;
}

/** A call and its record in one line, as the oracle files have them. */
function joined(call: string, recorded: string | undefined): string {
  const [line, oracle] = [readLine(call), recorded === undefined ? undefined : readLine(recorded)];
  if (!isObject(line) || oracle === undefined) return call;
  return relay(object([...entries(line), ["oracle", oracle]]));
}

type Answer = "identical" | "differs" | "refused";

/** A user's three answers: nothing changes, something does, or Lintel does not take the call. */
export function answerOf({ verdict, judged }: Judgement): Answer {
  if (passes(verdict, "L1")) return "identical";
  const isOurRefusal =
    judged !== undefined && judged.recorded.exception === undefined && judged.replayed.requests.length === 0;
  return verdict === "not-implemented" || isOurRefusal ? "refused" : "differs";
}

interface Row {
  readonly judgement: Judgement;
  readonly answer: Answer;
}

function report(rows: readonly Row[]): string {
  const byProvider = [...grouped(rows, ({ judgement }) => `${judgement.provider}\n${judgement.function}`)].map(
    ([key, group]) => {
      const of = (answer: Answer): number => group.filter((row) => row.answer === answer).length;
      return [...key.split("\n"), of("identical"), of("differs"), of("refused")];
    },
  );
  const titles = [
    { title: "provider" },
    { title: "function" },
    ...["identical", "differs", "refused"].map((title) => ({ title, align: "right" }) as const),
  ];
  const others = rows.filter(({ answer }) => answer !== "identical");
  const details = others.map(({ answer, judgement: { id, stage, path } }) => [answer, id, stage ?? "", path ?? ""]);
  const columns = ["", "call", "stage", "first difference"].map((title) => ({ title }));
  return [table(titles, byProvider), ...(others.length > 0 ? ["", table(columns, details)] : [])].join("\n");
}

/** Records the caller's own calls with the caller's LiteLLM, and tells what would change. True if nothing would. */
export async function callsRun(options: CallsOptions, judging: Judging): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-calls-"));
  try {
    const [asked, out] = [join(folder, "calls.jsonl"), join(folder, "records.jsonl")];
    const calls = await namedCalls(options.calls);
    await writeFile(asked, `${calls.join("\n")}\n`);
    if ((await record({ calls: asked, python: options.python }, out)) !== 0) return false;
    const records = await recordsById(out);
    const rows: Row[] = [];
    const told = progress("calls");
    for (const call of calls) {
      const line = readLine(call);
      const id = isObject(line) ? asText(line.id) : undefined;
      const judgement = await judgeLine(joined(call, id === undefined ? undefined : records.get(id)), judging);
      rows.push({ judgement, answer: answerOf(judgement) });
      told.step();
    }
    console.log(`${told.end()}\n`);
    console.log(report(rows));
    if (options.json !== undefined) {
      const machine = rows.map(({ answer, judgement: { id, function: name, provider, stage, path } }) =>
        JSON.stringify({ id, function: name, provider, answer, stage: stage ?? null, path: path ?? null }),
      );
      await writeFile(options.json, `${machine.join("\n")}\n`);
    }
    return rows.every(({ answer }) => answer === "identical");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
