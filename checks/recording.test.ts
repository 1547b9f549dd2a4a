import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./repository.ts";

const PYTHON = process.env.LINTEL_ORACLE_PYTHON;

/** A part of the corpus that touches every kind of record and takes seconds: whole recordings are `npm run record -- --check`. */
const SHORT_FORM =
  "^(ocr/mistral/(reply|param)|retries/openai/often|chat/openai/(stream|error)|functions/get_supported)";

it.skipIf(PYTHON === undefined)(
  "recording unchanged cases again changes nothing (needs LINTEL_ORACLE_PYTHON, a Python with the pinned LiteLLM)",
  () => {
    const env = { ...process.env, PYTHONPATH: join(ROOT, "parity-fixtures"), PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stdout, stderr } = spawnSync(PYTHON ?? "", ["-m", "recorder", "--check", SHORT_FORM], {
      cwd: ROOT,
      env,
      encoding: "utf8",
    });
    expect(status, `${stdout}${stderr}`).toBe(0);
  },
  400_000,
);

it.skipIf(PYTHON === undefined)(
  "the recorder's own unit tests pass (needs LINTEL_ORACLE_PYTHON, a Python with the pinned LiteLLM)",
  () => {
    const args = ["-m", "unittest", "discover", "parity-fixtures", "-p", "test_*.py"];
    const { status, stderr } = spawnSync(PYTHON ?? "", args, { cwd: ROOT, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/Ran [1-9]\d* tests/);
  },
);
