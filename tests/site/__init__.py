"""How the site is built, and what its pages hold, tried on a site of two pages."""
