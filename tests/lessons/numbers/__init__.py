"""Each number that a lesson quotes must be printed or asserted when its code cells run."""
