import { existsSync, globSync, readFileSync } from "node:fs";
import { dice, type Law, laws, type Sample, type Subject } from "@lintel/core/testing";

const CORPORA = process.env.LINTEL_CORPORA ?? "";

/** Whether recorded traffic lies where `LINTEL_CORPORA` says. */
export const hasCorpora = existsSync(CORPORA);

/** A recorded exchange, as far as a stream is made of it again. */
export interface Exchange {
  readonly id: string;
  readonly provider: string;
  readonly api: string;
  readonly mode: string;
  readonly model: string;
  readonly response: { readonly body_b64: string | null; readonly framing?: string };
}

/** An exchange's stream; events whose framing the recorder left out get it back. */
function streamOf({ response }: Exchange): Uint8Array {
  const text = Buffer.from(response.body_b64 ?? "", "base64").toString("utf8");
  const isBare = response.framing === "one-json-event-per-line";
  return new TextEncoder().encode(isBare ? text.replace(/^(?=\S)(.*)$/gm, "data: $1\n") : text);
}

/** The recorded streams of one provider's API, each as a call that would have had it. */
export function corpus(
  { provider, api }: Pick<Exchange, "provider" | "api">,
  callOf: (exchange: Exchange) => Omit<Sample, "id" | "replies">,
): readonly Sample[] {
  const headers = [["content-type", "text/event-stream"]] as const;
  return globSync(`${CORPORA}/exchanges/*.jsonl`).flatMap((path) =>
    readFileSync(path, "utf8")
      .split("\n")
      .flatMap((line): readonly Sample[] => {
        if (line === "") return [];
        const exchange = JSON.parse(line) as Exchange;
        if (exchange.provider !== provider || exchange.api !== api || exchange.mode !== "sse") return [];
        return [
          { ...callOf(exchange), id: exchange.id, replies: [{ status: 200, headers, body: streamOf(exchange) }] },
        ];
      }),
  );
}

const STREAM_LAWS: readonly Law[] = laws.filter(({ name }) => /^(?:re-chunking|likeness|fold|truncation)/.test(name));

/** Which streams break a law of streams, and on how many all of these laws could be tried. */
export async function triedOn(
  subject: Subject,
  streams: readonly Sample[],
): Promise<{ readonly broken: readonly string[]; readonly tried: number }> {
  const broken: string[] = [];
  for (const law of STREAM_LAWS)
    for (const [seed, sample] of streams.entries()) {
      const violation = law.applies(subject, sample) ? await law.violation(subject, sample, dice(seed)) : undefined;
      if (violation !== undefined) broken.push(`${law.name}: ${sample.id}: ${violation.slice(0, 400)}`);
    }
  const tried = streams.filter((sample) => STREAM_LAWS.every((law) => law.applies(subject, sample))).length;
  return { broken, tried };
}
