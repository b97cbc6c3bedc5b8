"""The demonstration registry: an illustrative Thừa Thiên Huế as a generated register workbook, imported like any other.

The bodies and reorganisations follow ``data/agencies.csv`` and ``data/lineage.csv``; everything else is made up, always the
same way, so that the reference figures of the end of 2015 come out and every status has somebody to show.
"""
