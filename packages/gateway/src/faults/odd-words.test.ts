import { expect, it } from "vitest";
import { eventStream, rawUpstream, whole } from "../test/raw-upstream.ts";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { WORDY_SAMPLES, type WordySample } from "../test/wordy-samples.ts";

/** What every object of JavaScript has by this name is nobody's to find, and a word that means as little. */
const [ODD, UNHEARD] = ["constructor", "konstruktor"];

/** Copies of a value, one for each text that is another word in it, and one for each object that has a member more. */
function* variants(value: unknown, word: string): Generator<unknown> {
  if (typeof value === "string") yield word;
  else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) for (const other of variants(item, word)) yield value.with(at, other);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value))
      for (const other of variants(member, word)) yield { ...value, [name]: other };
    yield { ...value, [word]: "more" };
  }
}

interface Exchanged {
  readonly asked: unknown;
  readonly answer: string;
}

function json(value: unknown): string {
  return whole("200 OK", "application/json", JSON.stringify(value));
}

function frames(events: unknown): string {
  const list: readonly unknown[] = Array.isArray(events) ? events : [];
  return eventStream(...list.map((event) => `data: ${JSON.stringify(event)}\n\n`), "data: [DONE]\n\n");
}

function exchanges({ asked, answer, events }: WordySample, word: string): readonly Exchanged[] {
  const [call, stream] = [
    { model: "fast", ...asked },
    { model: "fast", ...asked, stream: true },
  ];
  return [
    ...Array.from(variants(asked, word), (it) => ({ asked: { ...call, ...Object(it) }, answer: json(answer) })),
    ...Array.from(variants(answer, word), (it) => ({ asked: call, answer: json(it) })),
    ...Array.from(variants(events, word), (it) => ({ asked: stream, answer: frames(it) })),
  ];
}

const MADE =
  /(chatcmpl-|msg_|resp_|fc_|rs_|toolu_|call_)[\w=-]{20,}|[\da-f]{8}-[\da-f-]{27}|("created(?:_at)?": ?)\d+/g;

/** Without what is made anew for each call. */
function plain(text: string): string {
  return text.replaceAll(ODD, UNHEARD).replace(MADE, "$1$2");
}

it.each(WORDY_SAMPLES)(
  "$lane: a word that every object knows means no more than any other",
  async (sample) => {
    let answer = "";
    const { url, requests } = await rawUpstream((socket) => {
      socket.write(answer);
      if (answer.includes("event-stream")) socket.end();
    });
    const base = sample.model.startsWith("openai/") ? `${url}/v1` : url;
    const fast = deployment("fast", { model: sample.model, api_key: "sk-upstream-0123456789", api_base: base });
    const gateway = await running(configOf([fast], { settings: { drop_params: true }, router: { numRetries: 0 } }));

    async function told(exchanged: Exchanged): Promise<readonly unknown[]> {
      answer = exchanged.answer;
      const before = requests.length;
      const response = await ask(gateway, sample.path, { body: exchanged.asked });
      const text = plain(await response.text());
      const sent = requests.slice(before).map((request) => plain(request.slice(request.indexOf("\r\n\r\n"))));
      const headers = ["x-litellm-response-cost", "x-lintel-losses"].map((name) => response.headers.get(name));
      return [response.status, text, sent, plain(headers.join())];
    }

    const [odd, unheard] = [exchanges(sample, ODD), exchanges(sample, UNHEARD)];
    for (const [at, exchanged] of odd.entries()) {
      const other = unheard[at];
      if (other !== undefined) expect(await told(exchanged), JSON.stringify(exchanged)).toEqual(await told(other));
    }
  },
  300_000,
);

it("tokens are counted for a model of such a name as for any that nobody knows", async () => {
  const gateway = await running(configOf([]));
  const count = async (model: string): Promise<unknown> => {
    const body = { model, messages: [{ role: "user", content: "How many?" }] };
    return (await ask(gateway, "/v1/messages/count_tokens", { body })).json();
  };
  expect(await count(ODD)).toEqual(await count(UNHEARD));
});
