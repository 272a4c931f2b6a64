"""Open files: kernels, pipes and shared libraries need more than some systems allow at first."""

NEEDED = 256


def allow_open_files() -> None:
    """Raise the limit on open files to what is needed; OSError where the system forbids it."""
    try:
        import resource  # noqa: PLC0415 # Windows has none, and no such limit
    except ImportError:
        return
    kind, unlimited = resource.RLIMIT_NOFILE, resource.RLIM_INFINITY
    soft, hard = resource.getrlimit(kind)
    if soft == unlimited or soft >= NEEDED:
        return
    if hard != unlimited and hard < NEEDED:
        msg = f"{NEEDED} open files are needed, and {hard} are allowed here (see `ulimit -n`)"
        raise OSError(msg)
    resource.setrlimit(kind, (NEEDED, hard))
