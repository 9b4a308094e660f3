"""Counts how long a push takes: N WebSocket clients on one desk, each message with its time of sending in "t".

The clients speak raw asyncio, on uvloop where it is there, since they run on the same cores as the desk. Prints one line
of JSON: messages, messages a second, milliseconds from "t" to the client at p50, p90, p99 and at most.
"""
import argparse
import asyncio
import base64
import json
import os
import re
import time

SENT = re.compile(rb'"t":(\d{19})')


class Client(asyncio.Protocol):
    """One page that only listens."""

    def __init__(self, host, ready, latencies):
        self.host, self.ready, self.latencies = host, ready, latencies
        self.rest, self.is_open = b"", False

    def connection_made(self, transport):
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /ws HTTP/1.1\r\nHost: {self.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())

    def data_received(self, data):
        data = self.rest + data
        if not self.is_open:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self.rest = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                raise SystemExit(f"refused: {data[:200]!r}")
            self.is_open, data = True, data[end + 4:]
            self.ready.set_result(None)
        while len(data) >= 2:
            size, head = data[1] & 127, 2
            if size == 126:
                if len(data) < 4:
                    break
                size, head = int.from_bytes(data[2:4], "big"), 4
            if len(data) < head + size:
                break
            if data[0] & 15 == 1:
                sent = int(SENT.search(data, head, head + size).group(1))
                self.latencies.append(time.time_ns() - sent)
            elif data[0] & 15 == 9:
                self.transport.write(b"\x8a\x80\0\0\0\0")
            data = data[head + size:]
        self.rest = data


async def main(options):
    host, port = options.host.split(":")
    loop, latencies, kept = asyncio.get_running_loop(), [], []
    for start in range(0, options.clients, 50):
        waits = []
        for _ in range(min(50, options.clients - start)):
            ready = loop.create_future()
            waits.append(ready)
            kept.append(await loop.create_connection(
                lambda ready=ready: Client(options.host, ready, latencies), host, int(port)))
        await asyncio.gather(*waits)
    # What the desk says at the opening is no push.
    await asyncio.sleep(1)
    latencies.clear()
    await asyncio.sleep(options.seconds)
    found = sorted(latencies)
    at = lambda share: round(found[min(len(found) - 1, int(share * len(found)))] / 1e6, 3)
    # More is late: the status says so.
    is_late = at(.99) >= options.allowed
    print(json.dumps({
        "clients": options.clients, "messages": len(found),
        "messages_per_second": round(len(found) / options.seconds),
        "p50_ms": at(.5), "p90_ms": at(.9), "p99_ms": at(.99), "max_ms": at(1)}), flush=True)
    os._exit(1 if is_late else 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1:8080")
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--allowed", type=float, default=100, help="milliseconds at p99")
    parser.add_argument("--seconds", type=float, default=30)
    try:
        import uvloop
        uvloop.run(main(parser.parse_args()))
    except ImportError:
        asyncio.run(main(parser.parse_args()))
