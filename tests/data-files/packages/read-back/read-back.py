"""Every table of the folder: the CSV file against .dta as pandas reads it."""
import csv
import glob
import sys

import pandas

compared = 0
for path in glob.glob("*.csv"):
    with open(path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with pandas.read_stata(path.replace(".csv", ".dta"), iterator=True) as reader:
        read = reader.read()
        label, labels = reader.data_label, reader.value_labels()
    assert list(read.columns) == header, path
    assert len(read) == len(rows), path
    assert label.startswith("SYNTHETIC"), path
    for place, name in enumerate(header):
        for text, value in zip((row[place] for row in rows), read[name]):
            if pandas.isna(value) or value == "":
                assert text == "", (path, name, text, value)
            elif isinstance(value, str):
                assert value == (labels[name][int(text)] if text.lstrip("-").isdigit() and name in labels else text), (path, name, text, value)
            else:
                assert float(value) == float(text), (path, name, text, value)
            compared += 1
print(compared, "values compared")
sys.exit(0 if compared > 0 else 1)
