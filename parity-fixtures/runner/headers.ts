type Headers = readonly (readonly [name: string, value: string])[];

/** Headers that the transport or the SDK under LiteLLM writes by itself. */
const TRANSPORT = /^(host|connection|accept(-.*)?|user-agent|content-length|transfer-encoding|x-stainless-.*)$/;

/** SigV4's parts that depend on the signed bytes and the date. */
const SIGNED_AT = /^(x-amz-date|amz-sdk-.*)$/;

function comparable([name, value]: readonly [string, string]): readonly [string, string] {
  const signed = value.startsWith("AWS4-HMAC-SHA256 ") ? (value.split(",", 1)[0] ?? value) : value;
  const boundary = value.startsWith("multipart/form-data") ? "multipart/form-data" : signed;
  return [name.toLowerCase(), boundary];
}

function adapters(headers: Headers): Headers {
  return headers.map(comparable).filter(([name]) => !TRANSPORT.test(name) && !SIGNED_AT.test(name));
}

export interface HeaderDifference {
  readonly name: string;
  readonly theirs: string | undefined;
  readonly ours: string | undefined;
}

/** The headers the adapter decides that are not the same on both sides, by lower-cased name. */
export function headerDifferences(theirs: Headers, ours: Headers): readonly HeaderDifference[] {
  const [left, right] = [adapters(theirs), adapters(ours)];
  const names = [...new Set([...left, ...right].map(([name]) => name))];
  const valuesOf = (headers: Headers, wanted: string): string | undefined => {
    const values = headers.filter(([name]) => name === wanted).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(", ");
  };
  return names
    .map((name) => ({ name, theirs: valuesOf(left, name), ours: valuesOf(right, name) }))
    .filter((it) => it.theirs !== it.ours);
}
