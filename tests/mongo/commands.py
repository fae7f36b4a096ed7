"""Sends commands to a server, one JSON object a line, and prints a line for each answer.

Usage: commands.py HOST:PORT
"""

import json
import sys

import wire


def main():
    with wire.connect(sys.argv[1]) as connection:
        for line in sys.stdin:
            connection.sendall(wire.write_command(wire.from_json(json.loads(line))))
            print(json.dumps(wire.to_json(wire.read_command(wire.receive(connection)))))


main()
