const VARIANTS = "89ab";

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
  const salt = Math.imul(n + 1, 0x9e3779b9);
  const digits = (index: number): string => {
    const value = mix(word(seed, index) ^ mix(salt + index));
    return value.toString(16).padStart(8, "0");
  };
  const [second, third] = [digits(1), digits(2)];
  const variant = VARIANTS.charAt(Number.parseInt(third.charAt(0), 16) & 3);
  const middle = `${second.slice(0, 4)}-4${second.slice(5)}-${variant}${third.slice(1, 4)}`;
  return `${digits(0)}-${middle}-${third.slice(4)}${digits(3)}`;
}

/** A fraction in [0, 1) derived from a call's seed: the jitter of its n-th wait. */
export function fraction(seed: string, n: number): number {
  return mix(word(seed, 3) ^ mix(n + 0x51ed270b)) / 0x1_0000_0000;
}
