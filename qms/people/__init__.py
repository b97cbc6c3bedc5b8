"""People, the posts they hold from one day to another, and how they sign in."""
