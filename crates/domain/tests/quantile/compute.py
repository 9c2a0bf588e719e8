"""Computes what `../quantile.rs` holds the forecast against, by other means than the forecast's own:
recursions as linear filters (scipy), the quantile as the order-up-to level of a newsvendor
(stockpyl). Run by hand when the rule changes:

    pip install numpy scipy stockpyl && python compute.py > fixtures.json
"""

import csv
import datetime
import json
import pathlib

import numpy as np
from scipy.signal import lfilter
from scipy.stats import gamma
from stockpyl.newsvendor import newsvendor_continuous

HERE = pathlib.Path(__file__).parent
LAUNDRY = HERE / "../../../demo/data/laundry-runs.csv"
EPOCH = datetime.date(1970, 1, 1)


def quantile(mean, variance, level):
    """The stock that is enough with probability `level`: a newsvendor's, whose costs say so."""
    demand = gamma(mean**2 / variance, scale=variance / mean)
    return float(newsvendor_continuous(1 - level, level, demand_distrib=demand)[0])


def lead(days):
    """Eight orders of 5.5 days and variance 3, and the slot's own."""
    n = 8 + len(days)
    mean = (8 * 5.5 + sum(days)) / n
    square = (8 * (3 + 5.5**2) + sum(d * d for d in days)) / n
    return mean, square - mean**2


def week_of(place, used, known):
    if known.sum() < 28 or used.sum() <= 0:
        return np.ones(7)
    mean = used.sum() / known.sum()
    sums = np.array([used[place == p].sum() for p in range(7)])
    days = np.array([known[place == p].sum() for p in range(7)])
    part = (sums + 8 * mean) / ((days + 8) * mean)
    return part * 7 / part.sum()


def filtered(values, half_life):
    return lfilter([1.0], [1.0, -(0.5 ** (1 / half_life))], values)


def average(place, used, known, week, half_life, seldom):
    parts = week[place] * known
    weight = filtered(parts, half_life)
    with np.errstate(divide="ignore", invalid="ignore"):
        if seldom:
            happens = ((used > 0) & known).astype(float)
            often = filtered(happens, half_life) / weight
            amount = filtered(used, 4 * half_life) / filtered(happens, 4 * half_life)
            rate = np.where(happens.cumsum() > 0, often * amount, filtered(used, half_life) / weight)
        else:
            rate = filtered(used, half_life) / weight
    before = np.concatenate([[0], np.nan_to_num(rate)[:-1]])
    settled = known & (np.concatenate([[0], weight[:-1]]) * 0.5 ** (1 / half_life) > 5)
    at = np.flatnonzero(settled)
    error = used[at] - before[at] * week[place[at]]
    kept = 0.5 ** (np.arange(len(at))[::-1] / 120)
    weeks = []
    for begin in range(0, len(at) - 6, 7):
        block = at[begin : begin + 7]
        weeks.append((used[block] - before[block[0]] * week[place[block]]).sum() ** 2)
    variance = (kept * error**2).sum() / kept.sum() if len(at) else 0
    per_day = float(rate[-1])
    if kept.sum() < 7:
        variance = max(per_day**2, variance)
    return {
        "per_day": per_day,
        "variance": variance,
        "weight": float(weight[-1]),
        "weeks": len(weeks),
        "week_error": np.mean(weeks) if weeks else np.nan,
        "day_error": np.mean(error**2) if len(at) else np.nan,
    }


def forecast(first, days, orders, level):
    known = np.array([day is not None for day in days])
    used = np.array([day or 0 for day in days], dtype=float)
    place = (first + np.arange(len(days))) % 7
    interval = known.sum() / (used > 0).sum()
    seldom = interval >= 1.32 and known.sum() >= 28
    week = week_of(place, used, known)
    best = average(place, used, known, week, 20, seldom)
    if best["weeks"] >= 4:
        least = np.inf
        for half_life in (10, 20, 40, 80):
            tried = average(place, used, known, week, half_life, seldom)
            if tried["week_error"] < least * 0.98:
                least, best = tried["week_error"], tried
    variance = best["variance"]
    if best["weeks"]:
        ratio = best["week_error"] / 7 / best["day_error"]
        variance *= np.clip((ratio * best["weeks"] + 8) / (best["weeks"] + 8), 1, 4)
    mean_lead, variance_lead = lead(orders)
    ahead = max(round(mean_lead + 1e-12), 1)
    share = np.mean([week[(first + len(days) + n) % 7] for n in range(ahead)])
    mean = best["per_day"] * mean_lead * share
    spread = (
        variance * mean_lead
        + variance / max(best["weight"], 1) * mean_lead**2
        + best["per_day"] ** 2 * variance_lead
    )
    return best["per_day"], quantile(mean, spread, level)


def laundry():
    count = {}
    for row in csv.reader(LAUNDRY.open()):
        if row and row[0][:1].isdigit():
            day = (datetime.date.fromisoformat(row[0][:10]) - EPOCH).days
            count[day] = count.get(day, 0) + 1
    first, last = min(count), max(count)
    return first, [1000 * count.get(day, 0) for day in range(first, last + 1)]


def cases():
    weekly = [3000, 1000, 2000, 2000, 1000, 5000, 4000]
    yield "young and steady", 20000, [2000] * 9, [], 0.95
    yield "a weekly shape", 20001, weekly * 10, [], 0.9
    yield "holes", 20002, [None if day % 9 == 4 else 1000 * (day % 4) for day in range(80)], [7, 9], 0.98
    rising = [500 * (1 + day // 20) + 100 * (day * 7 % 5) for day in range(120)]
    yield "a rising pace", 20003, rising, [4] * 24, 0.95
    # Croston's picture: nothing for days, then some at once.
    seldom = [0, 0, 0, 2000, 0, 0, 3000, 0, 0, 0, 0, 2000, 0, 5000] * 9
    yield "seldom and in lumps", 20004, seldom, [6, 8, 5], 0.95
    first, runs = laundry()
    for end in (45, 120, 365, 700, 1100, 1440):
        begin = max(end - 365, 0)
        for level in (0.8, 0.95, 0.99):
            yield f"laundry, day {end}", first + begin, runs[begin:end], [5, 6, 10], level


fixtures = {
    # Snyder and Shen, Fundamentals of Supply Chain Theory, example 4.3: demand of mean 50 and standard
    # deviation 8, costs 0.18 and 0.70, taken for normal there.
    "textbook": {"mean": 50, "variance": 64, "level": 0.7 / 0.88, "normal": 56.6},
    "quantiles": [
        {"mean": mean, "variance": variance, "level": level, "quantile": quantile(mean, variance, level)}
        for mean, variance in ((50, 64), (5.5, 3), (0.8, 2.4), (17000, 9e7), (2e6, 1e11))
        for level in (0.5, 0.8, 0.95, 0.995)
    ],
    "forecasts": [],
}
for name, first, days, orders, level in cases():
    per_day, asked = forecast(first, days, orders, level)
    fixtures["forecasts"].append(
        {
            "name": name,
            "first": first,
            "days": days,
            "orders": orders,
            "level": level,
            "per_day": per_day,
            "quantile": asked,
        }
    )
print(json.dumps(fixtures, separators=(",", ":")).replace('{"name"', '\n{"name"').replace('{"mean"', '\n{"mean"'))
