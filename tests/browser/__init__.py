"""What a reader's browser must see; run by `nox -s browser`, after `nox -s docs`."""
