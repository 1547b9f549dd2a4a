function mix(value: number): number {
  const a = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b ^ (b >>> 16)) >>> 0;
}

function word(seed: string, index: number): number {
  return Number.parseInt(seed.slice(index * 8, index * 8 + 8), 16) >>> 0;
}

/** The n-th (from 0) uuid4 of a call, derived from its seed of 32 hexadecimal digits. */
export function uuid(seed: string, n: number): string {
  const words = [0, 1, 2, 3].map((index) => mix(word(seed, index) ^ mix(Math.imul(n + 1, 0x9e3779b9) + index)));
  const hex = words.map((value) => value.toString(16).padStart(8, "0")).join("");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A fraction in [0, 1) derived from a call's seed: the jitter of its n-th wait. */
export function fraction(seed: string, n: number): number {
  return mix(word(seed, 3) ^ mix(n + 0x51ed270b)) / 0x1_0000_0000;
}
