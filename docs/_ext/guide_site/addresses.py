"""Addresses from the environment; where one is empty, no absolute link is printed."""


def folder_url(name: str, url: str) -> str:
    """Return ``url`` with one slash at its end, or the empty string when there is none.

    Args:
        name: What the address is called where the reader can mend it.
        url: The address of a folder, with or without a slash at its end.

    >>> folder_url("SITE_URL", "https://example.org/guide")
    'https://example.org/guide/'
    >>> folder_url("SITE_URL", "")
    ''
    """
    if url and not url.startswith(("https://", "http://")):
        msg = f"{name} is {url!r}, but must begin with https:// or http://"
        raise ValueError(msg)
    return url.rstrip("/") + "/" if url else ""
