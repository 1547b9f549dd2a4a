import { isArray, isObject, type Json, type JsonObject } from "../../json/index.ts";
import { type PriceRow, type Rate, toRate } from "./rate.ts";

const DAY_SECONDS = 86_400;
const WEEKDAYS: Readonly<Record<string, number>> = {
  mon: 1,
  monday: 1,
  tue: 2,
  tues: 2,
  tuesday: 2,
  wed: 3,
  wednesday: 3,
  thu: 4,
  thur: 4,
  thurs: 4,
  thursday: 4,
  fri: 5,
  friday: 5,
  sat: 6,
  saturday: 6,
  sun: 7,
  sunday: 7,
};

function secondsOf(text: string): number | undefined {
  const [, hour = "", minute = ""] = /^(\d{1,2}):(\d{1,2})$/.exec(text.trim()) ?? [];
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hour === "" || hours > 23 || minutes > 59 ? undefined : hours * 3600 + minutes * 60;
}

function isWithin(window: string, now: number): boolean {
  const parts = window.split("-");
  const [from, to] = parts.map(secondsOf);
  if (parts.length !== 2 || from === undefined || to === undefined) return false;
  const second = ((now % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
  return from < to ? from <= second && second < to : second >= from || second < to;
}

function windowsOf(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return isArray(value) ? value.filter((it) => typeof it === "string") : [];
}

function weekdayOf(value: Json): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) && value >= 1 && value <= 7 ? value : undefined;
  return typeof value === "string" ? WEEKDAYS[value.trim().toLowerCase()] : undefined;
}

/** The day of the week, Monday 1, on the calendar of a time zone; UTC's where the zone is unknown. */
function weekdayAt(now: number, zone: Json | undefined): number {
  const utc = ((((Math.floor(now / DAY_SECONDS) + 3) % 7) + 7) % 7) + 1;
  if (typeof zone !== "string" || zone.trim() === "") return utc;
  try {
    const name = new Intl.DateTimeFormat("en-US", { weekday: "short", timeZone: zone.trim() }).format(now * 1000);
    return WEEKDAYS[name.toLowerCase()] ?? utc;
  } catch {
    return utc;
  }
}

function isDay(now: number, weekdays: Json | undefined, zone: Json | undefined): boolean {
  if (weekdays === undefined || weekdays === null) return true;
  return isArray(weekdays) && weekdays.some((day) => weekdayOf(day) === weekdayAt(now, zone));
}

function isOpen(block: JsonObject, now: number): boolean {
  if (windowsOf(block.hours_utc).some((window) => isWithin(window, now))) return true;
  const rules = isArray(block.windows) ? block.windows.filter(isObject) : [];
  return rules.some(
    ({ hours_utc, weekdays }) =>
      isDay(now, weekdays, block.weekday_timezone) && windowsOf(hours_utc).some((window) => isWithin(window, now)),
  );
}

/** A row's prices for quiet hours, while they are (`off_peak_pricing`); `now` is Unix time in seconds. */
export function offPeak(row: PriceRow, now: number): JsonObject | undefined {
  const block = row.off_peak_pricing;
  return isObject(block) && isOpen(block, now) ? block : undefined;
}

/** The price of quiet hours, or the ordinary one. */
export function offPeakRate(block: JsonObject | undefined, field: string): Rate | undefined {
  return toRate(block?.[field], field);
}
