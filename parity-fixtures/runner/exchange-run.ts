import { isObject as isJsonObject, type Json, parse } from "@lintel/core/json";
import { readLine } from "./case.ts";
import { callOf, type Exchange, readExchange } from "./exchange.ts";
import { grouped } from "./grouped.ts";
import { lines } from "./lines.ts";
import { progress } from "./progress.ts";
import { type Replayed, replay, type Subject } from "./replay.ts";
import { type Column, count, table } from "./table.ts";

/** What became of a recorded reply. */
export type Fate = "parsed" | "faulted" | "refused" | "threw" | "no adapter";

export const FATES = ["parsed", "faulted", "refused", "threw", "no adapter"] as const satisfies readonly Fate[];

export interface ExchangeResult {
  readonly id: string;
  readonly provider: string;
  readonly api: string;
  readonly mode: string;
  /** The provider whose adapter read it: its own, or the one whose wire it speaks. */
  readonly through: string;
  /** `faulted` is right for an error status; `refused` is a fault for a reply with a good one. */
  readonly fate: Fate;
  readonly reason?: string;
  /** Names of fields in the reply that are neither in the answer nor reported as a loss. */
  readonly lost: readonly string[];
  /** Pointers of the losses that were reported. */
  readonly reported: readonly string[];
}

function namesIn(value: Json, into: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) for (const member of value) namesIn(member, into);
  if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (member !== null) into.add(name);
      namesIn(member, into);
    }
  }
  return into;
}

function namesOf(texts: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const text of texts) {
    const read = parse(text);
    if (read.ok) namesIn(read.value, names);
  }
  return names;
}

function replyTexts({ mode, body }: Exchange): readonly string[] {
  const text = new TextDecoder().decode(body);
  if (mode !== "sse") return [text];
  return text.split(/\r?\n/).flatMap((line) => (line.startsWith("data:") ? [line.slice(5).trim()] : []));
}

function lostFields(exchange: Exchange, { result, chunks, losses }: Replayed): readonly string[] {
  const kept = namesOf(result === undefined ? (chunks ?? []) : [result]);
  const reported = losses.flatMap(({ pointer }) => pointer.split("/"));
  return [...namesOf(replyTexts(exchange))].filter((name) => !kept.has(name) && !reported.includes(name));
}

function resultOf(exchange: Exchange, through: string, replayed: Replayed): ExchangeResult {
  const { id, provider, api, mode, status } = exchange;
  const facts = { id, provider, api, mode, through, reported: replayed.losses.map(({ pointer }) => pointer) };
  if (replayed.outcome === "threw" || replayed.outcome === "not-implemented") {
    const fate = replayed.outcome === "threw" ? "threw" : "no adapter";
    return { ...facts, fate, reason: replayed.reason ?? "", lost: [] };
  }
  const { exception } = replayed;
  if (exception === undefined) return { ...facts, fate: "parsed", lost: lostFields(exchange, replayed) };
  return { ...facts, fate: status >= 400 ? "faulted" : "refused", reason: exception.message, lost: [] };
}

/** Pushes every recorded reply of the files through the adapter that speaks its wire. */
export async function runExchanges(files: readonly string[], subject: Subject): Promise<readonly ExchangeResult[]> {
  const has = (route: string, provider: string): boolean =>
    subject.adapters.some((it) => it.route === route && it.provider === provider);
  const results: ExchangeResult[] = [];
  const told = progress("exchanges");
  for (const file of files) {
    for await (const text of lines(file)) {
      const line = readLine(text);
      const exchange = line === undefined ? undefined : readExchange(line);
      if (exchange === undefined) continue;
      const call = callOf(exchange, has);
      const { id, provider, api, mode } = exchange;
      results.push(
        call === undefined
          ? { id, provider, api, mode, through: "", fate: "no adapter", lost: [], reported: [] }
          : resultOf(exchange, call.provider, await replay(call, subject)),
      );
      told.step();
    }
  }
  console.log(told.end());
  return results;
}

const TITLES: readonly Column[] = [
  { title: "provider" },
  { title: "api" },
  { title: "mode" },
  { title: "through" },
  ...FATES.map((title) => ({ title, align: "right" }) as const),
  { title: "lost fields" },
];

const MOST_NAMES = 6;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Fates by provider, endpoint family and mode, with the names of fields that got lost unreported. */
export function exchangeTable(results: readonly ExchangeResult[]): string {
  const spoken = results.filter(({ fate }) => fate !== "no adapter");
  const groups = grouped(spoken, ({ provider, api, mode, through }) => [provider, api, mode, through].join("\n"));
  const rows = [...groups].sort().map(([key, group]) => {
    const lost = listed([...new Set(group.flatMap((it) => it.lost))].sort());
    return [...key.split("\n"), ...FATES.map((fate) => count(group.filter((it) => it.fate === fate).length)), lost];
  });
  return table(TITLES, rows);
}
