"""One request over HTTP; the answer with every header in its order."""

import base64
import http.client

from .upstream import text

TIMEOUT = 60


def ask(port, request):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    body = sent(request.get("body"))
    try:
        connection.putrequest(request["method"], request["path"], skip_accept_encoding=True)
        for name, told in request["headers"].items():
            for value in told if isinstance(told, list) else [told]:
                connection.putheader(name, value)
        if body is not None or request["method"] in ("POST", "PUT", "PATCH"):
            connection.putheader("content-length", str(len(body or b"")))
        connection.endheaders(body)
        answer = connection.getresponse()
        read, cut = whole(answer)
        return {
            "status": answer.status,
            "headers": [[name.lower(), value] for name, value in answer.getheaders()],
            "body": text(read),
            **({"cut": True} if cut else {}),
        }
    finally:
        connection.close()


def sent(body):
    if body is None:
        return None
    return base64.b64decode(body["$b64"]) if isinstance(body, dict) else body.encode()


def whole(answer):
    """The body, and whether it ended before its end."""
    try:
        return answer.read(), False
    except http.client.IncompleteRead as error:
        return error.partial, True
