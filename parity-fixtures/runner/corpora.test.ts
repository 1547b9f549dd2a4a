import { expect, test } from "vitest";
import { corporaProblems } from "./corpora.ts";
import { readDeviations, readExpectedFailures } from "./expectations.ts";
import { CORPORA } from "./paths.ts";
import { subject } from "./subject.ts";

test.skipIf(CORPORA === undefined)(
  "of recorded traffic no case that was equal is lost, none throws, no known gap has closed unnoticed (needs LINTEL_CORPORA, a folder of recorded traffic)",
  async () => {
    const judging = { subject, deviations: readDeviations(), expected: readExpectedFailures(), raise: false };
    expect(await corporaProblems(CORPORA ?? "", judging)).toEqual([]);
  },
);
