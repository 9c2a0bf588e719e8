"""Reports what a machine uses to Larder, for machines that have Python; nothing beside its standard library.

    from larder_device import Client, Queue

    queue = Queue("/var/lib/machine/reports.db")
    queue.add("tea", used="2")                       # before the cup is served
    client = Client("https://larder.example", token, queue)
    client.run()                                     # in a thread of its own, for ever

A report that `add` took is sent until Larder has answered for it, always with the same id and content, so that it counts once,
whenever the power goes. Where the queue is full, the oldest report is given up, and counted in `queue.lost`.
"""

from .client import Answer, Client, Outcome
from .queue import Queue

__all__ = ["Answer", "Client", "Outcome", "Queue"]
