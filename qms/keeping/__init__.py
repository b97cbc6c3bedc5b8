"""Keeping the registry on pages: agencies, reorganisations, procedures, authority, policy values, and the workbook as a whole."""
