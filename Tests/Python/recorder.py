"""A line between two programs that notes the method and address of each request on it."""

import socket
import socketserver
import threading


class Recorder:
    def __init__(self, url):
        host, port = url.split("//")[1].split(":")
        self.requests, self.lock = [], threading.Lock()
        recorder = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with socket.create_connection((host, int(port))) as other:
                    back = threading.Thread(target=carry, args=(other, self.request), daemon=True)
                    back.start()
                    recorder.listen(self.request, other)
                    back.join()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads, allow_reuse_address = True, True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def listen(self, source, target):
        """Carries what a client sends, and reads the head of each request in it."""
        waiting, body, is_socket = b"", 0, False
        while data := receive(source):
            try:
                target.sendall(data)
            except OSError:
                return
            if is_socket:
                continue
            waiting += data
            while waiting:
                taken = min(body, len(waiting))
                waiting, body = waiting[taken:], body - taken
                head, end, rest = waiting.partition(b"\r\n\r\n")
                if body or not end:
                    break
                waiting = rest
                lines = head.decode().split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in
                          (line.partition(":") for line in lines[1:])}
                body = int(fields.get("content-length", 0))
                is_socket = fields.get("upgrade", "").lower() == "websocket"
                with self.lock:
                    self.requests.append(tuple(lines[0].split(" ")[:2]))
        shut(target)

    def take(self):
        """What was asked since the last time."""
        with self.lock:
            taken, self.requests = self.requests, []
        return taken

    def end(self):
        self.server.shutdown()
        self.server.server_close()


def receive(source):
    try:
        return source.recv(65536)
    except OSError:
        return b""


def carry(source, target):
    while data := receive(source):
        try:
            target.sendall(data)
        except OSError:
            return
    shut(target)


def shut(target):
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
