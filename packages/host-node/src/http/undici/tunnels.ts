import { type Dispatcher, Pool } from "undici";

/** Notes how a tunnel that is being opened is given up; its result forgets that again. */
export type Opening = (place: string, giveUp: () => void) => () => void;

/** Connections to a proxy whose tunnels can be given up while the proxy has not answered: undici itself waits for five minutes. */
export function tunnels(url: URL, options: object, opening: Opening): Pool {
  const pool = new Pool(url, options);
  const open = (asked: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> =>
    new Promise((resolve, reject) => {
      Pool.prototype.connect.call(pool, asked, (error, tunnel) => (error === null ? resolve(tunnel) : reject(error)));
    });
  return Object.assign(pool, {
    connect(asked: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
      const given = new AbortController();
      const forget = opening(asked.path, () => given.abort());
      return open({ ...asked, signal: given.signal }).finally(forget);
    },
  });
}
