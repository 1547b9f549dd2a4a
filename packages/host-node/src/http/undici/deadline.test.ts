import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deadline } from "./deadline.ts";

describe("a deadline", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("expires once, when the time last set has passed", () => {
    const expired = vi.fn();
    const own = deadline(expired);
    own.set(100);
    vi.advanceTimersByTime(80);
    own.set(100);
    vi.advanceTimersByTime(80);
    expect(expired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(30);
    vi.advanceTimersByTime(1_000);
    expect(expired).toHaveBeenCalledOnce();
  });

  it("expires in time when a shorter one follows a longer one", () => {
    const expired = vi.fn();
    const own = deadline(expired);
    own.set(600_000);
    own.set(50);
    vi.advanceTimersByTime(51);
    expect(expired).toHaveBeenCalledOnce();
  });

  it("waits while it is paused, and never comes once it has ended", () => {
    const expired = vi.fn();
    const own = deadline(expired);
    own.set(50);
    own.pause();
    vi.advanceTimersByTime(200);
    own.set(50);
    vi.advanceTimersByTime(51);
    expect(expired).toHaveBeenCalledOnce();
    own.set(50);
    own.end();
    vi.advanceTimersByTime(200);
    expect(expired).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("longer than a timer can hold does not expire at once", () => {
    const expired = vi.fn();
    deadline(expired).set(2 ** 40);
    vi.advanceTimersByTime(1_000_000);
    expect(expired).not.toHaveBeenCalled();
  });
});
