"""What is run by hand or by a nox session of its own."""
