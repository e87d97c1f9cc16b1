"""What is printed: letters, sheets for the hall, codes; and how they are set."""
