"""Forks, starts and ends processes: the fork server, its clients, sphinx-build."""
