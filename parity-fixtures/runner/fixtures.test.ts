import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { toLatin1 } from "./bytes.ts";
import { readCase, readLine } from "./case.ts";
import { CUT_SIZES } from "./cuts.ts";
import { readDeviations, readExpectedFailures } from "./expectations.ts";
import { pages } from "./fixture-command.ts";
import { heldFixtures } from "./fixture-run.ts";
import { type FixtureLine, fixtures } from "./fixtures.ts";
import { readLevels } from "./levels.ts";
import { replayRealm } from "./realm.ts";
import { type Replayed, replay } from "./replay.ts";
import type { Cut } from "./scripted-host.ts";
import { subject } from "./subject.ts";

const judging = { subject, deviations: readDeviations(), expected: readExpectedFailures(), levels: readLevels() };

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function inNode(text: string, cut: Cut): Promise<Replayed | undefined> {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  return call === undefined ? undefined : replay(call, subject, cut);
}

function isStream({ text }: FixtureLine): boolean {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  return call?.kwargs.stream === true;
}

/** Equal for two replays that did the same. */
function told({ outcome, requests, result, unprintable, chunks, exception, gateway, reason, waits }: Replayed): string {
  const sent = requests.map((it) => [it.method, it.url, it.headers, toLatin1(it.body)]);
  return JSON.stringify([outcome, sent, result, unprintable, chunks, exception, gateway, reason, waits]);
}

const SHOWN = 20;

/** The first few, and how many more there are. */
function some(problems: readonly string[]): readonly string[] {
  const more = problems.length - SHOWN;
  return more > 0 ? [...problems.slice(0, SHOWN), `and ${more} more`] : problems;
}

function idOf({ text }: FixtureLine): string {
  return /"id": ?"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 120);
}

const realm = replayRealm();

const groups = [...new Set((await all(fixtures())).map(({ route, provider }) => `${route} ${provider}`))].map((it) =>
  it.split(" "),
);

test("MATRIX.md, MATRIX.json and DEVIATIONS.md are what the fixtures give", async () => {
  const made = pages(await all(heldFixtures({}, judging)), judging);
  for (const [file, text] of made) expect(readFileSync(file, "utf8"), file).toBe(text);
});

describe.each(groups)("every fixture of %s %s", (route, provider) => {
  let lines: readonly FixtureLine[] = [];
  beforeAll(async () => {
    lines = await all(fixtures({ route, provider }));
  });

  test("is held at its level", async () => {
    const held = await all(heldFixtures({ route, provider }, judging));
    expect(held.length).toBeGreaterThan(0);
    const problems = held.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${problem}`));
    expect(some(problems)).toEqual([]);
  });

  test("does the same in a bare realm, to the byte", async () => {
    const play = await realm;
    const unlike: string[] = [];
    for (const line of lines) {
      const { text } = line;
      const here = await inNode(text, "as-recorded");
      if (here === undefined || told(await play(text, "as-recorded")) !== told(here)) unlike.push(idOf(line));
    }
    expect(some(unlike)).toEqual([]);
  });

  test(`streams the same however its bytes are cut: ${CUT_SIZES.join(", ")}`, async () => {
    const play = await realm;
    const unlike: string[] = [];
    for (const line of lines.filter(isStream)) {
      const { text } = line;
      const whole = await inNode(text, "as-recorded");
      for (const cut of CUT_SIZES) {
        const [here, there] = [await inNode(text, cut), await play(text, cut)];
        const isSame =
          whole !== undefined && here !== undefined && told(here) === told(whole) && told(there) === told(whole);
        if (!isSame) unlike.push(`${cut}: ${idOf(line)}`);
      }
    }
    expect(some(unlike)).toEqual([]);
  });
});
