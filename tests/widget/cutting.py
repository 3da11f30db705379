"""A bad network: passes bytes on, and cuts connections where a seeded chance says so."""

from __future__ import annotations

import random
import socket
import struct
import threading
from contextlib import suppress


class BadNetwork:
    """Stands before the server at `port` of this machine; `cutting` turns the trouble on."""

    def __init__(self, port: int, seed: int) -> None:
        self._target = port
        self._chance = random.Random(seed)
        self.cutting = False
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> BadNetwork:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self._cut(0.05):
                    _reset(client)
                    continue
                try:
                    server = socket.create_connection(("127.0.0.1", self._target), 5)
                    server.settimeout(None)
                except OSError:
                    _reset(client)
                    continue
                for ends in ((client, server, 0.03), (server, client, 0.05)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _cut(self, probability: float) -> bool:
        cut = self.cutting and self._chance.random() < probability
        self.cuts += cut
        return cut

    def _pass_on(self, source: socket.socket, sink: socket.socket, probability: float) -> None:
        """Until one end closes, or a cut: then a part of what came last is all that goes through."""
        with suppress(OSError):
            while data := source.recv(65536):
                if self._cut(probability):
                    sink.sendall(data[: self._chance.randrange(len(data))])
                    break
                sink.sendall(data)
        _reset(source)
        _reset(sink)


def _reset(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
