"""Makes the books for reading offline."""
