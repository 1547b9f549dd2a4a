"""The scripted upstream: it answers each request with the next reply of the case, byte for byte."""

import base64
import socket
import struct
import threading
import time

UNSCRIPTED = b"HTTP/1.1 418 Unscripted\r\ncontent-type: application/json\r\ncontent-length: 34\r\n\r\n{\"error\":{\"message\":\"unscripted\"}}"


class Upstream:
    """A listener on a free port of the loopback; `play` sets the script, `seen` are the requests since."""

    def __init__(self):
        self.lock, self.script, self.seen = threading.Lock(), [], []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def play(self, script):
        with self.lock:
            self.script, self.seen = list(script), []

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def next_reply(self, asked):
        with self.lock:
            self.seen.append(asked)
            said = asked["path"] + " " + str(asked.get("body", ""))
            for at, reply in enumerate(self.script):
                if reply.get("match", "") in said:
                    return self.script.pop(at)
        return None

    def serve(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pending = b""
        try:
            while (read := self.read(connection, pending)) is not None:
                asked, pending = read
                reply = self.next_reply(asked)
                if reply is None:
                    connection.sendall(UNSCRIPTED)
                elif not self.answer(connection, reply):
                    return
        except OSError:
            pass
        finally:
            connection.close()

    def answer(self, connection, reply):
        """Whether the connection lives on."""
        time.sleep(reply.get("wait", 0))
        pauses = reply.get("pauses", [])
        for at, piece in enumerate(reply["pieces"]):
            connection.sendall(piece.encode())
            time.sleep(pauses[at] if at < len(pauses) else reply.get("pause", 0))
        if reply.get("ending") == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return "ending" not in reply

    def read(self, connection, pending):
        while b"\r\n\r\n" not in pending:
            more = connection.recv(65536)
            if not more:
                return None
            pending += more
        head, _, pending = pending.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        headers = [[name.lower(), value.strip()] for name, _, value in (it.partition(":") for it in lines)]
        length = int(dict(headers).get("content-length", 0))
        while len(pending) < length:
            pending += connection.recv(65536)
        body, pending = pending[:length], pending[length:]
        return {"method": method, "path": path, "headers": headers, **({"body": text(body)} if body else {})}, pending


def text(body):
    try:
        return body.decode()
    except UnicodeDecodeError:
        return {"$b64": base64.b64encode(body).decode()}
