"""Writes the workbook and the Parquet files beside it, by programs that are not ours (openpyxl 3.1.5, pandas 3.0.6, pyarrow 25.0.1)."""

import datetime

import openpyxl
import pandas
import pyarrow
import pyarrow.parquet

rows = [
    ("1", 1, "placebo", 20.5, datetime.date(2024, 3, 1)),
    ("1", 2, "naltrexone", 15.25, datetime.date(2024, 4, 5)),
    ("2", 1, "naltrexone", None, datetime.date(2024, 3, 2)),
    ("2", 2, "placebo", 18, datetime.date(2024, 4, 6)),
    ("3", 1, "placebo", 7.125, datetime.date(2024, 3, 3)),
    ("3", 2, "naltrexone", 9, datetime.date(2024, 4, 7)),
]
names = ["subject", "period", "treatment", "value", "date"]

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Größen"
sheet.append([])
sheet.append(names)
for row in rows:
    sheet.append(row)
book.create_sheet("empty")
book.save("workbook.xlsx")
notes = book.create_sheet("notes")
notes["B2"] = "see protocol"
book.save("two-sheets.xlsx")

frame = pandas.DataFrame(rows, columns=names)
frame.to_parquet("pandas.parquet")
table = pyarrow.Table.from_pandas(frame, preserve_index=False)
pyarrow.parquet.write_table(table, "plain.parquet", compression="none")
pyarrow.parquet.write_table(table, "zstd.parquet", compression="zstd")
