"""Stands between a client and a server, hands on what both say, and fails as it is told.

Usage: faulty_server.py [--server HOST:PORT] [--log FILE] [--fault FAULT] [--times N] [--replica-set] [--password TEXT]

It prints its own address when it can be reached. --log gets every command as a line of JSON.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import socketserver
import sys
import threading

import wire

UNCONFIRMED = {"code": wire.Int32(64), "codeName": "WriteConcernFailed",
               "errmsg": "waiting for replication timed out", "errInfo": {"wtimeout": True}}

# What becomes of the first N insertions (--times): "inserted" tells whether the server gets them, "answer" what is said
# then; None closes the connection, "nothing" keeps it open without a word.
FAULTS = {
    "write-concern": {"inserted": True, "answer": {"n": wire.Int32(1), "ok": 1.0, "writeConcernError": UNCONFIRMED}},
    "unconfirmed-duplicate": {"inserted": True, "answer": {
        "n": wire.Int32(0), "ok": 1.0, "writeConcernError": UNCONFIRMED,
        "writeErrors": [{"index": wire.Int32(0), "code": wire.Int32(11000), "errmsg": "E11000 duplicate key error"}]}},
    "dropped-after": {"inserted": True, "answer": None},
    "dropped-before": {"inserted": False, "answer": None},
    "not-primary": {"inserted": False, "answer": {
        "ok": 0.0, "code": wire.Int32(10107), "codeName": "NotWritablePrimary", "errmsg": "not primary",
        "errorLabels": ["RetryableWriteError"]}},
    "full": {"inserted": False, "answer": {
        "ok": 0.0, "code": wire.Int32(14031), "codeName": "OutOfDiskSpace", "errmsg": "No space left on device"}},
    "denied": {"inserted": False, "answer": {
        "ok": 0.0, "code": wire.Int32(13), "codeName": "Unauthorized", "errmsg": "not allowed to insert"}},
    "hung": {"inserted": True, "answer": "nothing"},
}
WHOLE = ("silent", "http")  # faults of the whole server
REFUSED = {"ok": 0.0, "code": wire.Int32(18), "codeName": "AuthenticationFailed", "errmsg": "Authentication failed."}
STRANGER = {"ok": 0.0, "code": wire.Int32(13), "codeName": "Unauthorized", "errmsg": "Command requires authentication"}


class Scram:
    """One login by SCRAM-SHA-256 (RFC 7677)."""

    def __init__(self, password):
        self.salt = os.urandom(28)
        self.salted = hashlib.pbkdf2_hmac("sha256", password.encode(), self.salt, 4096)
        self.messages = ""
        self.done = False

    def _sign(self, key, text):
        return hmac.new(key, text.encode(), "sha256").digest()

    def _answer(self, text):
        return {"conversationId": wire.Int32(1), "done": self.done, "payload": text.encode(), "ok": 1.0}

    def answer(self, command):
        text = command["payload"].decode()
        if "saslStart" in command:
            bare = text[3:]  # without "n,,"
            nonce = bare.partition("r=")[2] + base64.b64encode(os.urandom(12)).decode()
            first = f"r={nonce},s={base64.b64encode(self.salt).decode()},i=4096"
            self.messages = f"{bare},{first}"
            return self._answer(first)
        start, _, proof = text.partition(",p=")
        self.messages += "," + start
        key = self._sign(self.salted, "Client Key")
        signature = self._sign(hashlib.sha256(key).digest(), self.messages)
        if base64.b64decode(proof) != bytes(a ^ b for a, b in zip(key, signature)):
            return REFUSED
        self.done = True
        server = self._sign(self._sign(self.salted, "Server Key"), self.messages)
        return self._answer("v=" + base64.b64encode(server).decode())


class Faults(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, options):
        super().__init__(("127.0.0.1", 0), Connection)
        self.options = options
        self.lock = threading.Lock()
        self.left = options.times
        self.address = "127.0.0.1:%d" % self.server_address[1]

    def note(self, command):
        if self.options.log:
            with self.lock, open(self.options.log, "a", encoding="utf-8") as log:
                log.write(json.dumps(wire.to_json(command)) + "\n")

    def fault_of(self, name):
        """The fault that this command meets, None for none."""
        with self.lock:
            if name != "insert" or self.left == 0 or self.options.fault not in FAULTS:
                return None
            self.left -= 1
            return FAULTS[self.options.fault]


class Connection(socketserver.BaseRequestHandler):
    def handle(self):
        if self.server.options.fault == "http":
            # Closed with bytes unread, the connection would be reset, and the answer perhaps lost.
            wire.receive(self.request)
            self.request.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return
        self.login = Scram(self.server.options.password) if self.server.options.password else None
        try:
            self.backend = wire.connect(self.server.options.server) if self.server.options.server else None
            while self.answer(wire.receive(self.request)):
                pass
        except (EOFError, OSError):
            pass

    def answer(self, message):
        """Reports whether the connection goes on."""
        command = wire.read_command(message)
        name = next(iter(command))
        if self.server.options.fault == "silent":
            return True
        if name.lower() in ("hello", "ismaster"):
            return self.send(self.greeting(message), message)
        self.server.note(command)
        if self.login and not self.login.done:
            return self.send(self.login.answer(command) if name.startswith("sasl") else STRANGER, message)
        fault = self.server.fault_of(name)
        if fault is None:
            return self.send(self.ask(message), message)
        if fault["inserted"]:
            self.ask(message)
        if fault["answer"] == "nothing":
            return True
        return fault["answer"] is not None and self.send(fault["answer"], message)

    def greeting(self, message):
        said = self.ask(message)
        if self.server.options.replica_set:
            said.update(setName="rs0", hosts=[self.server.address], me=self.server.address,
                        logicalSessionTimeoutMinutes=wire.Int32(30))
        if self.login:
            said["saslSupportedMechs"] = ["SCRAM-SHA-256"]
        return said

    def ask(self, message):
        self.backend.sendall(message)
        return wire.read_answer(wire.receive(self.backend))

    def send(self, document, message):
        self.request.sendall(wire.write_reply(document, message))
        return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server")
    parser.add_argument("--log")
    parser.add_argument("--fault", choices=[*FAULTS, *WHOLE])
    parser.add_argument("--times", type=int, default=-1)
    parser.add_argument("--replica-set", action="store_true")
    parser.add_argument("--password")
    faults = Faults(parser.parse_args())
    print(faults.address, flush=True)
    # It ends with whoever started it.
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    faults.serve_forever()


main()
