"""What a caller knows and no description can say: the names that are there. Without them every well-formed call
would end at "no such slot". Calls that are wrong on purpose are left alone."""

import schemathesis

MODEL = "TEA-1"
SLOTS = ("tea", "tabs")


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    fill = FILL.get(case.operation.definition.raw.get("operationId"))
    if fill is not None and isinstance(case.body, (dict, list)):
        fill(case.body)


def new_devices(body):
    for device in body if isinstance(body, list) else [body]:
        device["model"] = MODEL


def of_slot(body, n=0):
    body["slot"] = SLOTS[n % len(SLOTS)]
    if body.get("unit") is not None:
        body["unit"] = "count"


def reports(body):
    for n, report in enumerate(body["reports"]):
        of_slot(report, n)
        # Any other day may be too long ago; a clock that is wrong is not believed.
        if report.get("at") is not None:
            report["at"] = "2099-01-01T00:00:00+01:00"


def slots(body):
    """No name twice."""
    for n, slot in enumerate(body["slots"]):
        slot["slot"] = f"{slot['slot'][:60]}{n}"


FILL = {
    "create_devices": new_devices,
    "restock": of_slot,
    "report_usage": reports,
    "put_model": slots,
}
