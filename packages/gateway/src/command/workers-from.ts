/** Another thread costs 32 to 40 MB under load, and with two a gateway is no longer one of less than 100 MB. */
const DEFAULT_WORKERS = 1;

/** How many threads serve, by what was asked for: LiteLLM takes any whole number, and serves with one worker where it is less. */
export function workersFrom(text: string | undefined): number | undefined {
  const workers = text === undefined || text === "" ? DEFAULT_WORKERS : Number(text);
  return Number.isInteger(workers) ? Math.max(1, workers) : undefined;
}
