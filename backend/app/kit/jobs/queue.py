"""The Celery application: JSON messages that only wake a worker, on the product's Redis."""

from urllib.parse import parse_qs, urlsplit

from celery import Celery

from app.kit.core.settings import Settings

RUN = "operations.run"
TICK = "operations.tick"
QUEUE = "operations"
TICK_SECONDS = 1.0


def broker_url(redis_url: str) -> str:
    """The same Redis in Celery's words (a socket is spelt differently)."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.netloc}{parts.path}?virtual_host={number}"


def make_queue(settings: Settings) -> Celery:
    """Configured for durable work whose truth is a row: a message may come twice or never."""
    app = Celery("groundwork", broker=broker_url(settings.redis_url.get_secret_value()), set_as_current=False)
    app.conf.update(
        task_serializer="json", accept_content=["json"], task_ignore_result=True, task_store_errors_even_if_ignored=False,
        task_acks_late=True, task_reject_on_worker_lost=True, worker_prefetch_multiplier=1, worker_max_tasks_per_child=1000,
        task_default_queue=QUEUE, task_create_missing_queues=True, worker_enable_remote_control=False, worker_send_task_events=False,
        worker_hijack_root_logger=False, broker_connection_retry_on_startup=True, broker_connection_timeout=3, broker_pool_limit=1,
        broker_transport_options={
            "visibility_timeout": 3600, "socket_timeout": 5, "socket_connect_timeout": 3, "global_keyprefix": "queue:", "max_retries": 1,
        },
        beat_schedule={"tick": {"task": TICK, "schedule": TICK_SECONDS, "options": {"expires": 5, "ignore_result": True}}},
        beat_scheduler="celery.beat:Scheduler", beat_max_loop_interval=TICK_SECONDS, timezone="UTC",
        worker_pool="prefork", worker_concurrency=2,
    )  # fmt: skip
    return app
