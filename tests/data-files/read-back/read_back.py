"""Reads the table that write.ts wrote with one reader, and compares every row: read_back.py FOLDER pandas|openpyxl|duckdb"""

import json
import math
import sys

folder, reader = sys.argv[1:]
with open(f"{folder}/rows.json", encoding="utf-8") as file:
    expected = json.load(file)


def compare(name, rows):
    rows = [[None if cell is None or cell != cell else cell for cell in row] for row in rows]
    assert len(rows) == len(expected["rows"]), (name, len(rows))
    for number, (got, wanted) in enumerate(zip(rows, expected["rows"])):
        assert got[:3] == wanted[:3], (name, number, got, wanted)
        assert (got[3] is None) == (wanted[3] is None), (name, number, got, wanted)
        assert got[3] is None or math.isclose(got[3], wanted[3], rel_tol=1e-15), (name, number, got, wanted)
    print(f"{name}: {len(rows)} rows as they were written")


def rows_of(frame):
    return [list(row) for row in frame.astype(object).itertuples(index=False)]


if reader == "pandas":
    import pandas

    assert list(pandas.read_csv(f"{folder}/rows.csv").columns) == expected["columns"]
    plain = {"keep_default_na": False, "na_values": [""], "float_precision": "round_trip"}
    compare("csv", rows_of(pandas.read_csv(f"{folder}/rows.csv", **plain)))
    compare("csv.gz", rows_of(pandas.read_csv(f"{folder}/rows.csv.gz", **plain)))
    compare("tsv", rows_of(pandas.read_csv(f"{folder}/rows.tsv", sep="\t", **plain)))
    compare("ndjson", rows_of(pandas.read_json(f"{folder}/rows.ndjson", lines=True, precise_float=True)))
elif reader == "openpyxl":
    import openpyxl

    book = openpyxl.load_workbook(f"{folder}/rows.xlsx", read_only=True)
    header, *rows = book["rows"].iter_rows(values_only=True)
    assert list(header) == expected["columns"], header
    compare("xlsx", [list(row) + [None] * (4 - len(row)) for row in rows])
    assert book.properties.title.startswith("SYNTHETIC: "), book.properties.title
    about = {row[0]: row[1] for row in book["SYNTHETIC"].iter_rows(values_only=True) if row and row[0]}
    assert about["scenario_hash"] == "abc123" and about["seed"] == "7", about
elif reader == "duckdb":
    import duckdb

    table = duckdb.sql(f"select * from '{folder}/rows.parquet'")
    assert table.columns == expected["columns"], table.columns
    compare("parquet", [list(row) for row in table.fetchall()])
    pairs = dict(duckdb.sql(f"select decode(key), decode(value) from parquet_kv_metadata('{folder}/rows.parquet')").fetchall())
    assert pairs["provenance"].startswith("SYNTHETIC: "), pairs
    compare("csv", [list(row) for row in duckdb.sql(f"select * from read_csv('{folder}/rows.csv', header = true)").fetchall()])
else:
    sys.exit(f"unknown reader {reader}")
