import fc from "fast-check";
import { expect, it } from "vitest";
import { isObject, parse, print, type SaidTemplate, saidTemplate, sameCanonical } from "./index.ts";

const NAMES = ["messages", "system"] as const;

/** How a caller's library writes. */
interface Hand {
  readonly colon: string;
  readonly comma: string;
  readonly quote: (text: string) => string;
}

const plain = (text: string): string => JSON.stringify(text);
const ascii = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`);

const hand: fc.Arbitrary<Hand> = fc.constantFrom(
  { colon: ":", comma: ",", quote: plain },
  { colon: ": ", comma: ", ", quote: ascii },
  { colon: ": ", comma: ",", quote: plain },
  { colon: ":", comma: ",\n  ", quote: plain },
  { colon: ":", comma: ",", quote: (text) => plain(text).replaceAll("/", "\\/") },
);

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("Hi", "", "a/b", 'say "no"', "one\ntwo", "é\u2028", "\u0007\u007f", '"}],"model":"x"', "\\", '\\"'),
);
const role = fc.constantFrom("user", "assistant", "user", "assistant", "system", "tool");

const turns = ({ colon, comma, quote }: Hand): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(role, text, fc.nat(30)).map(([who, said, odd]) => {
        const content = `"content"${colon}${quote(said)}`;
        const side = `"role"${colon}"${who}"`;
        if (odd === 0) return `{${content}${comma}${side}}`;
        if (odd === 1) return `{${side}${comma}${content}${comma}${side}}`;
        return `{${side}${comma}${content}}`;
      }),
      { maxLength: 4 },
    )
    .map((list) => `[${list.join(comma)}]`);

const rest = fc.constantFrom(
  ['"model"', '"m"'],
  ['"temperature"', "0.2"],
  ['"temperature"', "1.0"],
  ['"max_tokens"', "400"],
  ['"tools"', '[{"messages":["system"],"a":"]}"}]'],
  ['"__proto__"', '{"a":1}'],
  ['"7"', "true"],
  ['"messages"', '"x"'],
  ['"mess\\u0061ges"', "[]"],
);

const body = hand.chain((it) =>
  fc
    .tuple(turns(it), text, fc.boolean(), fc.array(rest, { maxLength: 2 }), fc.nat(3))
    .map(([said, system, isSystem, others, at]) => {
      const members = others.map(([name, value]) => `${name}${it.colon}${value}`);
      const own = [`"messages"${it.colon}${said}`, ...(isSystem ? [`"system"${it.colon}${it.quote(system)}`] : [])];
      return { members, own, at, comma: it.comma };
    }),
);

/** Texts of one hand that differ in what they say, and perhaps in one sign. */
const history = fc
  .tuple(
    fc.array(body, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("", '"', "\\", "\n", "}", "]", "\u0000", " ", "1")), { maxLength: 4 }),
  )
  .map(([bodies, changes]) => {
    const [first] = bodies;
    const written = bodies.map(({ own, comma }) => {
      const members = first?.members ?? [];
      const at = (first?.at ?? 0) % (members.length + 1);
      return `{${[...members.slice(0, at), ...own, ...members.slice(at)].join(comma)}}`;
    });
    const changed = changes.map(([at, sign]) => {
      const told = written.at(-1) ?? "";
      const place = at % (told.length + 1);
      return told.slice(0, place) + sign + told.slice(place + (at % 2));
    });
    // What came as UTF-8 has no half of a pair.
    return [...written, ...changed].map((one) => Buffer.from(one).toString());
  });

function templateOf(source: string): SaidTemplate | undefined {
  const read = parse(source, { nonFinite: false });
  return read.ok && isObject(read.value) ? saidTemplate(source, { body: read.value, names: NAMES }) : undefined;
}

it("what a body says by a template is what reading it tells, and is printed as printing tells it", () => {
  let known = 0;
  let printed = 0;
  fc.assert(
    fc.property(history, (texts) => {
      const template = templateOf(texts[0] ?? "");
      for (const one of texts) {
        const said = template?.said(one);
        if (template === undefined || said === undefined) continue;
        const read = parse(one, { nonFinite: false });
        if (!read.ok || !isObject(read.value)) throw new Error(`this is no body: ${one}`);
        expect(sameCanonical({ ...template.rest, ...said.members }, read.value)).toBeUndefined();
        known++;
        if (said.printed === undefined) continue;
        expect(print(read.value.messages ?? null, "wireCompact")).toEqual({ ok: true, text: said.printed });
        printed++;
      }
    }),
    { numRuns: 10_000 },
  );
  expect(known).toBeGreaterThan(1000);
  expect(printed).toBeGreaterThan(200);
});

it("nothing that a body says is kept of it", () => {
  const template = templateOf('{"model":"m","system":"secret","messages":[{"role":"user","content":"secret"}]}');
  expect(template?.rest).toEqual({ model: "m", system: null, messages: null });
  expect(JSON.stringify(template)).not.toContain("secret");
});

it.each([
  ["with a turn that is more than a text", '{"messages":[{"role":"user","content":[]}]}'],
  ["with its turns twice", '{"messages":[{"role":"user","content":"a"}],"messages":[{"role":"user","content":"b"}]}'],
  ["without turns", '{"system":"x"}'],
  ["of a member that is a number", '{"1":2,"messages":[{"role":"user","content":"a"}]}'],
  ["that is long beside what it says", `{"messages":[{"role":"user","content":"a"}],"user":"${"x".repeat(17_000)}"}`],
])("a body %s is no template", (_, source) => {
  expect(templateOf(source)).toBeUndefined();
});
