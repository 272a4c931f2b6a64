"""Times the clean build against its limit, against others and against its own growth."""
