"""One request over HTTP; the answer with every header in its order."""

import http.client
import socket

from .cases import sent
from .upstream import text

TIMEOUT = 60


def ask(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(written(port, request))
        answer = http.client.HTTPResponse(connection, method=request["method"])
        answer.begin()
        read, cut = whole(answer)
        return {
            "status": answer.status,
            "headers": [[name.lower(), value] for name, value in answer.getheaders()],
            "body": text(read),
            **({"cut": True} if cut else {}),
        }


def written(port, request):
    """A request as it goes on the wire: `version` for another than 1.1, `hosts` for other hosts than the proxy's, or none, `chunks` for a body in chunks of so many bytes."""
    body = None if "body" not in request else sent(request["body"])
    lines = [f"{request['method']} {request['path']} HTTP/{request.get('version', '1.1')}"]
    lines += [f"host: {it}" for it in request.get("hosts", [f"127.0.0.1:{port}"])]
    for name, told in request["headers"].items():
        lines += [f"{name}: {value}" for value in (told if isinstance(told, list) else [told])]
    if "chunks" in request:
        return head([*lines, "transfer-encoding: chunked"]) + chunked(body or b"", request["chunks"])
    if body is not None or request["method"] in ("POST", "PUT", "PATCH"):
        lines.append(f"content-length: {len(body or b'')}")
    return head(lines) + (body or b"")


def head(lines):
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def chunked(body, size):
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%b\r\n" % (len(it), it) for it in parts) + b"0\r\n\r\n"


def whole(answer):
    """The body, and whether it ended before its end."""
    try:
        return answer.read(), False
    except http.client.IncompleteRead as error:
        return error.partial, True
