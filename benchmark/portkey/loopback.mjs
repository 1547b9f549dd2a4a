// Portkey's server listens on every address and has no setting for it: here it is kept on the loopback.
import { Server } from "node:net";

const { listen } = Server.prototype;

Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  const options = typeof port === "object" ? { ...port, host: "127.0.0.1" } : { port, host: "127.0.0.1" };
  const whenReady = rest.find((it) => typeof it === "function");
  return listen.call(this, options, ...(whenReady === undefined ? [] : [whenReady]));
};
