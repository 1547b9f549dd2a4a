const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

const TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?$/;

/** A plain scalar that YAML 1.1 takes for a date or a time, as Python's `str` writes it; undefined for any other. */
export function yamlTimestamp(text: string): string | undefined {
  if (DATE.test(text)) return text;
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", utc, sign, zoneHour, zoneMinute] = found;
  const micros = fraction.slice(0, 6).padEnd(6, "0");
  const date = [year, two(month), two(day)].join("-");
  const time = [two(hour), minute, second].join(":");
  return `${date} ${time}${micros === "000000" ? "" : `.${micros}`}${zone({ utc, sign, hour: zoneHour, minute: zoneMinute })}`;
}

function two(digits: string | undefined): string {
  return (digits ?? "").padStart(2, "0");
}

interface Zone {
  readonly utc: string | undefined;
  readonly sign: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
}

function zone({ utc, sign, hour, minute }: Zone): string {
  if (utc !== undefined) return "+00:00";
  return sign === undefined ? "" : `${sign}${two(hour)}:${two(minute)}`;
}
