"""Checking and improving: audits, nonconformities, corrective actions, management reviews."""
