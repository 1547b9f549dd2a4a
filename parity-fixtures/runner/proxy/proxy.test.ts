import { beforeAll, describe, expect, it } from "vitest";
import { pinnedVersion } from "../fixtures.ts";
import { expectedDifferences, marksOf, problemsOf } from "./expected.ts";
import { proxyCases, type Seen, type Told } from "./recorded.ts";
import { replayed } from "./replayed.ts";
import { toldDifferences } from "./told-differences.ts";

const cases = proxyCases();
const marks = expectedDifferences();
const configs = [...new Set(cases.map(({ config }) => config))];

/** Cases that wait and differ, once more: on a busy machine a ping too many may come before the answer does. */
async function toldAgain(told: ReadonlyMap<string, Told>): Promise<ReadonlyMap<string, Told>> {
  const late = cases.filter((one) => {
    const ours = told.get(one.id);
    const isTimed = one.id.startsWith("pings/");
    return (
      isTimed && ours !== undefined && problemsOf(toldDifferences(one.oracle, ours), marksOf(one, marks)).length > 0
    );
  });
  const parts = await Promise.all(
    [...new Set(late.map(({ config }) => config))].map((config) =>
      replayed(
        config,
        late.filter((it) => it.config === config),
      ),
    ),
  );
  return new Map(parts.flatMap((part) => [...part]));
}

describe("the gateway beside LiteLLM's proxy", () => {
  let told: ReadonlyMap<string, Told> = new Map();

  beforeAll(async () => {
    const parts = await Promise.all(
      configs.map((config) =>
        replayed(
          config,
          cases.filter((it) => it.config === config),
        ),
      ),
    );
    told = new Map(parts.flatMap((part) => [...part]));
    for (let again = 0; again < 2; again++) told = new Map([...told, ...(await toldAgain(told))]);
  }, 300_000);

  it.each(cases)("does the same with $id", (one) => {
    const ours = told.get(one.id);
    expect(ours).toBeDefined();
    if (ours !== undefined) expect(problemsOf(toldDifferences(one.oracle, ours), marksOf(one, marks))).toEqual([]);
  });

  it("is compared with what the pinned release did, case by case", () => {
    const pinned = pinnedVersion();
    expect(cases.length).toBeGreaterThan(450);
    expect(cases.filter(({ litellm }) => litellm !== pinned)).toEqual([]);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it("has no expected difference that speaks of no case", () => {
    expect(marks.filter(({ cases: pattern }) => !cases.some(({ id }) => new RegExp(pattern).test(id)))).toEqual([]);
  });
});

describe("the comparison catches a planted difference", () => {
  const sent: Seen = { method: "POST", path: "/v1", headers: [["authorization", "Bearer a"]], body: '{"a":1}' };
  const theirs: Told = {
    status: 200,
    headers: [["x-litellm-model-id", "a"]],
    body: 'data: {"a":1.0}\n\ndata: [DONE]\n\n',
    requests: [sent],
  };
  const planted: readonly (readonly [place: string, other: Partial<Told>])[] = [
    ["/status", { status: 500 }],
    ["/headers/x-litellm-model-id", { headers: [] }],
    ["/body/0/data/a", { body: 'data: {"a":1}\n\ndata: [DONE]\n\n' }],
    ["/body/1", { body: 'data: {"a":1.0}\n\n' }],
    ["/requests/0", { requests: [] }],
    ["/requests/0/headers/authorization", { requests: [{ ...sent, headers: [] }] }],
    ["/requests/0/body (spelling)", { requests: [{ ...sent, body: '{"a": 1}' }] }],
  ];

  it.each(planted)("at %s", (place, other) => {
    expect(toldDifferences(theirs, theirs)).toEqual([]);
    expect(toldDifferences(theirs, { ...theirs, ...other }).map(({ path }) => path)).toContain(place);
  });

  it("in a mark that covers nothing", () => {
    const mark = { name: "idle", kind: "gap", cases: ".", places: "^/body", why: "" } as const;
    expect(problemsOf([], [mark])).toEqual(["idle: differs no more; take the mark away"]);
  });
});
