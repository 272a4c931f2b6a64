"""The reader's ways in Firefox and WebKit; Chromium runs all that is beside this folder."""
