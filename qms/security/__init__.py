"""Who may do what: permissions, the one table that grants them, and who acts now."""
