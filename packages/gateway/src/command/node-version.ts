const LEAST = [22, 19] as const;

/** Why a version of Node.js cannot run the gateway; undefined where it can. */
export function tooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
  return isEnough ? undefined : `Node.js ${LEAST.join(".")} or later is needed, and this is ${version}`;
}
