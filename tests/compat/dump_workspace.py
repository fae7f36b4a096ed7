#!/usr/bin/python3
"""Writes the file of a closed workspace as an SQL script that makes the same tables and rows again.

Usage: dump_workspace.py WORKSPACE > workspace_vN.sql

Bytes that are UTF-8 are written as text, so that a reviewer can read the documents. The script is checked: what it
makes has the same schema, rows and pragmas as the workspace.
"""
import sqlite3
import sys

PRAGMAS = ("application_id", "user_version")


def literal(value):
    """Returns an SQL literal of exactly this value."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        if "\0" in value:
            return f"CAST(x'{value.encode().hex()}' AS TEXT)"
        return "'" + value.replace("'", "''") + "'"
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = "\0"
    if not value or any(c < " " and c not in "\n\t" for c in text):
        return f"x'{value.hex()}'"
    return f"CAST({literal(text)} AS BLOB)"


def tables(database):
    return database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()


def rows(database, table):
    columns = [column[1] for column in database.execute(f"PRAGMA table_info({table})")]
    order = ", ".join(str(i + 1) for i in range(len(columns)))
    return columns, database.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}").fetchall()


def script(database):
    lines = ["BEGIN;"]
    for pragma in PRAGMAS:
        lines.append(f"PRAGMA {pragma} = {database.execute(f'PRAGMA {pragma}').fetchone()[0]};")
    entries = database.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    lines += [sql + ";" for (sql,) in entries]
    for table, _ in tables(database):
        columns, found = rows(database, table)
        for row in found:
            lines.append(f"INSERT INTO {table}({', '.join(columns)}) VALUES({', '.join(map(literal, row))});")
    return "\n".join(lines + ["COMMIT;"]) + "\n"


def content(database):
    pragmas = [database.execute(f"PRAGMA {pragma}").fetchone() for pragma in PRAGMAS]
    schema = database.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY rowid").fetchall()
    return pragmas, schema, [rows(database, table) for table, _ in tables(database)]


def main():
    database = sqlite3.connect(f"{sys.argv[1]}/vexlens.db")
    text = script(database)
    again = sqlite3.connect(":memory:", isolation_level=None)
    again.executescript(text)
    if content(again) != content(database):
        sys.exit("the script does not make the same workspace")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
