"""Times the clean build against its limit and its own growth; others.py, against others."""
