#!/usr/bin/env python3
"""Wraps comment lines of Swift files at 100 columns, which swift-format leaves as they are.

  wrap_comments.py FILE ...      rewrites the files in place

What is too long goes to the front of the next line of the same paragraph. Comments behind code are
left: shorten those by hand.
"""
import re
import sys

COLUMNS_MAX = 100
COMMENT = re.compile(r"^(\s*///?)( +)(\S.*)$")
# A list item, a table, a quoted block: the line before must not flow into it.
STARTS_ANEW = re.compile(r"^([-*+|>#]|\d+\.|```)")


def wrapped(lines):
    result, rest, is_code = [], list(reversed(lines)), False
    while rest:
        line = rest.pop()
        comment = COMMENT.match(line)
        if comment and comment[3].startswith("```"):
            is_code = not is_code
        cut = line.rfind(" ", 0, COLUMNS_MAX + 1)
        too_long = comment and not is_code and len(line) > COLUMNS_MAX
        if not too_long or cut <= comment.start(3):
            result.append(line)
            continue
        result.append(line[:cut].rstrip())
        overflow = line[cut:].strip()
        item = re.match(r"([-*+]|\d+\.) ", comment[3])
        indent = comment[2] + " " * (len(item[0]) if item else 0)
        following = COMMENT.match(rest[-1]) if rest else None
        flows = following and following.group(1, 2) == (comment[1], indent)
        if flows and not STARTS_ANEW.match(following[3]):
            rest[-1] = f"{following[1]}{following[2]}{overflow} {following[3]}"
        else:
            rest.append(f"{comment[1]}{indent}{overflow}")
    return result


def main(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        new = "\n".join(wrapped(text.split("\n")))
        if new != text:
            with open(path, "w", encoding="utf-8") as file:
                file.write(new)


if __name__ == "__main__":
    main(sys.argv[1:])
