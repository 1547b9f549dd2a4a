import { createSocket } from "node:dgram";
import { expect, it, onTestFinished } from "vitest";
import { nameResolver } from "./resolve-name.ts";

const ADDRESS = [93, 184, 216, 34] as const;
const TYPE_A = 1;

/** The name that a question begins with, and where the question ends. */
function question(packet: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = packet.readUInt8(at); length > 0; length = packet.readUInt8(at)) {
    labels.push(packet.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), type: packet.readUInt16BE(at + 1), end: at + 5 };
}

/** A server of names that answers all but those beginning with "slow", and counts the questions. */
async function nameServer(): Promise<{ readonly address: string; readonly asked: string[] }> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (packet, { port, address }) => {
    const { name, type, end } = question(packet);
    asked.push(name);
    if (name.startsWith("slow")) return;
    const isKnown = name.startsWith("known");
    const answers = isKnown && type === TYPE_A ? 1 : 0;
    const head = Buffer.from(packet.subarray(0, end));
    head.writeUInt16BE(isKnown ? 0x81_80 : 0x81_83, 2);
    head.writeUInt16BE(answers, 6);
    head.writeUInt32BE(0, 8);
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...ADDRESS]);
    socket.send(answers === 1 ? Buffer.concat([head, record]) : head, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  onTestFinished(() => void socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

it("a name is known while others wait for servers that never answer", async () => {
  const { address } = await nameServer();
  const resolve = nameResolver({ servers: [address], timeoutMs: 1_000 });
  const order: string[] = [];
  const slow = Array.from({ length: 50 }, (_, at) =>
    resolve(`slow${at}.test`, "no").then((found) => order.push(`slow ${found.length}`)),
  );
  await new Promise((done) => setTimeout(done, 50));
  expect(await resolve("known.test", "no")).toEqual([{ address: "93.184.216.34", family: 4 }]);
  expect(order).toEqual([]);
  await Promise.all(slow);
  expect(new Set(order)).toEqual(new Set(["slow 0"]));
});

it("the system's own names are none, unless the rules name them or allow any host", async () => {
  const { address, asked } = await nameServer();
  const resolve = nameResolver({ servers: [address], timeoutMs: 1_000 });
  expect(await resolve("localhost.", "no")).toEqual([]);
  const loopback = expect.arrayContaining([
    expect.objectContaining({ address: expect.stringMatching(/^(127\.|::1)/) }),
  ]);
  expect(await resolve("localhost", "by name")).toEqual(loopback);
  expect(await resolve("localhost", "as any")).toEqual(loopback);
  expect(await resolve("known.test", "as any")).toEqual([{ address: "93.184.216.34", family: 4 }]);
  expect(asked.length).toBeGreaterThan(0);
});
