"""What leaves on paper: a revision with its control head, sign-off and status band, or a stamped copy of its file."""
