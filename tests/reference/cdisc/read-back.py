"""What pandas reads of the files of a folder. python3 read-back.py FOLDER: every .xpt by pandas.read_sas, written beside it as .py.csv with all digits."""
import glob
import sys

import pandas

for path in glob.glob(f"{sys.argv[1]}/*.xpt"):
    pandas.read_sas(path, format="xport", encoding="ascii").to_csv(f"{path}.py.csv", index=False, float_format="%.17g")
