"""Makes the zip, the EPUBs and the PDFs for reading offline."""
