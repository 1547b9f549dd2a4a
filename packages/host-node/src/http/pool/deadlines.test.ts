import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deadlines, type Waiter } from "./deadlines.ts";

function waiter(): Waiter & { readonly overdue: ReturnType<typeof vi.fn<() => void>> } {
  return { dueAt: Number.POSITIVE_INFINITY, overdue: vi.fn<() => void>() };
}

describe("deadlines", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("pass once each, the shorter one first, over one timer", () => {
    const own = deadlines();
    const [short, long] = [waiter(), waiter()];
    for (const one of [short, long]) own.add(one);
    own.set(long, 1000);
    own.set(short, 50);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(60);
    expect(short.overdue).toHaveBeenCalledOnce();
    expect(long.overdue).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5000);
    expect(short.overdue).toHaveBeenCalledOnce();
    expect(long.overdue).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("that are no number never pass, and hold up no other", () => {
    const own = deadlines();
    const [odd, plain] = [waiter(), waiter()];
    for (const one of [odd, plain]) own.add(one);
    own.set(odd, Number.NaN);
    own.set(plain, 50);
    vi.advanceTimersByTime(40);
    own.set(plain, 50);
    vi.advanceTimersByTime(100);
    expect(plain.overdue).toHaveBeenCalledOnce();
    expect(odd.overdue).not.toHaveBeenCalled();
  });

  it("move with each set, and wait while they are put off", () => {
    const own = deadlines();
    const one = waiter();
    own.add(one);
    for (let count = 0; count < 10; count++) {
      own.set(one, 100);
      vi.advanceTimersByTime(80);
    }
    one.dueAt = Number.POSITIVE_INFINITY;
    vi.advanceTimersByTime(5000);
    expect(one.overdue).not.toHaveBeenCalled();
    own.set(one, 100);
    vi.advanceTimersByTime(115);
    expect(one.overdue).toHaveBeenCalledOnce();
  });

  it("may be set anew while one passes", () => {
    const own = deadlines();
    const one = waiter();
    own.add(one);
    one.overdue.mockImplementationOnce(() => own.set(one, 100));
    own.set(one, 100);
    vi.advanceTimersByTime(110);
    expect(one.overdue).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(110);
    expect(one.overdue).toHaveBeenCalledTimes(2);
  });

  it("leave no timer behind for those who went", () => {
    const own = deadlines();
    const one = waiter();
    own.add(one);
    own.set(one, 100);
    own.delete(one);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("longer than a timer can hold do not pass at once", () => {
    const own = deadlines();
    const one = waiter();
    own.add(one);
    own.set(one, 2 ** 40);
    vi.advanceTimersByTime(1_000_000);
    expect(one.overdue).not.toHaveBeenCalled();
  });
});
