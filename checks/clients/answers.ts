import { type JsonObject, pythonCompact } from "@lintel/core/json";
import { type Observed, observe, type Sample, type Subject } from "@lintel/core/testing";
import { adapters, bridges, directory } from "@lintel/providers";
import { samplesOf } from "../law-samples.ts";

/** Recorded cases that an official client reads: of a route and a provider, all or those that went over a bridge. */
type Reading = Parameters<typeof samplesOf>[0] & { readonly over?: string };

const READINGS = {
  anthropic: [{ route: "messages", provider: "openai" }],
  openai: [
    { route: "responses", provider: "openai" },
    { route: "responses", provider: "anthropic" },
    { route: "chat", provider: "openai", over: "chat-over-responses" },
  ],
} satisfies Readonly<Record<string, readonly Reading[]>>;

export type ClientName = keyof typeof READINGS;

const subject: Subject = { adapters, providers: directory, bridges };

/** What the provider said itself, where no bridge stands between it and the caller. */
function own({ plans, replied }: Observed): JsonObject {
  const reply = replied.at(-1);
  if (reply === undefined || "failure" in reply || plans.at(-1)?.bridges !== undefined) return {};
  return { own: Buffer.from(reply.body).toString("base64") };
}

function answer({ id, method }: Sample, observed: Observed): readonly JsonObject[] {
  const { value, chunks, fault } = observed;
  if (value !== undefined) return [{ id, method, whole: value, ...own(observed) }];
  if (chunks === undefined) return [];
  return [{ id, method, events: [...chunks], isWhole: fault === undefined, ...own(observed) }];
}

async function answersOf({ over, ...where }: Reading): Promise<readonly JsonObject[]> {
  const told = samplesOf(where).map(async (sample) => {
    const observed = await observe(subject, sample);
    return over === undefined || observed.plans.at(-1)?.bridges?.includes(over) ? answer(sample, observed) : [];
  });
  return (await Promise.all(told)).flat();
}

/** What a client is to read, a line each: `{id, method, whole, own?}` or `{id, method, events, isWhole, own?}`. */
export async function answersFor(client: ClientName): Promise<string> {
  const readings: readonly Reading[] = READINGS[client];
  const answers = await Promise.all(readings.map(answersOf));
  return answers.flatMap((lines) => lines.map((line) => `${pythonCompact(line)}\n`)).join("");
}
