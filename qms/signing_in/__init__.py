"""How a person proves to be that person: passwords, second factor, single sign-on, sessions and their limits."""
