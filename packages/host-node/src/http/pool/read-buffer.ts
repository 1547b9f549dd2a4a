const READ_BYTES = 64 * 1024;
// One for all connections, as each read is copied at once, stays in the cache. Windows may read into several at a time.
const SHARED = process.platform === "win32" ? undefined : Buffer.allocUnsafeSlow(READ_BYTES);

/** What a connection reads into. */
export function readBuffer(): Buffer {
  return SHARED ?? Buffer.allocUnsafeSlow(READ_BYTES);
}
