"""How much a workbook may hold. The limits are stated in messages and in the template, and enforced before it is unpacked."""

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_UNPACKED = 400 * MEGABYTE
LARGEST_RATIO = 200  # unpacked to packed, of files that unpack to more than SMALL_UNPACKED
SMALL_UNPACKED = 20 * MEGABYTE
MOST_PARTS = 1000
MOST_CELLS = 2_500_000  # in the whole workbook, counting empty ones inside the used area
MOST_ROWS = 200_000  # in one sheet
FURTHEST_ROW, FURTHEST_COLUMN = 1_048_576, 16_384  # Excel's own limits
LONGEST_CELL = 32_767  # characters; Excel's own limit
HEADER_ROWS = 10
