"""Reports that leave the house on paper or as a workbook."""
