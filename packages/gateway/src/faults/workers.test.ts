import type { Socket } from "node:net";
import { expect, it } from "vitest";
import { BROKEN, CUTS } from "../test/broken-upstreams.ts";
import { CHAT, lastFrame } from "../test/fault-lanes.ts";
import { type RawClient, rawClient, requestText } from "../test/raw-client.ts";
import { closedPort, eventStream, rawUpstream } from "../test/raw-upstream.ts";
import { configOf, deployment } from "../test/running.ts";
import { askOften, runningWorkers, type TestedWorkers } from "../threads/test/running-workers.ts";

/** Connections of which both threads have some: that one has none happens less than once in a hundred thousand times. */
const OFTEN = 20;

const MIB = 1024 * 1024;

const STREAMED = { ...CHAT.body, stream: true };

function serving(url: string, timeout = 0.5): Promise<TestedWorkers> {
  const params = { model: CHAT.model, api_key: "sk-upstream-0123456789", api_base: url + CHAT.base, timeout };
  return runningWorkers(configOf([deployment("fast", params)], { router: { numRetries: 0 } }));
}

function portOf({ url }: TestedWorkers): number {
  return Number(new URL(url).port);
}

function asking(body: object): string {
  const text = JSON.stringify(body);
  return requestText(CHAT.path, { headers: [`content-length: ${Buffer.byteLength(text)}`], body: text });
}

function callers(one: TestedWorkers, text = ""): Promise<readonly RawClient[]> {
  return Promise.all(Array.from({ length: OFTEN }, () => rawClient(portOf(one), text)));
}

/** Both threads are as they were: none was lost, and all that is asked is answered. */
async function expectUnharmed(one: TestedWorkers): Promise<void> {
  const answers = await askOften(OFTEN, `${one.url}/health/liveliness`);
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: OFTEN }, () => 200));
  expect(one.told.filter((line) => line.includes("thread"))).toEqual([]);
}

it("two threads tell of every provider that breaks before it answers", async () => {
  let answer = (_: Socket): void => undefined;
  const { url } = await rawUpstream((socket) => answer(socket));
  const one = await serving(url);
  for (const { fault, status, says, answer: breaking } of BROKEN) {
    answer = breaking;
    const answers = await askOften(OFTEN, `${one.url}${CHAT.path}`, { body: CHAT.body });
    for (const told of answers) {
      expect([fault, told.status]).toEqual([fault, status]);
      expect(JSON.parse(told.text).error.message).toMatch(says);
    }
  }
  await expectUnharmed(one);
}, 120_000);

it("two threads tell of a provider that refuses connections", async () => {
  const one = await serving(`http://127.0.0.1:${await closedPort()}`);
  const answers = await askOften(OFTEN, `${one.url}${CHAT.path}`, { body: CHAT.body });
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([500]));
  await expectUnharmed(one);
}, 60_000);

it("two threads end every stream with a failure that is cut", async () => {
  let answer = (_: Socket): void => undefined;
  const { url, sockets } = await rawUpstream((socket) => answer(socket));
  const one = await serving(url);
  // Twenty of those that flood would take longer than a call may.
  for (const { cut, answer: cutting } of CUTS.filter((it) => it.cut !== "a line without end")) {
    answer = (socket) => cutting(socket, CHAT.begun);
    const answers = await askOften(OFTEN, `${one.url}${CHAT.path}`, { body: STREAMED });
    for (const { status, text } of answers) {
      expect([cut, status]).toEqual([cut, 200]);
      expect(lastFrame(text)).toMatchObject(CHAT.failed);
    }
  }
  await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true);
  await expectUnharmed(one);
}, 120_000);

it("callers of two threads who go away take their requests upstream along", async () => {
  const { url, sockets, requests } = await rawUpstream(() => undefined);
  const one = await serving(url, 60);
  const clients = await callers(one, asking(STREAMED));
  await expect.poll(() => requests.length, { timeout: 20_000 }).toBe(OFTEN);
  for (const { socket } of clients) socket.destroy();
  await expect.poll(() => sockets.every((socket) => socket.destroyed), { timeout: 20_000 }).toBe(true);
  await expectUnharmed(one);
}, 60_000);

it("callers of two threads who read nothing stop their providers, and hinder nobody", async () => {
  const piece = Array.from({ length: 300 }, (_, at) => CHAT.begun.replace("Hello", `Hello ${at}`)).join("");
  let pushed = 0;
  const { url } = await rawUpstream((socket) => {
    const push = (): void => {
      while (!socket.destroyed) {
        pushed += piece.length;
        if (!socket.write(piece)) return;
      }
    };
    socket.write(eventStream(CHAT.begun));
    socket.on("drain", push);
    push();
  });
  const one = await serving(url, 60);
  const clients = await callers(one);
  for (const { socket } of clients) {
    socket.pause();
    socket.write(asking(STREAMED));
  }
  let before = -1;
  const isStill = (): boolean => {
    const was = before;
    before = pushed;
    return pushed > 0 && was === pushed;
  };
  await expect.poll(isStill, { interval: 500, timeout: 40_000 }).toBe(true);
  expect(pushed).toBeLessThan(OFTEN * 32 * MIB);
  await expectUnharmed(one);
  for (const { socket } of clients) socket.destroy();
}, 60_000);

it("connections of two threads that say nothing hold up neither others nor the end", async () => {
  const one = await serving("http://127.0.0.1:1");
  const clients = await callers(one);
  await expectUnharmed(one);
  const began = performance.now();
  await one.close(5000);
  expect(performance.now() - began).toBeLessThan(4000);
  await Promise.all(clients.map(({ closed }) => closed));
}, 60_000);
