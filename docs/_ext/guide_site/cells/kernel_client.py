"""A Jupyter client that sends the first cell as soon as the kernel has sent any message.

Jupyter's own listens for a fifth of a second more, on each page, to throw away what it hears; but
what belongs to no cell is passed over by nbclient in any case.
"""

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient


class PromptClient(AsyncKernelClient):
    """A client that asks for the kernel's info until a message arrives."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 # as in Jupyter
        """Return when the kernel has sent any message.

        Args:
            timeout: For how many seconds to wait, if not for ever.

        Raises:
            RuntimeError: The kernel died or said nothing.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while time.monotonic() < end:
            self.kernel_info()
            try:
                await self.get_iopub_msg(timeout=1)
            except Empty:
                if not await self.is_alive():
                    msg = "Kernel died before it said anything"
                    raise RuntimeError(msg) from None
            else:
                return
        msg = f"Kernel said nothing in {timeout} seconds"
        raise RuntimeError(msg)
