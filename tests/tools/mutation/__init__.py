"""Mutation: plants a fault at a time, and sees whether the tests turn red."""
