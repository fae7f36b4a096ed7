"""BSON and the messages of MongoDB's wire protocol, as far as tests need them."""

import base64
import socket
import struct

REPLY, QUERY, MESSAGE = 1, 2004, 2013  # opcodes


class ObjectId(bytes):
    """Twelve bytes."""


class Date(int):
    """Milliseconds since 1970."""


class Int32(int):
    """A whole number in four bytes; others have eight."""


def _encode_value(value):
    if isinstance(value, bool):
        return 0x08, bytes([value])
    if isinstance(value, Date):
        return 0x09, struct.pack("<q", value)
    if isinstance(value, Int32):
        return 0x10, struct.pack("<i", value)
    if isinstance(value, int):
        return 0x12, struct.pack("<q", value)
    if isinstance(value, float):
        return 0x01, struct.pack("<d", value)
    if isinstance(value, str):
        text = value.encode()
        return 0x02, struct.pack("<i", len(text) + 1) + text + b"\0"
    if isinstance(value, ObjectId):
        return 0x07, bytes(value)
    if isinstance(value, bytes):
        return 0x05, struct.pack("<iB", len(value), 0) + value
    if isinstance(value, list):
        return 0x04, encode({str(i): each for i, each in enumerate(value)})
    return (0x0A, b"") if value is None else (0x03, encode(value))


def encode(document):
    body = b""
    for name, value in document.items():
        kind, data = _encode_value(value)
        body += bytes([kind]) + name.encode() + b"\0" + data
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def _decode_value(kind, data, at):
    """The value and where the next one begins."""
    if kind in (0x03, 0x04):
        size = struct.unpack_from("<i", data, at)[0]
        value = decode(data[at:at + size])
        return (list(value.values()) if kind == 0x04 else value), at + size
    if kind == 0x02:
        size = struct.unpack_from("<i", data, at)[0]
        return data[at + 4:at + 3 + size].decode(), at + 4 + size
    if kind == 0x05:
        size = struct.unpack_from("<i", data, at)[0]
        return bytes(data[at + 5:at + 5 + size]), at + 5 + size
    if kind == 0x07:
        return ObjectId(data[at:at + 12]), at + 12
    if kind == 0x08:
        return bool(data[at]), at + 1
    if kind == 0x0A:
        return None, at
    form, size = {0x01: ("<d", 8), 0x09: ("<q", 8), 0x10: ("<i", 4), 0x11: ("<Q", 8), 0x12: ("<q", 8)}[kind]
    value = struct.unpack_from(form, data, at)[0]
    return {0x09: Date, 0x10: Int32}.get(kind, lambda same: same)(value), at + size


def decode(data):
    document, at = {}, 4
    while data[at]:
        kind, end = data[at], data.index(b"\0", at + 1)
        name = data[at + 1:end].decode()
        document[name], at = _decode_value(kind, data, end + 1)
    return document


def from_json(value):
    """What JSON cannot say is an object with one member: {"$binary": base64}, {"$oid": hex}, {"$date": milliseconds},
    {"$int": a number in four bytes}."""
    if isinstance(value, list):
        return [from_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["$binary"]:
        return base64.b64decode(value["$binary"])
    if list(value) == ["$oid"]:
        return ObjectId(bytes.fromhex(value["$oid"]))
    if list(value) == ["$int"]:
        return Int32(value["$int"])
    return Date(value["$date"]) if list(value) == ["$date"] else {k: from_json(v) for k, v in value.items()}


def to_json(value):
    if isinstance(value, list):
        return [to_json(each) for each in value]
    if isinstance(value, dict):
        return {k: to_json(v) for k, v in value.items()}
    if isinstance(value, ObjectId):
        return {"$oid": value.hex()}
    if isinstance(value, bytes):
        return {"$binary": base64.b64encode(value).decode()}
    return {"$date": int(value)} if isinstance(value, Date) else value


def receive(connection):
    """A whole message, header and all; EOFError at the end."""
    def need(size):
        data = b""
        while len(data) < size:
            piece = connection.recv(size - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data
    header = need(16)
    return header + need(struct.unpack_from("<i", header)[0] - 16)


def opcode(message):
    return struct.unpack_from("<i", message, 12)[0]


def read_command(message):
    """The document of a message, with the documents that stand beside it as lists."""
    if opcode(message) == QUERY:
        return decode(message[message.index(b"\0", 20) + 9:])
    command, at = {}, 20
    while at < len(message):
        kind, at = message[at], at + 1
        size = struct.unpack_from("<i", message, at)[0]
        part = message[at:at + size]
        if kind == 0:
            command.update(decode(part))
        else:
            name_end = part.index(b"\0", 4)
            documents, place = [], name_end + 1
            while place < len(part):
                length = struct.unpack_from("<i", part, place)[0]
                documents.append(decode(part[place:place + length]))
                place += length
            command[part[4:name_end].decode()] = documents
        at += size
    return command


def read_answer(message):
    return decode(message[36:]) if opcode(message) == REPLY else read_command(message)


def write_command(document):
    body = struct.pack("<iB", 0, 0) + encode(document)
    return struct.pack("<iiii", 16 + len(body), 1, 0, MESSAGE) + body


def write_reply(document, asked):
    """An answer to the message `asked`, of its kind."""
    request = struct.unpack_from("<i", asked, 4)[0]
    kind = REPLY if opcode(asked) == QUERY else MESSAGE
    start = struct.pack("<iqii", 8, 0, 0, 1) if kind == REPLY else struct.pack("<iB", 0, 0)
    body = start + encode(document)
    return struct.pack("<iiii", 16 + len(body), 1, request, kind) + body


def connect(address):
    host, port = address.rsplit(":", 1)
    return socket.create_connection((host, int(port)))
