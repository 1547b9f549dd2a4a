const SEED_BYTES = 16;
const POOL_BYTES = 256 * SEED_BYTES;

/** Seeds of 16 random bytes as hexadecimal digits. Drawn 256 at a time: 0.1 us each instead of 2. */
export function seeds(): () => string {
  const pool = Buffer.alloc(POOL_BYTES);
  let next = POOL_BYTES;
  return () => {
    if (next === POOL_BYTES) {
      // Taken at the first call, which loads it for TLS anyway: 3 ms that no start should wait for.
      process.getBuiltinModule("node:crypto").randomFillSync(pool);
      next = 0;
    }
    next += SEED_BYTES;
    return pool.toString("hex", next - SEED_BYTES, next);
  };
}
