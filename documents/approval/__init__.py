"""How a revision comes to be: drafted, reviewed, approved by signature, issued by decision."""
